"""Texts that are longer than WhatsApp takes."""

from __future__ import annotations

from collections.abc import Iterator

from emulator.kernel.secret import masker
from flow_runner.inspection.lint.check import check
from flow_runner.inspection.lint.example import Raw, agent, buttons, flow
from flow_runner.inspection.lint.finding import Found
from flow_runner.inspection.lint.shown import BODY, LIST_BODY, NEVER_SHOWN, Length, Shown, length_of, shown_by, units
from flow_runner.inspection.lint.subject import Subject

QUOTED = 30
END = "main_assignAgent-end"


def _menu(title: str) -> Raw:
    return flow(buttons("main_buttons-menu", ("talk", title, END), default=END), agent())


@check(
    "text-too-long",
    "error",
    why=f"WhatsApp refuses the whole message, {NEVER_SHOWN}",
    fix="Shorten it to what WhatsApp takes.",
    evidence="documented",
    source="Meta's pages on interactive messages; Wati's own API has the same bounds",
    example=_menu("Talk to one of our advisors"),
    neighbour=_menu("Talk to an advisor"),
)
def text_too_long(subject: Subject) -> Iterator[Found]:
    """Without their placeholders, whose length nobody knows. Where only emoji make the difference, a note."""
    masked = masker(one.literal for one in subject.secrets)
    for node_id in subject.flow.nodes:
        for shown in shown_by(subject, node_id):
            bound = BODY if shown.limit == LIST_BODY and shown.what == "body" else shown.limit
            if units(shown.raw) > bound:
                text = shown.text
                quoted = masked(text.strip().replace("\n", " "))  # here, for it will be cut
                found = _judged(node_id, shown, quoted, length_of(subject, text))
                yield from (found,) if found else ()


def _judged(node_id: str, shown: Shown, quoted: str, length: Length) -> Found | None:
    name = f"the {shown.what} '{quoted[:QUOTED]}{'…' if len(quoted) > QUOTED else ''}'"
    least = f"{'at least ' if length.filled else ''}{length.least}"
    if length.least > shown.limit:
        return Found(node_id, shown.pointer, f"{name} has {least} characters; WhatsApp takes {shown.limit}")
    if length.most > shown.limit:
        told = f"{name} has {least} characters, or {length.most} as programs count emoji; WhatsApp takes {shown.limit}"
        return Found(node_id, shown.pointer, told, "note")
    if shown.what == "body" and shown.limit == LIST_BODY and length.least > BODY:
        told = (
            f"{name} has {least} characters; Meta's newer pages take {LIST_BODY}, its older ones and Wati's API {BODY}"
        )
        return Found(node_id, shown.pointer, told, "warning")
    return None

"""Lists with a picture for a header."""

from __future__ import annotations

from collections.abc import Iterator

from flow_runner.inspection.lint.check import check
from flow_runner.inspection.lint.example import Raw, agent, flow, rows
from flow_runner.inspection.lint.finding import Found
from flow_runner.inspection.lint.shown import NEVER_SHOWN
from flow_runner.inspection.lint.subject import Subject

END = "main_assignAgent-end"


def _headed(kind: str) -> Raw:
    menu = rows("main_list-menu", ("orders", "Orders", END), default=END)
    return flow({**menu, "interactiveListHeader": {"type": kind, "text": "Our shop"}}, agent())


@check(
    "header-not-text",
    "error",
    why=f"WhatsApp takes only a text as the header of a list and refuses the whole message otherwise, {NEVER_SHOWN}",
    fix="Make the header a text, and send the picture as a message before the list.",
    evidence="documented",
    source="Meta's pages on list messages",
    example=_headed("Image"),
    neighbour=_headed("Text"),
)
def header_not_text(subject: Subject) -> Iterator[Found]:
    for node_id, kind in subject.flow.types.items():
        if kind == "InteractiveList":
            found = subject.fields(node_id).object("interactiveListHeader").text("type").strip()
            if found and not found.isdecimal() and found.lower() not in ("text", "none"):
                yield subject.found(
                    node_id, f"the header of this list is of type {found[:20]}", "interactiveListHeader", "type"
                )

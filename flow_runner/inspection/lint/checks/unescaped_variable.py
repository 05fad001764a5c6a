"""Free text inside the strings of a JSON body."""

from __future__ import annotations

from collections.abc import Iterator

from emulator.kernel.secret import is_secret_name
from flow_runner.engine.template import Reference
from flow_runner.inspection.lint.check import check
from flow_runner.inspection.lint.content import contents
from flow_runner.inspection.lint.example import Raw, agent, flow, question, webhook
from flow_runner.inspection.lint.finding import Found
from flow_runner.inspection.lint.subject import Subject
from flow_runner.inspection.lint.words import listed

BREAKING = frozenset('"\\\n\r\t')
ASK, HOOK, END = question("main_question-city"), "main_webhook-order", agent()
EDGES = ((ASK["id"], HOOK),)


def _sending(body: str) -> Raw:
    return flow(ASK, webhook(HOOK, method="Post", body=body, statuses=((0, END["id"]),)), END, edges=EDGES)


@check(
    "unescaped-variable",
    "note",
    why="Whether the platform escapes what it puts into a body is not known: if it does not, a quote, a backslash or a "
    "line break in an answer makes the body no JSON, and that customer's request fails.",
    fix="Send one answer with a quote in it from the real account before you rely on it, and let the back end say so "
    "when it cannot read a body; or accept only answers without such signs (a regex, a number, buttons).",
    evidence="assumed",
    source="nothing is documented; help 11463025 says that the body is JSON",
    example=_sending('{ "city": "@city" }'),
    neighbour=_sending('{ "phone": "{{phone}}" }'),
)
def unescaped_variable(subject: Subject) -> Iterator[Found]:
    """One for each webhook. Tokens, numbers and labels without such signs are no danger."""
    quoted = {
        node: dict.fromkeys(slot.reference for slot in body.slots if not slot.bare)
        for node, body in subject.bodies.items()
        if not body.fault
    }
    risky = {one for one in set().union(*quoted.values()) if _may_break(subject, one)}
    for node, references in quoted.items():
        names = [one.text for one in references if one in risky]
        if names:
            told = f"{listed(names)} may hold any text, and {'stands' if len(names) == 1 else 'stand'} inside a string"
            yield subject.found(node, told, "body")


def _may_break(subject: Subject, reference: Reference) -> bool:
    """Whether a value may have a sign in it that ends or breaks a string of JSON."""
    if is_secret_name(reference.name):
        return False
    if reference.space == "attribute" and not subject.has_attribute(reference.name):
        return reference.name not in subject.variables.variables
    return any(one.kind in ("text", "reply") or bool(BREAKING & set(one.label)) for one in contents(subject, reference))

"""`{{attributes}}` that nothing in the flow sets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flow_runner.engine.template import Reference
from flow_runner.inspection.lint.check import check
from flow_runner.inspection.lint.example import agent, flow, message, update
from flow_runner.inspection.lint.finding import Found
from flow_runner.inspection.lint.naming import Known, did_you_mean
from flow_runner.inspection.lint.subject import Subject

FORM, FORM_FIELD = "InteractiveWhatsAppFlow", re.compile(r"_screen_\d+_")
SAVE, HELLO, END = update("main_updateAttribute-save", ("city", "Springfield")), "main_message-hello", agent()
EDGES = ((SAVE["id"], HELLO), (HELLO, END["id"]))


@check(
    "unknown-attribute",
    "note",
    why="A contact who has no such attribute gets the placeholder itself, braces and all.",
    fix="Correct the name; or, where it comes from outside (an import, the contact's page, the API), see to it that "
    "every contact has it, or ask with Set a condition first.",
    evidence="reported",
    source="an incident of one team: {{recommendations}} reached customers as text",
    example=flow(SAVE, message(HELLO, "<p>Welcome to {{citty}}</p>"), END, edges=EDGES),
    neighbour=flow(SAVE, message(HELLO, "<p>Welcome to {{city}}</p>"), END, edges=EDGES),
)
def unknown_attribute(subject: Subject) -> Iterator[Found]:
    """One for each name, at the first node that reads it: it may well be set outside the chatbot."""
    readers = _readers(subject)
    if not readers:
        return
    known = Known(subject.variables, first="attribute")
    for reference, nodes in readers.items():
        near = known.near(reference.name)
        more = f", which {len(nodes)} nodes read" if len(nodes) > 1 else ""
        nobody = " No contact of the account has it." if subject.knows_contacts else ""
        told = (
            f"nothing in this chatbot sets the attribute '{reference.text}'{more}.{did_you_mean(near)}{nobody} "
            "It has a value only where something else gives it one."
        )
        yield subject.found_reference(nodes[0], reference, told, "warning" if near or nobody else None)


def _readers(subject: Subject) -> dict[Reference, list[str]]:
    """The nodes that read what is not set; what a variable has the name of is told by another check."""
    variables = subject.variables
    has_form = FORM in subject.flow.types.values()
    found: dict[Reference, list[str]] = {}
    for node, read in variables.everywhere():
        known = subject.has_attribute(read.name) or read.name in variables.variables
        of_form = has_form and FORM_FIELD.search(read.name)
        if read.reference.space == "attribute" and not known and not of_form:
            found.setdefault(read.reference, []).append(node)
    return found

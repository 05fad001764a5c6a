"""`{{attributes}}` that nothing in the flow sets."""

from __future__ import annotations

from collections.abc import Iterator

from emulator.kernel.secret import is_secret_name
from flow_runner.engine.nodes.interactive_whatsapp_flow import FORM_FIELD
from flow_runner.engine.template import Reference
from flow_runner.inspection.lint.check import check
from flow_runner.inspection.lint.example import agent, flow, message, update
from flow_runner.inspection.lint.finding import Found
from flow_runner.inspection.lint.naming import Known, did_you_mean
from flow_runner.inspection.lint.subject import Subject
from flow_runner.inspection.lint.variables import Read

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
    """One for each name, at the first node that reads it: it may well be set outside the chatbot. A credential that is
    read from the contact is kept outside on purpose: it is told only where something speaks against it.
    """
    readers = _readers(subject)
    if not readers:
        return
    known = Known(subject.variables, first="attribute")
    for reference, reads in readers.items():
        near = known.near(reference.name)
        nobody = " No contact of the account has it." if subject.knows_contacts else ""
        if not near and not nobody and all(_is_credential(read) for _, read in reads):
            continue
        more = f", which {len(reads)} nodes read" if len(reads) > 1 else ""
        told = (
            f"nothing in this chatbot sets the attribute '{reference.text}'{more}.{did_you_mean(near)}{nobody} "
            "It has a value only where something else gives it one."
        )
        yield subject.found_reference(reads[0][0], reference, told, "warning" if near or nobody else None)


def _readers(subject: Subject) -> dict[Reference, list[tuple[str, Read]]]:
    """The reads of what is not set; what a variable has the name of is told by another check."""
    variables = subject.variables
    has_form = any(uses.sets_more for uses in subject.uses.values())
    forms = tuple(f"{form.name}_" for form in subject.tenant.wati.forms) if subject.tenant else ()
    found: dict[Reference, list[tuple[str, Read]]] = {}
    for node, read in variables.everywhere():
        known = subject.has_attribute(read.name) or read.name in variables.variables
        of_form = has_form and (FORM_FIELD.fullmatch(read.name) or read.name.startswith(forms))
        if read.reference.space == "attribute" and not known and not of_form:
            found.setdefault(read.reference, []).append((node, read))
    return found


def _is_credential(read: Read) -> bool:
    """By its name, or by that of the header or parameter whose value it is."""
    return is_secret_name(read.name) or all(
        role == "header" or (role == "url" and is_secret_name(_parameter(text, read.reference)))
        for role, text in read.texts
    )


def _parameter(address: str, reference: Reference) -> str:
    """The parameter of an address that a placeholder is the value of; empty where it is none's."""
    end = address.find(f"={reference.text}")
    begin = max(address.rfind("?", 0, max(end, 0)), address.rfind("&", 0, max(end, 0)))
    return address[begin + 1 : end] if 0 <= begin < end else ""

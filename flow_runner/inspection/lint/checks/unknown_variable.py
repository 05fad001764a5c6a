"""`@variables` that nothing in the flow ever sets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flow_runner.engine.assumptions import INVOKE_CARRIES, SHEET_ROW_FOUND
from flow_runner.engine.template import Reference
from flow_runner.inspection.lint.body import NOTHING, Body
from flow_runner.inspection.lint.check import check
from flow_runner.inspection.lint.example import agent, flow, question, update
from flow_runner.inspection.lint.finding import Found
from flow_runner.inspection.lint.naming import Known, did_you_mean, effect, often
from flow_runner.inspection.lint.subject import Subject
from flow_runner.inspection.lint.variables import Read, Role

PLATFORMS_OWN = frozenset({"whatsappmessage"})  # the customer's last text: in use, as one observer says
ADDRESSES: tuple[Role, ...] = ("left", "url", "header")
BLANK = re.compile(r"\s")
DOMAIN = re.compile(r"@(\w+)(?=\.[A-Za-z])")
CITY, SAVE, END = question("main_question-city"), "main_updateAttribute-save", agent()
EDGES = ((CITY["id"], SAVE), (SAVE, END["id"]))


@check(
    "unknown-variable",
    "error",
    why="A placeholder without a value goes out as it is written: the customer, the back end or the contact gets "
    "'@word' in place of what was meant.",
    fix="Correct the name, or let a question, a menu or a webhook before this node save into that variable.",
    evidence="reported",
    source="three incidents of one team: placeholders reached back ends and customers as text",
    example=flow(CITY, update(SAVE, ("city", "@citty")), END, edges=EDGES),
    neighbour=flow(CITY, update(SAVE, ("city", "@city")), END, edges=EDGES),
)
def unknown_variable(subject: Subject) -> Iterator[Found]:
    """Among other words `@name` may be anybody's handle: there it is told only where it resembles a name of this flow,
    or where the same name is used as data elsewhere in it. It is no error where the account assumes that they
    may come from a chatbot that triggers this one, or from the columns of a spreadsheet.
    """
    unknown = list(_unknown(subject))
    if not unknown:
        return
    known = Known(subject.variables, first="variable")
    carried = any(subject.choice(one) != one.default for one in (INVOKE_CARRIES, SHEET_ROW_FOUND))
    as_data = {read.reference for _, read, is_data in unknown if is_data}
    for node, read, _ in unknown:
        certain = read.reference in as_data
        meant = known.guess(read.name) if certain else known.near(read.name)
        if certain or meant is not None:
            own = meant is not None and meant.setters == (node,)  # what it saves itself, it cannot have meant
            hint = did_you_mean(None if own else meant)
            told = f"variable '{read.reference.text}' is never set{often(read)}.{hint}{effect(subject, node, read)}"
            yield subject.found_reference(node, read.reference, told, None if certain and not carried else "warning")


def _unknown(subject: Subject) -> Iterator[tuple[str, Read, bool]]:
    """The reads that nothing can give a value, and whether each is certainly meant for a placeholder.

    What an attribute has the name of is told by another check.
    """
    for node, reads in subject.variables.reads.items():
        unset = [read for read in reads if _is_unset(subject, node, read)]
        texts = {text for read in unset for role, text in read.texts if role not in ADDRESSES}
        domains = {name for text in texts for name in DOMAIN.findall(text)}
        single = {text for text in texts if not BLANK.search(text.strip())}
        body = subject.bodies.get(node, NOTHING)
        for read in unset:
            if read.name not in domains and not (read.roles() == {"body"} and read.reference in body.keys):
                yield node, read, any(_is_data(read.reference, role, text in single, body) for role, text in read.texts)


def _is_unset(subject: Subject, node: str, read: Read) -> bool:
    if read.reference.space != "variable" or read.name.casefold() in PLATFORMS_OWN:
        return False
    return not subject.variables.setters(read.reference) and not subject.has_attribute(read.name, beside=node)


def _is_data(reference: Reference, role: Role, is_single: bool, body: Body) -> bool:
    """By where it stands: alone, or where no text for people is."""
    return role in ADDRESSES or (role == "value" and is_single) or (role == "body" and reference in body.data)

"""`@variables` that a run can come to before anything has set them."""

from __future__ import annotations

from collections.abc import Iterator

from flow_runner.inspection.lint.check import check
from flow_runner.inspection.lint.example import agent, buttons, flow, question, update
from flow_runner.inspection.lint.finding import Found
from flow_runner.inspection.lint.naming import often
from flow_runner.inspection.lint.route import spelled
from flow_runner.inspection.lint.subject import Subject
from flow_runner.inspection.lint.variables import Read
from flow_runner.inspection.lint.words import listed

SPELLED = 50  # of so many findings the way is looked for: that takes a walk through the flow each time
ASK, CITY, SAVE, END = "main_buttons-ask", question("main_question-city"), "main_updateAttribute-save", agent()
YES, NO = ("yes", "Deliver it", CITY["id"]), ("no", "I fetch it")
NODES = (CITY, update(SAVE, ("city", "@city")), END)
EDGES = ((CITY["id"], SAVE), (SAVE, END["id"]))


@check(
    "unset-variable-on-path",
    "warning",
    why="Customers who come this way have no value there: the placeholder itself goes out in its place.",
    fix="Ask for it on this path too, or lead the path past this node: Set a condition, KeywordContains with an empty "
    "value, is true only where the variable has a value.",
    evidence="reported",
    source="an incident of one team: '@amenities', asked for on one path of three, reached the back end of all",
    example=flow(buttons(ASK, YES, (*NO, SAVE), default=CITY["id"]), *NODES, edges=EDGES),
    neighbour=flow(buttons(ASK, YES, (*NO, END["id"]), default=CITY["id"]), *NODES, edges=EDGES),
)
def unset_variable_on_path(subject: Subject) -> Iterator[Found]:
    """A webhook counts as setting what it saves wherever its reply can be hoped to hold it. What a condition compares
    is not told: an unset variable is empty there, which may well be what is asked.
    """
    spelled_out = 0
    for node, read in subject.variables.everywhere():
        if _may_go_out(subject, node, read) and subject.holding.may_be_unset(node, read.name):
            spelled_out += 1
            yield _found(subject, node, read, spelled_out <= SPELLED)


def _may_go_out(subject: Subject, node: str, read: Read) -> bool:
    """Whether it is a variable that others set, and stands elsewhere than on the left of a condition."""
    own = read.roles() == {"value"} and node in subject.variables.setters(read.reference)
    return read.reference.space == "variable" and read.roles() != {"left"} and not own


def _found(subject: Subject, node: str, read: Read, with_way: bool) -> Found:
    setters = subject.variables.setters(read.reference)
    start, name = subject.flow.start, read.name
    nobody = not subject.holding.may_be_set(node, name)
    if nobody:
        told = f"variable '@{name}' is not set yet on any path to here{often(read)}; {listed(setters)} "
        told += "sets it, but does not come before this node" if len(setters) == 1 else "set it, but none comes before"
        return subject.found_reference(node, read.reference, told, "error")
    told = f"variable '@{name}' is not set on every path to here{often(read)}: {listed(setters)} "
    told += "sets it, but" if len(setters) == 1 else "set it, but"
    if node == start:
        told += " the chatbot starts at this node"
    elif with_way:
        legs = subject.holding.way_without(start, node, name)
        told += f" {spelled(legs)} passes {'them' if len(setters) > 1 else 'it'} by"
    else:
        told += " a path leads past"
    return subject.found_reference(node, read.reference, told)

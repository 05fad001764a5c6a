"""`@x` where only `{{x}}` is set, `{{x}}` where only `@x` is, and names in conditions with neither."""

from __future__ import annotations

from collections.abc import Iterator

from flow_runner.inspection.lint.check import check
from flow_runner.inspection.lint.comparison import FIELD, comparisons, is_bare
from flow_runner.inspection.lint.draft import Draft
from flow_runner.inspection.lint.example import agent, condition, flow, message, webhook
from flow_runner.inspection.lint.finding import Found
from flow_runner.inspection.lint.naming import effect, often
from flow_runner.inspection.lint.subject import Subject
from flow_runner.inspection.lint.variables import Read
from flow_runner.inspection.lint.words import listed

ORDER, PAID, THANKS, END = "main_webhook-order", "main_condition-paid", message("main_message-thanks"), agent()
SAVED = (("ContactCustomParameter", "paid", "order.paid"),)
HOOK = webhook(ORDER, saved=SAVED, statuses=((200, PAID), (0, END["id"])))
EDGES = ((THANKS["id"], END["id"]),)


def _mend(subject: Subject, draft: Draft) -> Iterator[str]:
    """A name without a namespace gets braces where only an attribute can be meant: it is read as one first anyway."""
    for node in subject.flow.nodes:
        for tested, number in comparisons(subject, node):
            name = tested.variable
            only = name in subject.variables.attributes and name not in subject.variables.variables
            if is_bare(tested, subject.flow.grammar) and only:
                draft.put(subject.place(node, FIELD, number, "variable"), f"{{{{{name}}}}}")
                yield f"{node} compares {{{{{name}}}}}, the attribute, where it said '{name}'."


@check(
    "wrong-namespace",
    "error",
    why="A variable @x and an attribute {{x}} are two values: the placeholder of the one that is not set goes out as "
    "text, and a condition on it is decided wrongly without a word.",
    fix="Write @x for what this run has saved in a variable, and {{x}} for what is saved on the contact.",
    evidence="reported",
    source="the most costly mistake of one team ('cost days of debugging'), found on a live phone",
    example=flow(HOOK, condition(PAID, "paid", "Equal", "yes", THANKS["id"], END["id"]), THANKS, END, edges=EDGES),
    neighbour=flow(
        HOOK, condition(PAID, "{{paid}}", "Equal", "yes", THANKS["id"], END["id"]), THANKS, END, edges=EDGES
    ),
    mend=_mend,
)
def wrong_namespace(subject: Subject) -> Iterator[Found]:
    """By where a name is set in the flow; a name that is set in both namespaces is right in both."""
    variables = subject.variables
    for node, read in variables.everywhere():
        if variables.setters(read.reference):
            continue
        if read.reference.space == "variable":
            if subject.has_attribute(read.name, beside=node):
                yield _variable(subject, node, read)
        elif read.name in variables.variables and not subject.has_attribute(read.name):
            yield _attribute(subject, node, read)
    for node in subject.flow.nodes:
        for tested, number in comparisons(subject, node):
            if is_bare(tested, subject.flow.grammar):
                yield _bare(subject, node, tested.variable, number)


def _variable(subject: Subject, node: str, read: Read) -> Found:
    """`@x`, where x is an attribute."""
    right = f"{{{{{read.name}}}}}"
    setters = [one for one in subject.variables.attributes.get(read.name, ()) if one != node]
    origin = f"saved by {listed(setters)}" if setters else "which contacts have by themselves"
    told = f"no variable '@{read.name}' is ever set{often(read)}; there is only the attribute {right}, {origin}."
    found = subject.found_reference(node, read.reference, f"{told}{effect(subject, node, read)}")
    return found._replace(fix=f"Write {right} in the place of @{read.name}.")


def _attribute(subject: Subject, node: str, read: Read) -> Found:
    """`{{x}}`, where x is a variable. Something outside the flow may set it, too."""
    setters = listed(subject.variables.variables[read.name])
    told = (
        f"nothing in this chatbot sets the attribute '{read.reference.text}'{often(read)}; there is only the variable "
        f"@{read.name}, saved by {setters}.{effect(subject, node, read)} That is, where nothing outside sets it either."
    )
    fix = f"Write @{read.name}, or save it as an attribute first: Update attribute, {read.name} = @{read.name}."
    return subject.found_reference(node, read.reference, told, "warning")._replace(fix=fix)


def _bare(subject: Subject, node: str, name: str, number: int) -> Found:
    """A name in a condition that says nothing of where it is to be looked for."""
    variable, attribute = subject.variables.variables.get(name), subject.has_attribute(name)
    right = f"@{name}" if variable and not attribute else f"{{{{{name}}}}}"
    setters = listed(variable or subject.variables.attributes.get(name, ()))
    if variable and attribute:
        known, fix = "both @ and {{}} of this name are set", f"Write {right} or @{name}, whichever is meant."
    elif variable or attribute:
        known, fix = f"{right} is saved by {setters}" if setters else f"contacts have {right}", f"Write {right}."
        fix += " --fix does so." if setters and attribute else ""
    else:
        known, fix = "nothing in this chatbot sets either", f"Write @{name} or {right}, and let a node set it before."
    told = f"'{name}' has neither @ nor {{{{}}}}, and what the platform makes of that is not known; {known}"
    return subject.found(node, told, FIELD, number, "variable", grade="warning", fix=fix)

"""Variables that hold a menu's label where something else is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from flow_runner.engine.choice import Choice
from flow_runner.engine.nodes.question import Question
from flow_runner.engine.nodes.webhook import Webhook
from flow_runner.engine.number import number
from flow_runner.engine.patterns import TIMEOUT_S
from flow_runner.engine.template import Reference
from flow_runner.inspection.lint.check import check
from flow_runner.inspection.lint.content import choices
from flow_runner.inspection.lint.dataflow import ALL, Arc, spread
from flow_runner.inspection.lint.example import agent, buttons, flow, question, webhook
from flow_runner.inspection.lint.finding import Found
from flow_runner.inspection.lint.holding import has_body
from flow_runner.inspection.lint.subject import Subject
from flow_runner.inspection.lint.variables import Read
from flow_runner.inspection.lint.words import listed

# Names of what is written without blanks: order_id, clientId, promo code, email.
CODED = re.compile(r"(?:^|[_\s-])(?i:id|code|email|number)$|[a-z](?:Id|ID|Code|Email|Number)$")
QUESTIONS = 20  # of one variable, whose validations are held against its labels
ASK, ORDER, HOOK, END = "main_buttons-ask", question("main_question-order", "order_id"), "main_webhook-order", agent()
MINE, TALK = ("mine", "My order", ORDER["id"]), ("talk", "Talk to us")
REST = (
    ORDER,
    webhook(HOOK, "https://shop.example.com/orders/@order_id", statuses=((200, END["id"]), (0, END["id"]))),
    END,
)
EDGES = ((ORDER["id"], HOOK),)

Chosen = tuple[str, str]
"""A choice of a menu: the id of the node, and the exit."""
Fact = tuple[str, Chosen]
"""What a variable may hold: its name, and the choice whose label it is, or OTHERS."""
OTHERS: Chosen = ("", "")


class Mixed(NamedTuple):
    """A variable that menus and others set. `odd` are the labels that the others never set, `others` are nodes."""

    name: str
    odd: dict[Chosen, str]
    others: tuple[str, ...]


@check(
    "mixed-variable",
    "warning",
    why="The label of a menu is sent as if it were the value itself: one team's back end got a customer's id that read "
    "like a button.",
    fix="Let the menu save into a variable of its own, or into none.",
    evidence="reported",
    source="an incident of one team: a flow variable leaked a menu's label into the place of an id",
    example=flow(buttons(ASK, MINE, (*TALK, HOOK), default=END["id"], variable="order_id"), *REST, edges=EDGES),
    neighbour=flow(buttons(ASK, MINE, (*TALK, END["id"]), default=END["id"], variable="order_id"), *REST, edges=EDGES),
)
def mixed_variable(subject: Subject) -> Iterator[Found]:
    """Where a label and another value both come to a request, an attribute or a link. Only labels that cannot be meant
    are told: those that the question's own validation refuses, and those with blanks in what is named an id or a code.
    """
    mixed = {one.name: one for one in _mixed(subject)}
    if not mixed:
        return
    facts = [(name, key) for name, one in mixed.items() for key in (OTHERS, *one.odd)]
    bits = {fact: 1 << number for number, fact in enumerate(facts)}
    held = spread(subject.flow.start, 0, _arcs(subject, mixed, bits))
    for node, read in subject.variables.everywhere():
        one = mixed.get(read.name)
        if one is None or read.reference.space != "variable" or not _is_sent(read):
            continue
        here = held.get(node, 0)
        labels = {key: title for key, title in one.odd.items() if here & bits[read.name, key]}
        if labels and here & bits[read.name, OTHERS]:
            titles = listed(list(dict.fromkeys(f"'{title}'" for title in labels.values())))
            menus = listed(list(dict.fromkeys(menu for menu, _ in labels)))
            told = f"'@{read.name}' holds what {listed(one.others)} saves, or else the label {titles} of {menus}"
            yield subject.found_reference(node, read.reference, told)


def _mixed(subject: Subject) -> Iterator[Mixed]:
    for name, setters in subject.variables.variables.items():
        nodes = {key: subject.flow.nodes[key] for key in setters}
        others = tuple(key for key, node in nodes.items() if not choices(node))
        if not others or len(others) == len(setters):
            continue
        asking = (node for node in nodes.values() if isinstance(node, Question) and not node.answers)
        questions = list(islice(asking, QUESTIONS))
        odd = {
            (key, choice.exit): choice.title
            for key, node in nodes.items()
            for choice in choices(node)
            if _is_odd(subject, name, choice, questions)
        }
        if odd:
            yield Mixed(name, odd, others)


def _is_odd(subject: Subject, name: str, choice: Choice, questions: list[Question]) -> bool:
    """Whether a label cannot be what the variable is for."""
    title = choice.title.strip()
    if not title or subject.flow.grammar.references(title):
        return False
    return bool(CODED.search(name) and re.search(r"\s", title)) or any(_refuses(one, title) for one in questions)


def _refuses(question: Question, title: str) -> bool:
    validation = question.validation
    if validation.kind == "Number":
        return number(title) is None
    try:
        return validation.pattern is not None and validation.pattern.search(title, timeout=TIMEOUT_S) is None
    except TimeoutError:
        return False


def _arcs(subject: Subject, mixed: dict[str, Mixed], bits: dict[Fact, int]) -> dict[str, list[Arc]]:
    """Each setter replaces what was there; a webhook does where its reply can be hoped to hold a value."""
    named: dict[str, list[str]] = {}
    for name in mixed:
        for key in subject.variables.variables[name]:
            named.setdefault(key, []).append(name)
    whole = {name: sum(bits[name, key] for key in (OTHERS, *one.odd)) for name, one in mixed.items()}
    arcs: dict[str, list[Arc]] = {}
    for node_id, ways in subject.ways.items():
        node = subject.flow.nodes[node_id]
        arcs[node_id] = []
        for exit, target in ways:
            names = named.get(node_id, ()) if not isinstance(node, Webhook) or has_body(node, exit) else ()
            added = sum(bits.get((name, (node_id, exit.name) if choices(node) else OTHERS), 0) for name in names)
            gone = sum(whole[name] for name in names)
            arcs[node_id].append(Arc(target, ~gone if gone else ALL, added))
    return arcs


def _is_sent(read: Read) -> bool:
    """Whether it goes to a program: in a request, into an attribute, or inside a link."""
    return any(
        role in ("url", "header", "body", "value") or _in_link(text, read.reference) for role, text in read.texts
    )


def _in_link(text: str, reference: Reference) -> bool:
    return any(f"{sign}{reference.text}" in text for sign in "/=")

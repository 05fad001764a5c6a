"""What can stand where a placeholder is filled in, as far as the flow says so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, NamedTuple

from flow_runner.engine.choice import DEFAULT, Choice
from flow_runner.engine.node import Node
from flow_runner.engine.nodes.interactive_buttons import InteractiveButtons
from flow_runner.engine.nodes.interactive_list import InteractiveList
from flow_runner.engine.nodes.question import Question
from flow_runner.engine.nodes.webhook import Webhook
from flow_runner.engine.template import Reference
from flow_runner.sandbox.platform import is_number

if TYPE_CHECKING:
    from flow_runner.inspection.lint.subject import Subject

Kind = Literal["label", "number", "plain", "reply", "text"]
"""A choice's title; digits; a text without quotes and line breaks; part of a webhook's reply; any text at all."""

# Patterns that let through nothing but letters, digits and a few signs, or nothing but digits.
_ONE = r"\\[dw.+\-@/]"
_SET = rf"\[(?:[a-z]-[a-z]|[A-Z]-[A-Z]|[0-9]-[0-9]|[\w @+.:,/#]|{_ONE})+-?\]"
_PLAIN = re.compile(rf"\^(?:[\w @+:,/#-]|{_ONE}|{_SET}|[?*]|\{{\d*,?\d*\}})+\$")
_DIGITS = re.compile(r"\^(?:\\d|\[0-9\]|\[1-9\]|\d|[?*+]|\{\d*,?\d*\})+\$")


class Content(NamedTuple):
    """A kind of value, and the node that it comes from: none for what the contact brings along."""

    kind: Kind
    node: str = ""
    label: str = ""


def contents(subject: Subject, reference: Reference) -> Iterator[Content]:
    """Every kind of value that a placeholder may be filled with."""
    if reference.space == "attribute":
        yield Content("number" if is_number(reference.name) else "text")
        return
    for node_id in subject.variables.setters(reference):
        yield from _given(subject, node_id)


def choices(node: Node) -> tuple[Choice, ...]:
    """What a menu offers, or a question with expected answers; nothing for other nodes."""
    match node:
        case InteractiveButtons():
            return node.buttons
        case InteractiveList():
            return node.rows
        case Question():
            return node.answers
        case _:
            return ()


def takes_any_text(subject: Subject, node_id: str) -> bool:
    """Whether whatever a customer writes is an answer to this node, and goes on from it."""
    node = subject.flow.nodes[node_id]
    if subject.uses[node_id].gives_up_after is not None:
        return False
    if choices(node):
        return bool(subject.flow.target(node_id, DEFAULT))
    return isinstance(node, Question)


def _given(subject: Subject, node_id: str) -> Iterator[Content]:
    """What a node puts into its variables."""
    node = subject.flow.nodes[node_id]
    for choice in choices(node):
        yield Content("label", node_id, choice.title)
    if isinstance(node, Webhook):
        yield Content("reply", node_id)
    elif not choices(node) or takes_any_text(subject, node_id):
        refuses = subject.uses[node_id].gives_up_after is not None
        yield Content(_answer(node) if refuses and isinstance(node, Question) else "text", node_id)


def _answer(question: Question) -> Kind:
    """What a question lets through that refuses some answers."""
    validation = question.validation
    if validation.kind != "Regex" or validation.pattern is None:
        return "number" if validation.kind == "Number" else "plain"
    source = validation.pattern.pattern
    return "number" if _DIGITS.fullmatch(source) else "plain" if _PLAIN.fullmatch(source) else "text"

"""Which of the offered choices an answer means."""

from __future__ import annotations

from typing import NamedTuple

from flow_runner.engine.assumptions import TYPED_LABEL
from flow_runner.engine.context import Context
from flow_runner.engine.node import Exit
from flow_runner.engine.step import Answer, End, Go, Step


class Choice(NamedTuple):
    """A button, a row, or an expected answer. `target` is its nodeResultId."""

    id: str
    title: str
    target: str


def exits_of(node_id: str, choices: tuple[Choice, ...], default: str) -> tuple[Exit, ...]:
    """An exit per choice, and the default one."""
    return (
        *(Exit(choice.id, choice.title, choice.target, (choice.id,)) for choice in choices),
        Exit("default", "default", default, (f"{node_id}-default", "default")),
    )


def chosen(ctx: Context, choices: tuple[Choice, ...], answer: Answer) -> Choice | None:
    """By the id of a tap first, then by the text: trimmed, and as the assumption says."""
    by_id = next((choice for choice in choices if answer.choice and choice.id == answer.choice), None)
    if by_id is not None:
        return by_id
    text = answer.text.strip()
    same = next((choice for choice in choices if choice.title.strip() == text), None)
    if answer.choice and same is not None:
        return same
    folded = next((choice for choice in choices if choice.title.strip().casefold() == text.casefold()), None)
    if folded is None:
        return None
    rule = ctx.lean(TYPED_LABEL)
    return None if rule == "never" else same if rule == "exact" else folded


def leave(ctx: Context, node_id: str, choices: tuple[Choice, ...], answer: Answer, variable: str) -> Step:
    """Store what was chosen or typed, and take its exit; without a default one another text ends the run in silence."""
    picked = chosen(ctx, choices, answer)
    ctx.set_variable(variable, picked.title if picked else answer.text)
    if picked is not None:
        return Go(picked.id)
    if ctx.flow.target(node_id, "default"):
        return Go("default")
    ctx.warn("answer-lost", f"'{answer.text}' fits no choice and there is no default exit: the customer gets no answer")
    return End(f"the answer fits no choice of {node_id}, which has no default exit")

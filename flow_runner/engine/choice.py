"""Which of the offered choices an answer means."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from flow_runner.engine.assumptions import TYPED_LABEL
from flow_runner.engine.context import Context
from flow_runner.engine.fields import Fields
from flow_runner.engine.node import Exit
from flow_runner.engine.step import Answer, End, Go, Step

DEFAULT = "default"


class Choice(NamedTuple):
    """A button, a row, or an expected answer. `target` is its nodeResultId; `exit` is its id, or stands for it where
    the id is empty or taken.
    """

    id: str
    title: str
    target: str
    exit: str


def choices_of(entries: Iterable[Fields], title: str) -> tuple[Choice, ...]:
    """The choices of a node, each with an exit of its own; `title` is the field that is shown."""
    found: list[Choice] = []
    taken = {DEFAULT}
    for number, entry in enumerate(entries, 1):
        key, exit = entry.text("id"), entry.text("id")
        if not key or exit in taken:
            exit = f"{key or 'choice'}#{number}"
            told = f"the id '{key}' is {'taken' if key else 'empty'}; edges cannot tell this choice"
            entry.warn("choice-id", told, *(("id",) if "id" in entry.raw else ()))
        taken.add(exit)
        found.append(Choice(key, entry.text(title), entry.text("nodeResultId"), exit))
    return tuple(found)


def exits_of(node_id: str, choices: tuple[Choice, ...], default: str) -> tuple[Exit, ...]:
    """An exit per choice, and the default one."""
    return (
        *(Exit(choice.exit, choice.title, choice.target, (choice.exit,)) for choice in choices),
        Exit(DEFAULT, "default", default, (f"{node_id}-default", DEFAULT)),
    )


def chosen(ctx: Context, choices: tuple[Choice, ...], answer: Answer) -> Choice | None:
    """By the id of a tap first, then by the title as the customer saw it: trimmed, and as the assumption says."""
    text = answer.text.strip()
    titles = {choice.exit: ctx.shown(choice.title).strip() for choice in choices}
    tapped = [choice for choice in choices if answer.choice and choice.id == answer.choice]
    if tapped:
        return next((choice for choice in tapped if titles[choice.exit] == text), tapped[0])
    same = next((choice for choice in choices if titles[choice.exit] == text), None)
    if answer.choice and same is not None:
        return same
    folded = next((choice for choice in choices if titles[choice.exit].casefold() == text.casefold()), None)
    if folded is None:
        return None
    rule = ctx.lean(TYPED_LABEL)
    return None if rule == "never" else same if rule == "exact" else same or folded


def leave(ctx: Context, node_id: str, choices: tuple[Choice, ...], answer: Answer, variable: str) -> Step:
    """Store what was chosen or typed, and take its exit; without a default one another text ends the run in silence."""
    picked = chosen(ctx, choices, answer)
    ctx.set_variable(variable, ctx.shown(picked.title) if picked else answer.text)
    if picked is not None:
        return Go(picked.exit)
    if ctx.flow.target(node_id, DEFAULT):
        return Go(DEFAULT)
    ctx.warn("answer-lost", f"'{answer.text}' fits no choice and there is no default exit: the customer gets no answer")
    return End(f"the answer fits no choice of {node_id}, which has no default exit", exit=DEFAULT)

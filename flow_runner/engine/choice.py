"""Which of the offered choices an answer means."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from emulator.kernel.assumption import Assumption
from flow_runner.engine.assumptions import LATE_TAP, MEDIA_STORED, TYPED_LABEL
from flow_runner.engine.context import Context
from flow_runner.engine.events import MessageSent
from flow_runner.engine.fields import Fields
from flow_runner.engine.node import Exit
from flow_runner.engine.step import Answer, End, Go, Step, Wait

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


def chosen(ctx: Context, choices: tuple[Choice, ...], answer: Answer, rule: Assumption) -> Choice | None:
    """By the id of a tap first, then by the title as the customer saw it: trimmed, and as the rule says."""
    text = answer.text.strip()
    titles = {choice.exit: ctx.shown(choice.title).strip() for choice in choices}
    tapped = [choice for choice in choices if answer.choice and choice.id == answer.choice]
    if tapped:
        return next((choice for choice in tapped if titles[choice.exit] == text), tapped[0])
    same = next((choice for choice in choices if titles[choice.exit] == text), None)
    if answer.choice and same is not None:
        return same
    folded = next((choice for choice in choices if titles[choice.exit].casefold() == text.casefold()), None)
    if folded is None or answer.media:
        return None
    how = ctx.lean(rule)
    return None if how == "never" else same if how == "exact" else same or folded


def leave(
    ctx: Context,
    node_id: str,
    choices: tuple[Choice, ...],
    answer: Answer,
    variable: str,
    rule: Assumption = TYPED_LABEL,
) -> Step:
    """Store what was chosen and take its exit; another answer is stored and takes the default exit, where one is drawn,
    and is else met with the account's fallback message.
    """
    picked = chosen(ctx, choices, answer, rule)
    if picked is None and is_late_tap(ctx, answer, choices):
        return Wait()
    if picked is not None or ctx.flow.target(node_id, DEFAULT):
        ctx.session.fails.pop(_tries(node_id), None)
        ctx.set_variable(variable, ctx.shown(picked.title) if picked else stored(ctx, answer))
        return Go(picked.exit if picked else DEFAULT)
    return _ask_again(ctx, node_id, answer)


def is_late_tap(ctx: Context, answer: Answer, choices: tuple[Choice, ...] = ()) -> bool:
    """Whether the answer is a tap on an earlier message, which does not count here."""
    return bool(answer.choice) and ctx.lean(LATE_TAP) == "ignored" and all(one.id != answer.choice for one in choices)


def stored(ctx: Context, answer: Answer) -> str:
    """What a variable holds of an answer that is no choice."""
    if not answer.media:
        return answer.text
    match ctx.lean(MEDIA_STORED):
        case "file_name":
            return answer.media.partition("?")[0].rstrip("/").rpartition("/")[2]
        case "caption":
            return answer.text
        case _:
            return answer.media


def _ask_again(ctx: Context, node_id: str, answer: Answer) -> Step:
    """The fallback message with the node again, as often as the account says. Source: help 11463031."""
    fallback = ctx.platform.fallback()
    if fallback is None:
        told = (
            f"'{answer.text or answer.media}' fits no choice and there is no default exit: the customer gets no answer"
        )
        ctx.warn("answer-lost", told)
        return End(f"the answer fits no choice of {node_id}, which has no default exit", exit=DEFAULT)
    fails = ctx.session.fails.pop(_tries(node_id), 0) + 1
    if fails > fallback.tries:
        return End(f"{fails} unknown answers to {node_id}: the fallback message has no tries left", exit=DEFAULT)
    ctx.session.fails[_tries(node_id)] = fails
    ctx.emit(MessageSent(node_id, "text", ctx.render(fallback.text, "fallback message")))
    return ctx.flow.nodes[node_id].enter(ctx)


def _tries(node_id: str) -> str:
    """Under which name a session counts the answers that fit no choice, beside those that a question refused."""
    return f"{node_id} (fallback)"

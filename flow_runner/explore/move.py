"""What can be chosen on a way through a chatbot: what the customer does, and what a webhook is answered."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from emulator.kernel.shape import read

FOREVER_S = 24 * 3600
BROKEN_JSON = '{"data": ['


class Says(NamedTuple):
    text: str


class Bursts(NamedTuple):
    """Two messages arrive before the chatbot gets to answer."""

    text: str
    more: str


class Taps(NamedTuple):
    title: str


class Sends(NamedTuple):
    """A photo or file, by its address."""

    address: str


class Fills(NamedTuple):
    """The (field, value) pairs of a WhatsApp Flow."""

    form: tuple[tuple[str, str], ...]


class Waits(NamedTuple):
    """The customer does nothing for so many seconds."""

    seconds: int


class Begins(NamedTuple):
    """An attribute of the customer before anything happens; None: it was never set."""

    name: str
    value: str | None


class Holds(NamedTuple):
    """A row that stands in a spreadsheet (`Orders / 2026`) before anything happens."""

    sheet: str
    column: str
    value: str


class Replied(NamedTuple):
    """What a webhook is answered: an answer as in stubs.yaml, as JSON; empty: whatever the service itself answers.

    `label` is what people call it: `503`, `timeout`, `bad JSON`, `usual`.
    """

    node: str
    label: str
    answer: str = ""

    @property
    def stub(self) -> dict[str, Any]:
        """As a stub has it."""
        found: dict[str, Any] = json.loads(self.answer) if self.answer else {"pass_through": True}
        return found


Input = Says | Bursts | Taps | Sends | Fills | Waits
Before = Begins | Holds
Move = Input | Before | Replied
ALL = (Says, Bursts, Taps, Sends, Fills, Waits, Begins, Holds, Replied)
KINDS: dict[str, Any] = {kind.__name__.lower(): kind for kind in ALL}
USUAL = "usual"


def usual(node: str) -> Replied:
    return Replied(node, USUAL)


def answered(node: str, label: str, **answer: Any) -> Replied:
    """With a canned answer: status, json, text, no_reply, delay, pass_through."""
    return Replied(node, label, json.dumps(answer, ensure_ascii=False, sort_keys=True))


def to_json(move: Move) -> list[Any]:
    return [type(move).__name__.lower(), *move]


def from_json(data: Any) -> Move:
    """ValueError for what is no move."""
    kind, *values = read(list[Any], data, "move")
    if kind not in KINDS:
        raise ValueError(f"'{kind}' is no move")
    if kind == "fills":
        values = [tuple((str(name), str(value)) for name, value in values[0])]
    try:
        made: Move = KINDS[kind](*values)
    except TypeError as error:
        raise ValueError(f"{data!r:.80} is no move: {error}") from error
    return made

"""What a check saw, and what keeps one from seeing anything."""

from __future__ import annotations

from dataclasses import dataclass

from emulator.kernel.assumption import Assumption
from emulator.kernel.http import Reply
from flow_runner.verify.wording import told


@dataclass(frozen=True, slots=True)
class Same:
    """It is as the sandbox has it."""


@dataclass(frozen=True, slots=True)
class Differs:
    """It is not."""

    expected: str
    found: str


@dataclass(frozen=True, slots=True)
class Settles:
    """It is as one choice of an assumption has it; `found` is what was seen, in words."""

    assumption: Assumption
    choice: str
    found: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """Nothing was seen, and why."""

    why: str


@dataclass(frozen=True, slots=True)
class Unanswered:
    """No reply came."""

    why: str


Observation = Same | Differs | Settles | Skipped | Unanswered


class Skip(Exception):
    """Nothing can be seen here; the text says why, and what would help."""


class TokenRefused(Skip):
    """The account's own credentials are not accepted: nothing behind them can be seen."""


class Silent(Exception):
    """No reply came, and why."""


class Strange(Exception):
    """A reply with which nobody can go on."""

    def __init__(self, expected: str, reply: Reply) -> None:
        super().__init__(expected)
        self.expected = expected
        self.found = told(reply)


def expected(reply: Reply, wording: str) -> Same | Differs:
    """Same where the reply is told in these words (see `wording.told`)."""
    found = told(reply)
    return Same() if found == wording else Differs(wording, found)

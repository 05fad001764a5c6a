"""One conversation under every alternative of what nobody knows: does its outcome depend on a guess?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from emulator.kernel.assumption import ASSUMPTIONS, Assumption
from emulator.kernel.http import Request
from flow_runner.explore.outcome import Differing, Outcome, differences, outcome_of
from flow_runner.inspection.secret import secrets_in
from flow_runner.sandbox.sandbox import Sandbox
from flow_runner.sandbox.trace import Entry


@dataclass(frozen=True, slots=True)
class Played:
    """A conversation that was played to its end. `leaned` are the assumptions that it leaned on, with the choices in
    force; `chosen` are those that somebody had said.
    """

    entries: tuple[Entry, ...]
    outcome: Outcome
    not_met: tuple[str, ...]
    leaned: dict[str, str]
    chosen: frozenset[str]
    secrets: frozenset[str]

    @classmethod
    def of(cls, sandbox: Sandbox, sent: Iterable[Request], not_met: Iterable[str]) -> Played:
        """Of a sandbox in which nothing more will happen. `sent` are the requests of all webhooks, in order."""
        told, assumptions = tuple(not_met), sandbox.tenant.universe.assumptions
        return cls(
            entries=tuple(sandbox.trace),
            outcome=outcome_of(sandbox, sent, told),
            not_met=told,
            leaned=assumptions.used,
            chosen=frozenset(assumptions.chosen),
            secrets=secrets_in(sandbox),
        )


class Alternative(NamedTuple):
    """What else might be true: another choice of an assumption."""

    assumption: Assumption
    choice: str


class Variation(NamedTuple):
    """The conversation under an alternative, and what came out differently. `leans_also_on` are assumptions that it
    would not have leaned on otherwise.
    """

    alternative: Alternative
    played: Played
    differing: tuple[Differing, ...]
    leans_also_on: tuple[str, ...]


def alternatives(base: Played) -> list[Alternative]:
    """Every other choice of each assumption that the conversation leaned on, unless somebody said what is true."""
    return [
        Alternative(ASSUMPTIONS[name], choice)
        for name, in_force in base.leaned.items()
        if name not in base.chosen
        for choice in ASSUMPTIONS[name].choices
        if choice != in_force
    ]


def variation(base: Played, alternative: Alternative, played: Played) -> Variation:
    """The conversation as it was `played` under an alternative, held against how it was played at first."""
    return Variation(
        alternative,
        played,
        tuple(differences(base.outcome, played.outcome)),
        tuple(name for name in played.leaned if name not in base.leaned),
    )

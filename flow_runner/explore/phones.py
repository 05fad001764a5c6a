"""Which ways of writing a number in Zoho lose the customer: every writing is tried with the chatbot itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from emulator.kernel.assumption import Assumption
from emulator.zoho.assumptions import PHONE_CHARACTERS, PHONE_DIGITS, PHONE_MATCH, WORD_MATCH
from flow_runner.engine.assumptions import URL_ESCAPING
from flow_runner.explore.phone_trial import Laboratory, Talk, Trial, how_it_went
from flow_runner.explore.written_phone import PHONE_FAMILIES, WrittenPhone, written_phone
from flow_runner.sandbox.sandbox import Sandbox

MATCHING = (PHONE_MATCH, PHONE_DIGITS, PHONE_CHARACTERS, WORD_MATCH, URL_ESCAPING)
"""What decides whether a search finds a number."""

Combination = tuple[str, ...]
"""One choice of each assumption that is varied, in their order."""


class NeverSearched(Exception):
    """The chatbot did not search Zoho for the customer's number, or was never let in: there is nothing to find out.
    Says how it went.
    """


class Tried(NamedTuple):
    """A number in one writing, under every combination of what is not known."""

    phone: WrittenPhone
    under: Mapping[Combination, Trial]


class Family(NamedTuple):
    """A way of writing, with every number that was written so."""

    name: str
    tried: tuple[Tried, ...]

    def found(self, under: Combination) -> int:
        """Of how many numbers the lead is found."""
        return sum(one.under[under].found for one in self.tried)

    def missed(self, under: Combination) -> list[Tried]:
        """The numbers of which it is not."""
        return [one for one in self.tried if not one.under[under].found]

    @property
    def verdict(self) -> str:
        """`safe`: every number is found whatever is true; `lost`: none is; `unsure`: that depends."""
        found = {trial.found for one in self.tried for trial in one.under.values()}
        return "unsure" if len(found) > 1 else "safe" if True in found else "lost"


class Fuzzed(NamedTuple):
    """All families, the worst first. `varied` are the assumptions of which every choice was tried, all others made no
    difference; `chosen` are those that somebody had said. `field` is that of the lead.
    """

    families: tuple[Family, ...]
    numbers: tuple[str, ...]
    field: str
    varied: tuple[Assumption, ...]
    chosen: Mapping[str, str]

    @property
    def in_force(self) -> Combination:
        """The defaults of what is varied."""
        return tuple(one.default for one in self.varied)

    def alternatives(self) -> Iterator[tuple[Assumption, str, Combination]]:
        """Every other choice of each varied assumption, all else as in force."""
        for place, assumption in enumerate(self.varied):
            for choice in assumption.choices[1:]:
                yield assumption, choice, (*self.in_force[:place], choice, *self.in_force[place + 1 :])

    def missed(self) -> list[Family]:
        """Those of which a number is missed under the choices in force."""
        return [one for one in self.families if one.missed(self.in_force)]

    def judged(self, verdict: str) -> list[Family]:
        return [one for one in self.families if one.verdict == verdict]

    def depends_on(self, family: Family) -> list[str]:
        """The names of the assumptions of which another choice can find more or fewer of its numbers."""
        found = []
        for place, assumption in enumerate(self.varied):
            counts: dict[Combination, set[int]] = {}
            for under in family.tried[0].under:
                counts.setdefault((*under[:place], *under[place + 1 :]), set()).add(family.found(under))
            if any(len(different) > 1 for different in counts.values()):
                found.append(assumption.name)
        return found


def fuzz(
    sandbox: Sandbox,
    talk: Talk,
    numbers: Sequence[str],
    field: str = "Phone",
    families: Iterable[str] = tuple(PHONE_FAMILIES),
    begin: Callable[[str], object] = lambda family: None,
) -> Fuzzed:
    """Write each of the `numbers` (E.164) in every family into the `field` of the customer's lead, and let its owner
    talk to the chatbot. The sandbox is a fresh one, and of no use for anything else behind this. `begin` hears of each
    family.

    NeverSearched where not one conversation searched Zoho for a number and was let in; LookupError where nobody could
    own a lead.
    """
    laboratory = Laboratory(sandbox, talk, field)
    chosen = sandbox.tenant.universe.assumptions.chosen
    free = [one for one in MATCHING if one.name not in chosen]
    trials: dict[WrittenPhone, list[Trial]] = {}
    for family in families:
        begin(family)
        for phone in (written_phone(number, family) for number in numbers):
            trials[phone] = _under_every_choice(laboratory, phone, free)
    every = [trial for tried in trials.values() for trial in tried]
    if not any(trial.searched for trial in every):
        raise NeverSearched(f"it never searched Zoho's leads for the customer's number: {how_it_went(sandbox)}")
    if not any(trial.authorized for trial in every):
        raise NeverSearched(
            "Zoho refused its token each time (401): has the account this token, and a way to renew it?"
        )
    varied = tuple(one for one in free if any(one.name in trial.leaned for trial in every))
    fuzzed = Fuzzed(_families(trials, varied), tuple(numbers), field, varied, chosen)
    return fuzzed._replace(families=tuple(sorted(fuzzed.families, key=lambda one: _rank(fuzzed, one))))


def _under_every_choice(laboratory: Laboratory, phone: WrittenPhone, free: Sequence[Assumption]) -> list[Trial]:
    """Enough trials to know the outcome under every combination: one stands for all that agree with it in what it
    leaned on.
    """
    trials: list[Trial] = []
    for choices in _combinations(free):
        if _standing_for(trials, choices) is None:
            trials.append(laboratory.trial(phone, choices))
    return trials


def _combinations(assumptions: Sequence[Assumption]) -> Iterator[dict[str, str]]:
    names = [one.name for one in assumptions]
    for combination in product(*(one.choices for one in assumptions)):
        yield dict(zip(names, combination, strict=True))


def _standing_for(trials: Iterable[Trial], choices: Mapping[str, str]) -> Trial | None:
    return next(
        (one for one in trials if all(choices.get(name, choice) == choice for name, choice in one.leaned.items())),
        None,
    )


def _families(trials: Mapping[WrittenPhone, list[Trial]], varied: Sequence[Assumption]) -> tuple[Family, ...]:
    families: dict[str, list[Tried]] = {}
    for phone, tried in trials.items():
        under = {}
        for choices in _combinations(varied):
            trial = _standing_for(tried, choices)
            assert trial is not None, "the trials stand for every combination"
            under[tuple(choices.values())] = trial
        families.setdefault(phone.family, []).append(Tried(phone, under))
    return tuple(Family(name, tuple(tried)) for name, tried in families.items())


def _rank(fuzzed: Fuzzed, family: Family) -> tuple[int, int, int]:
    """The worst first: found least as things stand, then whatever is true."""
    everywhere = sum(family.found(under) for under in family.tried[0].under)
    return family.found(fuzzed.in_force), everywhere, ("lost", "unsure", "safe").index(family.verdict)

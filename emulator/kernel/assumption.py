"""What nobody outside the vendor knows, as a named choice; and which of them a run leaned on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from emulator.kernel.evidence import Evidence
from emulator.kernel.registry import Registry
from emulator.kernel.suggest import did_you_mean


@dataclass(frozen=True, slots=True)
class Assumption:
    """One open point: `choices` has the default first; `meaning` says what each choice does, `reason` why that is the
    default, and `evidence` how sure that is.
    """

    name: str
    choices: tuple[str, ...]
    meaning: str
    reason: str
    evidence: Evidence

    @property
    def default(self) -> str:
        return self.choices[0]


ASSUMPTIONS: Registry[Assumption] = Registry("assumption")


def assume(name: str, *choices: str, meaning: str, reason: str, evidence: Evidence) -> Assumption:
    """Declare an open point, beside the code that leans on it. The first choice is the default."""
    return ASSUMPTIONS.register(name, Assumption(name, choices, meaning, reason, evidence))


class Assumptions:
    """A tenant's choices, and the list of those that its runs leaned on."""

    __slots__ = ("_chosen", "_used")

    def __init__(self, chosen: Mapping[str, str] | None = None) -> None:
        self._chosen: dict[str, str] = {}
        self._used: dict[str, str] = {}
        for name, choice in (chosen or {}).items():
            self.choose(name, choice)

    def choose(self, name: str, choice: str) -> None:
        """ValueError, with the nearest name, for what is not on offer."""
        assumption = ASSUMPTIONS.get(name)
        if assumption is None:
            raise ValueError(f"no assumption is called '{name}'.{did_you_mean(name, ASSUMPTIONS)}")
        if choice not in assumption.choices:
            raise ValueError(f"assumption '{name}' cannot be '{choice}': choose {' or '.join(assumption.choices)}")
        self._chosen[name] = choice

    def choice(self, assumption: Assumption) -> str:
        """The choice in force, without leaning on it."""
        return self._chosen.get(assumption.name, assumption.default)

    def lean(self, assumption: Assumption) -> str:
        """The choice in force, noted as used. Ask only where the outcome may depend on it."""
        choice = self.choice(assumption)
        self._used[assumption.name] = choice
        return choice

    @property
    def chosen(self) -> dict[str, str]:
        """What somebody said, by name: in the world, on the command line, in a script."""
        return dict(sorted(self._chosen.items()))

    @property
    def used(self) -> dict[str, str]:
        return dict(sorted(self._used.items()))

    def snapshot(self) -> dict[str, Any]:
        return {"chosen": dict(self._chosen), "used": dict(self._used)}

    def restore(self, data: dict[str, Any]) -> None:
        """ValueError, with nothing changed, for choices that are not on offer."""
        checked = Assumptions(data["chosen"])
        Assumptions(data["used"])
        self._chosen, self._used = checked._chosen, dict(data["used"])

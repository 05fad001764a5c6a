"""What to break and when, as data: faults fire by counter, never by chance."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from fnmatch import fnmatchcase
from itertools import count
from typing import Any, get_type_hints

from emulator.kernel.contract import Contract
from emulator.kernel.http import Reply
from emulator.kernel.registry import Registry
from emulator.kernel.shape import read
from emulator.kernel.suggest import did_you_mean

CallNext = Callable[[], Reply]


@dataclass(frozen=True, slots=True)
class FaultKind:
    """One way to break an exchange. `side` says whether the real effect takes place: `before` it does not."""

    name: str
    side: str
    apply: Callable[[CallNext, Mapping[str, Any]], Reply]
    attributes: Contract


FAULT_KINDS: Registry[FaultKind] = Registry("fault kind")


def fault_kind(
    name: str, side: str, attributes: dict[str, Any], required: tuple[str, ...] = ()
) -> Callable[[Callable[[CallNext, Mapping[str, Any]], Reply]], FaultKind]:
    """Register a kind of fault; `attributes` are the JSON Schemas of what it takes, by name."""
    schema = {"type": "object", "properties": attributes, "required": list(required), "additionalProperties": False}

    def register(apply: Callable[[CallNext, Mapping[str, Any]], Reply]) -> FaultKind:
        return FAULT_KINDS.register(name, FaultKind(name, side, apply, Contract(schema)))

    return register


@dataclass(slots=True)
class Fault:
    """An armed fault: break calls of `operation` (a name or a pattern), after the first `after`, `times` times.

    `times` None is for ever. `seen` and `fired` are its counters.
    """

    name: str
    kind: str
    operation: str
    after: int = 0
    times: int | None = 1
    attributes: dict[str, Any] = field(default_factory=dict)
    seen: int = 0
    fired: int = 0

    @property
    def spent(self) -> bool:
        return self.times is not None and self.fired >= self.times

    def matches(self, operation: str) -> bool:
        """Whether this call is one to break. Counts the call."""
        if self.spent or not fnmatchcase(operation, self.operation):
            return False
        self.seen += 1
        if self.seen <= self.after:
            return False
        self.fired += 1
        return True

    def __str__(self) -> str:
        given = [f"{value}" if key == self.kind else f"{key} {value}" for key, value in self.attributes.items()]
        after = f", after {self.after}" if self.after else ""
        return f"Fault '{self.name}' ({' '.join([self.kind, *given])} on {self.operation}{after})"


HINTS = get_type_hints(Fault)


class Faults:
    """The faults armed in a tenant, in the order in which they were armed."""

    __slots__ = ("_armed", "_operations")

    def __init__(self, operations: Callable[[], list[str]]) -> None:
        self._armed: dict[str, Fault] = {}
        self._operations = operations

    def arm(self, fault: Fault) -> Fault:
        """ValueError for a kind, an operation or an attribute that does not exist, or a name that is taken."""
        kind = FAULT_KINDS.get(fault.kind)
        if kind is None:
            raise ValueError(f"no fault kind is called '{fault.kind}'.{did_you_mean(fault.kind, FAULT_KINDS)}")
        known_attributes = kind.attributes.schema["properties"]
        for name in fault.attributes.keys() - known_attributes.keys():
            hint = did_you_mean(name, known_attributes)
            raise ValueError(f"fault '{fault.name}' ({fault.kind}): '{name}' is not known here.{hint}")
        wrong = kind.attributes.violations(fault.attributes)
        if wrong:
            raise ValueError(f"fault '{fault.name}' ({fault.kind}): {'; '.join(wrong)}")
        known = self._operations()
        if not any(fnmatchcase(operation, fault.operation) for operation in known):
            raise ValueError(f"no operation is called '{fault.operation}'.{did_you_mean(fault.operation, known)}")
        if fault.name in self._armed:
            raise ValueError(f"a fault called '{fault.name}' is armed already: disarm it first")
        self._armed[fault.name] = fault
        return fault

    def add(
        self, kind: str, operation: str, after: int = 0, times: int | None = 1, name: str = "", **attributes: Any
    ) -> Fault:
        """Arm one more, called by its kind and a number unless it has a name. ValueError as of `arm`."""
        free = name or next(one for one in (f"{kind} {number}" for number in count(1)) if one not in self._armed)
        return self.arm(Fault(free, kind, operation, after, times, attributes))

    def disarm(self, name: str) -> Fault:
        """KeyError, with the nearest name, where none is armed under that name."""
        if name not in self._armed:
            raise KeyError(f"no fault called '{name}' is armed.{did_you_mean(name, self._armed)}")
        return self._armed.pop(name)

    @property
    def armed(self) -> list[Fault]:
        return list(self._armed.values())

    def matching(self, operation: str) -> list[Fault]:
        """The faults that break this very call; each counts it."""
        return [fault for fault in self._armed.values() if fault.matches(operation)] if self._armed else []

    def unfired(self) -> list[str]:
        """A sentence for each armed fault that never fired: a test that armed it proves nothing."""
        return [
            f"{fault} was armed but never fired: that operation was called {fault.seen} "
            f"{'time' if fault.seen == 1 else 'times'}."
            for fault in self._armed.values()
            if not fault.fired
        ]

    def snapshot(self) -> list[dict[str, Any]]:
        return [asdict(fault) for fault in self._armed.values()]

    def restore(self, data: list[dict[str, Any]]) -> None:
        """ValueError, with nothing changed, for a fault that could not be armed."""
        checked = Faults(self._operations)
        for item in data:
            checked.arm(Fault(**{name: read(HINTS[name], value, name) for name, value in item.items()}))
        self._armed = checked._armed

"""Everything impure about a tenant, once: its time, ids, faults, journal, outbox and chosen assumptions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from emulator.kernel.assumption import Assumptions
from emulator.kernel.clock import DEFAULT_START, VirtualClock
from emulator.kernel.fault import Faults
from emulator.kernel.ids import Ids
from emulator.kernel.journal import Journal
from emulator.kernel.outbox import Outbox


class Universe:
    """The parts that every API of a tenant shares. Two universes share nothing."""

    __slots__ = ("assumptions", "clock", "faults", "ids", "journal", "outbox")

    def __init__(
        self,
        seed: str,
        operations: Callable[[], list[str]] = list,
        start: datetime = DEFAULT_START,
        assumptions: Mapping[str, str] | None = None,
    ) -> None:
        self.clock = VirtualClock(start)
        self.ids = Ids(seed)
        self.faults = Faults(operations)
        self.journal = Journal()
        self.outbox = Outbox()
        self.assumptions = Assumptions(assumptions)

    def snapshot(self) -> dict[str, Any]:
        return {name: getattr(self, name).snapshot() for name in self.__slots__}

    def restore(self, data: dict[str, Any]) -> None:
        for name in self.__slots__:
            getattr(self, name).restore(data[name])

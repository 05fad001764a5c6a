"""A node of a type that nobody has described: kept, warned about when it is read, and passed through by its exit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flow_runner.engine.node import ONLY, Exit, NoWait, Uses
from flow_runner.engine.step import Go, Step

if TYPE_CHECKING:
    from flow_runner.engine.context import Context


@dataclass(frozen=True, slots=True)
class Unknown(NoWait):
    """Does nothing and goes on, as far as anybody knows."""

    id: str

    def enter(self, ctx: Context) -> Step:
        return Go("")

    def exits(self) -> tuple[Exit, ...]:
        return (ONLY,)

    def uses(self) -> Uses:
        return Uses()

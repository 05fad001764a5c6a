"""A node of a type that nobody has described: kept, warned about, and passed through by its single exit."""

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
        ctx.warn("unknown-node-type", f"'{ctx.flow.types[self.id]}' is not known; passed through")
        return Go("")

    def exits(self) -> tuple[Exit, ...]:
        return (ONLY,)

    def uses(self) -> Uses:
        return Uses()

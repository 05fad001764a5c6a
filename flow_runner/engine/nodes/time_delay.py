"""Time delay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from flow_runner.engine.context import Context
from flow_runner.engine.events import DelayStarted
from flow_runner.engine.fields import Fields
from flow_runner.engine.node import ONLY, Exit, Uses, node_type
from flow_runner.engine.step import Go, Input, Step, Wait

MAX_SECONDS = 30 * 24 * 3600


@node_type(
    "TimeDelay", evidence="reported", source="one reader of freshly made nodes", marks=("delaySeconds",), paid=True
)
@dataclass(frozen=True, slots=True)
class TimeDelay:
    """Waits for some seconds of the account's clock, and goes on."""

    id: str
    seconds: int

    @classmethod
    def parse(cls, node_id: str, fields: Fields) -> TimeDelay:
        seconds = fields.number("delaySeconds", 0)
        if not 0 <= seconds <= MAX_SECONDS:
            fields.warn(
                "odd-delay", f"a delay of {seconds} s; read as {min(max(seconds, 0), MAX_SECONDS)} s", "delaySeconds"
            )
        return cls(node_id, min(max(seconds, 0), MAX_SECONDS))

    def enter(self, ctx: Context) -> Step:
        until = ctx.platform.now() + timedelta(seconds=self.seconds)
        ctx.emit(DelayStarted(self.id, until.isoformat()))
        return Wait(until)

    def resume(self, ctx: Context, given: Input) -> Step:
        raise AssertionError("a delay waits for a moment, not for an answer")

    def time_out(self, ctx: Context) -> Step:
        return Go("")

    def exits(self) -> tuple[Exit, ...]:
        return (ONLY,)

    def uses(self) -> Uses:
        return Uses(summary=f"{self.seconds} s")

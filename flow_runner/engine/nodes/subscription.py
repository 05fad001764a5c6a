"""Subscribe / Unsubscribe."""

from __future__ import annotations

from dataclasses import dataclass

from flow_runner.engine.context import Context
from flow_runner.engine.events import SubscriptionChanged
from flow_runner.engine.fields import Fields
from flow_runner.engine.node import ONLY, Exit, NoWait, Uses, node_type
from flow_runner.engine.step import Go, Step


@node_type(
    "Subscription",
    evidence="documented",
    source="help 11463027; the field from one reader of freshly made nodes",
    marks=("subscription",),
    paid=True,
)
@dataclass(frozen=True, slots=True)
class Subscription(NoWait):
    """Sets whether campaigns may be sent to the contact, and goes on."""

    id: str
    subscribed: bool

    @classmethod
    def parse(cls, node_id: str, fields: Fields) -> Subscription:
        return cls(node_id, fields.flag("subscription"))

    def enter(self, ctx: Context) -> Step:
        ctx.emit(SubscriptionChanged(self.id, self.subscribed))
        return Go("")

    def exits(self) -> tuple[Exit, ...]:
        return (ONLY,)

    def uses(self) -> Uses:
        return Uses(summary="subscribe" if self.subscribed else "unsubscribe")

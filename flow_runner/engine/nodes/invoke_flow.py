"""Trigger chatbot."""

from __future__ import annotations

from dataclasses import dataclass

from flow_runner.engine.context import Context
from flow_runner.engine.fields import Fields
from flow_runner.engine.node import ONLY, Exit, NoWait, Uses, node_type
from flow_runner.engine.step import Invoke, Step


@node_type(
    "InvokeFlow",
    evidence="reported",
    source="one reader of freshly made nodes; the field of the internal API",
    marks=("newFlowId",),
    paid=True,
)
@dataclass(frozen=True, slots=True)
class InvokeFlow(NoWait):
    """Goes on in another chatbot of the account, by the account's own id of it."""

    id: str
    chatbot: str

    @classmethod
    def parse(cls, node_id: str, fields: Fields) -> InvokeFlow:
        return cls(node_id, fields.text("newFlowId"))

    def enter(self, ctx: Context) -> Step:
        return Invoke(self.chatbot)

    def exits(self) -> tuple[Exit, ...]:
        return (ONLY,)

    def uses(self) -> Uses:
        return Uses(hands_over=True, summary=self.chatbot or "no chatbot is chosen")

"""Update chat status."""

from __future__ import annotations

from dataclasses import dataclass

from flow_runner.engine.context import Context
from flow_runner.engine.events import StatusChanged
from flow_runner.engine.fields import Fields
from flow_runner.engine.node import ONLY, Exit, NoWait, Uses, node_type
from flow_runner.engine.nodes.assign_agent import after_assignment
from flow_runner.engine.step import Go, Step

SEEN = {"TicketClosing": "SOLVED", "TicketCreating": "OPEN"}
GUESSED = {"open": "OPEN", "solved": "SOLVED", "pending": "PENDING", "block": "BLOCKED"}
"""The words of Wati's API for the same; no export with them was seen."""


@node_type(
    "UpdateChatStatus",
    evidence="reported",
    source="two independent readers of real exports; statuses of help 11463004",
    marks=("status",),
    paid=True,
)
@dataclass(frozen=True, slots=True)
class UpdateChatStatus(NoWait):
    """Sets the status of the chat: `TicketClosing` solves it, `TicketCreating` opens it."""

    id: str
    status: str
    wire: str

    @classmethod
    def parse(cls, node_id: str, fields: Fields) -> UpdateChatStatus:
        wire = fields.text("status")
        status = SEEN.get(wire) or GUESSED.get(wire.casefold(), "")
        if not status:
            told = f"'{wire}' is no status that is known; the chat keeps its own"
            fields.warn("unknown-status", told, *(("status",) if "status" in fields.raw else ()))
        elif wire not in SEEN:
            fields.warn("guessed-status", f"the name '{wire}' of this status was never seen in an export", "status")
        return cls(node_id, status, wire)

    def enter(self, ctx: Context) -> Step:
        if not self.status:
            ctx.warn("unknown-status", f"the status '{self.wire}' is not known: the chat keeps its own")
            return Go("")
        ctx.emit(StatusChanged(self.id, self.status))
        return after_assignment(ctx, self.id, f"the chat is {self.status.lower()}")

    def exits(self) -> tuple[Exit, ...]:
        return (ONLY,)

    def uses(self) -> Uses:
        return Uses(hands_over=self.status in ("SOLVED", "BLOCKED"), summary=self.status or "no status that is known")

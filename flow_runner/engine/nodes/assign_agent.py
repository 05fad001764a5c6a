"""Assign user."""

from __future__ import annotations

from dataclasses import dataclass

from flow_runner.engine.assumptions import AFTER_ASSIGN
from flow_runner.engine.context import Context
from flow_runner.engine.events import AgentAssigned
from flow_runner.engine.fields import Fields
from flow_runner.engine.node import ONLY, Exit, NoWait, Uses, node_type
from flow_runner.engine.step import End, Go, Step


def after_assignment(ctx: Context, node_id: str, reason: str) -> Step:
    """Assignment ends a run, unless an edge is drawn and the assumption follows it."""
    if ctx.flow.target(node_id, "") and ctx.lean(AFTER_ASSIGN) == "follow_edge":
        return Go("")
    return End(reason)


@node_type(
    "AssignAgent",
    evidence="reported",
    source="two independent readers of real exports; help 11463034",
    marks=("agentId", "kbotBotActionId"),
    paid=True,
)
@dataclass(frozen=True, slots=True)
class AssignAgent(NoWait):
    """Gives the chat to one agent, by the account's own id of that agent."""

    id: str
    agent_id: str
    ai_agent: str

    @classmethod
    def parse(cls, node_id: str, fields: Fields) -> AssignAgent:
        return cls(node_id, fields.text("agentId").strip(), fields.text("kbotBotActionId").strip())

    def enter(self, ctx: Context) -> Step:
        if not self.agent_id and self.ai_agent:
            ctx.warn("ai-agent", "an AI agent is to have the chat, which is not played here: it stays with nobody")
            return after_assignment(ctx, self.id, "handed to an AI agent, which is not played here")
        found = ctx.platform.agent(self.agent_id)
        if found is None:
            ctx.emit(AgentAssigned(self.id, self.agent_id, "", ""))
            told = f"the account has no agent with id '{self.agent_id}'" if self.agent_id else "no agent is chosen"
            ctx.warn("unknown-agent", f"{told}: the chat stays with nobody")
            return after_assignment(ctx, self.id, f"not assigned: {told}")
        name, email = found
        ctx.emit(AgentAssigned(self.id, self.agent_id, name, email))
        return after_assignment(ctx, self.id, f"assigned to {name}")

    def exits(self) -> tuple[Exit, ...]:
        return (ONLY,)

    def uses(self) -> Uses:
        return Uses(
            hands_over=True, summary=self.agent_id or ("an AI agent" if self.ai_agent else "no agent is chosen")
        )

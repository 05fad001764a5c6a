"""Assign team."""

from __future__ import annotations

from dataclasses import dataclass

from flow_runner.engine.context import Context
from flow_runner.engine.events import TeamAssigned
from flow_runner.engine.fields import Fields
from flow_runner.engine.node import ONLY, Exit, NoWait, Uses, node_type
from flow_runner.engine.nodes.assign_agent import after_assignment
from flow_runner.engine.step import Step


@node_type(
    "AssignTeam",
    evidence="reported",
    source="one reader of real exports; help 11463034",
    marks=(
        "teamIds",
        "isRoundRobinAssign",
        "isContactOwnerAssign",
        "skipOfflineUsers",
        "assignDuringNonWorkingHours",
        "assignToAdmin",
        "reassignmentRule",
        "loadBasedMaxOpenChats",
        "noResponseMinutes",
    ),
)
@dataclass(frozen=True, slots=True)
class AssignTeam(NoWait):
    """Shows the chat to one or more teams; all their members see it."""

    id: str
    team_ids: tuple[str, ...]

    @classmethod
    def parse(cls, node_id: str, fields: Fields) -> AssignTeam:
        return cls(node_id, fields.texts("teamIds"))

    def enter(self, ctx: Context) -> Step:
        names = []
        for team_id in self.team_ids:
            name = ctx.platform.team(team_id)
            if name is None:
                ctx.warn("unknown-team", f"the account has no team with id '{team_id}'")
            else:
                names.append(name)
        if not self.team_ids:
            ctx.warn("unknown-team", "no team is chosen: the chat stays where it was")
        ctx.emit(TeamAssigned(self.id, self.team_ids, tuple(names)))
        told = f"assigned to team {', '.join(names)}" if names else "not assigned: no team of the account is chosen"
        return after_assignment(ctx, self.id, told)

    def exits(self) -> tuple[Exit, ...]:
        return (ONLY,)

    def uses(self) -> Uses:
        return Uses(hands_over=True, summary=", ".join(self.team_ids) or "no team is chosen")

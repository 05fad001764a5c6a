"""Assign team."""

from __future__ import annotations

from dataclasses import dataclass

from flow_runner.engine.context import Context
from flow_runner.engine.events import AgentAssigned, ReassignmentPlanned, TeamAssigned
from flow_runner.engine.fields import Fields
from flow_runner.engine.node import ONLY, Exit, NoWait, Uses, node_type
from flow_runner.engine.nodes.assign_agent import after_assignment
from flow_runner.engine.ports import Routing
from flow_runner.engine.step import Step

MAX_MINUTES = 24 * 60


@node_type(
    "AssignTeam",
    evidence="reported",
    source="one reader of real exports; help 11463034: direct, or round robin",
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
    paid=True,
)
@dataclass(frozen=True, slots=True)
class AssignTeam(NoWait):
    """Shows the chat to one or more teams; by round robin, or to the contact's owner, one of them gets it."""

    id: str
    team_ids: tuple[str, ...]
    routing: Routing
    reassign_after_minutes: int

    @classmethod
    def parse(cls, node_id: str, fields: Fields) -> AssignTeam:
        most = fields.number("loadBasedMaxOpenChats", 0)
        routing = Routing(
            round_robin=fields.flag("isRoundRobinAssign"),
            contact_owner=fields.flag("isContactOwnerAssign"),
            skip_offline=fields.flag("skipOfflineUsers"),
            outside_hours=fields.flag("assignDuringNonWorkingHours"),
            admins_too=fields.flag("assignToAdmin"),
            max_open_chats=most if most > 0 else None,
        )
        if fields.raw.get("reassignmentRule"):
            told = "a filled reassignmentRule was never seen; it is not used"
            fields.warn("unknown-reassignment", told, "reassignmentRule")
        minutes = min(max(fields.number("noResponseMinutes", 0), 0), MAX_MINUTES)
        return cls(node_id, fields.texts("teamIds"), routing, minutes)

    def enter(self, ctx: Context) -> Step:
        names = []
        for team_id in self.team_ids:
            name = ctx.platform.team(team_id)
            if name is None:
                ctx.warn("unknown-team", f"the account has no team with id '{team_id}'")
            else:
                names.append(name)
        if not self.team_ids and self.routing.contact_owner:
            return after_assignment(ctx, self.id, self._to_the_owner(ctx))
        if not self.team_ids:
            ctx.warn("unknown-team", "no team is chosen: the chat stays where it was")
        ctx.emit(TeamAssigned(self.id, self.team_ids, tuple(names)))
        if not names:
            return after_assignment(ctx, self.id, "not assigned: no team of the account is chosen")
        return after_assignment(ctx, self.id, self._routed(ctx, tuple(names)))

    def exits(self) -> tuple[Exit, ...]:
        return (ONLY,)

    def uses(self) -> Uses:
        return Uses(hands_over=True, summary=", ".join(self.team_ids) or "no team is chosen")

    def _to_the_owner(self, ctx: Context) -> str:
        """Where no team is chosen: the owner needs none. No export with this was seen."""
        found = ctx.platform.route((), Routing(contact_owner=True))
        if not found.agent_id:
            ctx.warn("nobody-to-assign", "no team is chosen, and the contact has no owner: the chat stays where it was")
            return "not assigned: no team is chosen"
        ctx.emit(AgentAssigned(self.id, found.agent_id, found.name, found.email, found.reason))
        return f"assigned to {found.name}"

    def _routed(self, ctx: Context, names: tuple[str, ...]) -> str:
        """Who of the teams gets the chat, as the reason why the run ends."""
        told = f"assigned to team {', '.join(names)}"
        if not (self.routing.round_robin or self.routing.contact_owner):
            return told
        found = ctx.platform.route(names, self.routing)
        if not found.agent_id:
            ctx.warn("nobody-to-assign", f"nobody of the team gets the chat: {found.reason}")
            return told
        ctx.emit(AgentAssigned(self.id, found.agent_id, found.name, found.email, found.reason))
        if self.reassign_after_minutes:
            ctx.emit(ReassignmentPlanned(self.id, names, self.reassign_after_minutes, self.routing))
        return f"assigned to {found.name}"

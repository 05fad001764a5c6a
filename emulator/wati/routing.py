"""Who gets a chat: round robin, the contact's owner, and who is left out. Source: help 11463042, 14276824, 11463034."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from emulator.wati.rows import Agent, Contact
from emulator.wati.state import WatiState
from emulator.wati.working_hours import is_open


class Wanted(NamedTuple):
    """How an agent of a team is chosen: the options of Assign Team, as plain flags. `max_open_chats` None: no limit."""

    round_robin: bool = False
    contact_owner: bool = False
    skip_offline: bool = False
    outside_hours: bool = False
    admins_too: bool = False
    max_open_chats: int | None = None


class Chosen(NamedTuple):
    """The agent, if there is one, and why: a sentence, with those who were passed over."""

    agent: Agent | None
    reason: str


ACCOUNT_ROUND_ROBIN = Wanted(round_robin=True, skip_offline=True)
"""The account's own round robin: online users only, in working hours, admins excluded (help 11463042)."""


def choose_agent(state: WatiState, contact: Contact, teams: Iterable[str], wanted: Wanted, but_not: str = "") -> Chosen:
    """One agent of these teams (of the account, where none is named), or nobody and the reason.

    The contact's owner comes first where that is wanted; round robin takes turns, and its place is kept by the state.
    `but_not` is the e-mail of an agent who had the chat already.
    """
    names, now = tuple(teams), state.universe.clock.now()
    if wanted.contact_owner and contact.owner:
        owner = state.agent(contact.owner)
        if owner is not None and owner.email != but_not:
            return Chosen(owner, f"{owner.name} is the contact's owner")
    if not wanted.round_robin:
        return Chosen(None, "all members see it")
    where = f"in {', '.join(names)}" if names else "in the account"
    if not wanted.outside_hours and not is_open(state.profile, now, state.universe.assumptions):
        return Chosen(None, f"round robin {where}: outside working hours")
    members = [agent for agent in state.agents if not names or set(names) & set(agent.teams)]
    passed = {
        agent.id: "the one who had it" if agent.email == but_not else _hindrance(state, agent, wanted)
        for agent in members
    }
    fit = [agent for agent in members if not passed[agent.id]]
    skipped = "; ".join(f"{agent.name} is {passed[agent.id]}" for agent in members if passed[agent.id])
    told = f"; passed over: {skipped}" if skipped else ""
    if not fit:
        return Chosen(None, f"round robin {where}: nobody can take it{told}")
    agent = state.next_in_turn(names, members, fit)
    return Chosen(agent, f"round robin {where}: {agent.name}{told}")


def _hindrance(state: WatiState, agent: Agent, wanted: Wanted) -> str:
    """Why an agent is passed over; empty where nothing speaks against it."""
    if agent.admin and not wanted.admins_too:
        return "an admin"
    if wanted.skip_offline and not agent.online:
        return "offline"
    if wanted.max_open_chats is not None:
        held = sum(1 for one in state.conversations.find("assignee", agent.email) if state.status_of(one) == "OPEN")
        if held >= wanted.max_open_chats:
            return f"at {held} open chats"
    return ""

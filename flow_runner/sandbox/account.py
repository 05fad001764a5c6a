"""What the account does around its chatbots: it routes chats, and reacts to messages that no chatbot takes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from emulator.kernel.shape import moment
from emulator.tenant import Tenant
from emulator.wati.assumptions.account import NO_REPLY_COUNTS, ROUND_ROBIN_MOMENT
from emulator.wati.automation import Reaction, before_expiry, default_of, on_no_reply, reactions
from emulator.wati.profile import Action
from emulator.wati.routing import ACCOUNT_ROUND_ROBIN, Wanted, choose_agent
from emulator.wati.rows import Agent, Contact, Conversation
from flow_runner.engine.events import AgentAssigned, Event, MessageSent, ReassignmentPlanned
from flow_runner.sandbox.effects import perform
from flow_runner.sandbox.timers import Timers
from flow_runner.sandbox.trace import Acted, Said

NO_REPLY, EXPIRY, REASSIGN = "no_reply", "before_expiry", "reassign"
BEFORE_EXPIRY = timedelta(hours=23)  # help 11463189
ROUND_ROBIN = "round robin of the account"

Note = Callable[[str, Sequence[Event | Said | Acted]], None]
StartChatbot = Callable[[str, str, str], None]
"""Start a chatbot for a contact, by its name; the third text is who or what wanted it."""


class Account:
    """The profile of a tenant's Wati at work. What it does is noted in the trace, with its cause."""

    def __init__(self, tenant: Tenant, timers: Timers, note: Note, start_chatbot: StartChatbot) -> None:
        self.tenant = tenant
        self.wati = tenant.wati
        self.timers = timers
        self._note = note
        self._start_chatbot = start_chatbot
        timers.on(NO_REPLY, self._nobody_replied)
        timers.on(EXPIRY, self._expires_soon)
        timers.on(REASSIGN, self._reassign)

    def hear(self, wa_id: str, new_chat: bool) -> bool:
        """A message came in: plan what depends on it, and route the chat before any automation. True where an agent
        has just got it.
        """
        profile = self.wati.profile
        if profile.defaults:
            self._plan_defaults(wa_id)
        if not (profile.contact_owner or profile.round_robin):
            return False
        contact, conversation = self._chat(wa_id)
        if conversation.assignee:
            return False
        owner = self.wati.agent(contact.owner) if profile.contact_owner and contact.owner else None
        if owner is not None:
            self._assign(wa_id, conversation, owner, "contact-owner routing")
            return True
        return profile.round_robin and new_chat and self._acts("new_chat") and self._take_turn(wa_id)

    def assignee(self, wa_id: str) -> str:
        """The name of the agent who has the chat; empty while it is the bot's."""
        email = self._chat(wa_id)[1].assignee
        agent = self.wati.agent(email) if email else None
        return agent.name if agent else email

    def keeps_quiet(self, wa_id: str) -> str:
        """Why the account does nothing by itself in this chat; empty where it may."""
        _, conversation = self._chat(wa_id)
        if conversation.status == "BLOCKED":
            return "the contact is blocked"
        return f"the chat is with {self.assignee(wa_id)}, so no chatbot starts" if conversation.assignee else ""

    def reactions(self, wa_id: str, text: str, new_chat: bool) -> list[Reaction]:
        """What the account does with a message that answers no chatbot, in a chat that nobody has."""
        return reactions(self.wati, self._chat(wa_id)[1], text, new_chat)

    def react(self, wa_id: str, found: Sequence[Reaction]) -> None:
        for reaction in found:
            for action in reaction.actions:
                self._do(wa_id, reaction.cause, action)

    def bot_left(self, wa_id: str) -> None:
        """No chatbot runs: round robin takes a chat that nobody has."""
        if self.wati.profile.round_robin and not self.assignee(wa_id) and self._acts("bot_leaves", "after_assignment"):
            self._take_turn(wa_id)

    def assigned_by_chatbot(self, wa_id: str, events: Sequence[Event]) -> None:
        """The chatbot meant an agent to have the chat: the account may overrule it, or plan to reassign it later."""
        given = any(isinstance(event, AgentAssigned) and event.email for event in events)
        if given and self.wati.profile.round_robin and self._acts("after_assignment"):
            self._take_turn(wa_id)
        for event in events:
            if isinstance(event, ReassignmentPlanned):
                self._plan_reassignment(wa_id, event)

    def send(self, wa_id: str, cause: str, text: str) -> None:
        """A text of the account's own."""
        contact, _ = self._chat(wa_id)
        noted = perform(self.wati, contact, [MessageSent("", "text", text)])
        self._note(wa_id, [Acted(cause, "send", text), *noted])

    def _do(self, wa_id: str, cause: str, action: Action) -> None:
        _, conversation = self._chat(wa_id)
        match action.kind:
            case "send":
                self.send(wa_id, cause, action.value)
            case "chatbot":
                self._start_chatbot(wa_id, action.value, cause)
            case "assign_agent":
                agent = self.wati.agent(action.value)
                assert agent is not None, "the world was checked"
                self._assign(wa_id, conversation, agent, cause)
            case "assign_team":
                team = self.wati.teams.first("name", action.value)
                assert team is not None, "the world was checked"
                self.wati.assign_teams(conversation, [team])
                self._note(wa_id, [Acted(cause, "assign_team", team.name)])
            case "status":
                self.wati.set_status(conversation, action.value.upper())
                self._note(wa_id, [Acted(cause, "status", action.value.upper())])
            case "attribute":
                self.wati.set_attributes(self._chat(wa_id)[0], {action.name: action.value})
                self._note(wa_id, [Acted(cause, "attribute", f"{action.name} = {action.value}")])

    def _assign(self, wa_id: str, conversation: Conversation, agent: Agent, cause: str) -> None:
        self.wati.assign(conversation, agent)
        self._note(wa_id, [Acted(cause, "assign_agent", f"{agent.name} <{agent.email}>")])

    def _acts(self, *moments: str) -> bool:
        """Whether round robin acts at one of these moments."""
        return self.tenant.universe.assumptions.lean(ROUND_ROBIN_MOMENT) in moments

    def _take_turn(self, wa_id: str) -> bool:
        """Round robin among the teams of the chat. True where somebody got it."""
        contact, conversation = self._chat(wa_id)
        found = choose_agent(self.wati, contact, conversation.teams, ACCOUNT_ROUND_ROBIN)
        if found.agent is None:
            self._note(wa_id, [Acted(ROUND_ROBIN, "assign_agent", "", found.reason)])
            return False
        self._assign(wa_id, conversation, found.agent, ROUND_ROBIN)
        return True

    def _plan_defaults(self, wa_id: str) -> None:
        now = self.tenant.universe.clock.now()
        no_reply = default_of(self.wati, "no_reply")
        if no_reply is not None and not self.timers.planned(NO_REPLY, wa_id):
            due = now + timedelta(minutes=no_reply.after_minutes)
            self.timers.plan(NO_REPLY, wa_id, due, now.isoformat())
        if default_of(self.wati, "before_expiry") is not None:
            self.timers.plan(EXPIRY, wa_id, now + BEFORE_EXPIRY)

    def _nobody_replied(self, wa_id: str, since: Any) -> None:
        by_bot = self.tenant.universe.assumptions.lean(NO_REPLY_COUNTS) == "any_message"
        conversation = self._chat(wa_id)[1]
        found = on_no_reply(self.wati, conversation, moment(since), by_bot)
        last = conversation.last_inbound
        if not found and last is not None and last > moment(since):  # they wrote again: it counts from there
            no_reply = default_of(self.wati, "no_reply")
            assert no_reply is not None, "it was planned for"
            self.timers.plan(NO_REPLY, wa_id, last + timedelta(minutes=no_reply.after_minutes), last.isoformat())
        self.react(wa_id, found)

    def _expires_soon(self, wa_id: str, data: Any) -> None:
        self.react(wa_id, before_expiry(self.wati, self._chat(wa_id)[1]))

    def _plan_reassignment(self, wa_id: str, event: ReassignmentPlanned) -> None:
        now = self.tenant.universe.clock.now()
        data = {
            "since": now.isoformat(),
            "teams": list(event.teams),
            "routing": list(event.routing),
            "minutes": event.minutes,
        }
        self.timers.plan(REASSIGN, wa_id, now + timedelta(minutes=event.minutes), data)

    def _reassign(self, wa_id: str, data: Any) -> None:
        """The agent has said nothing: the next one gets the chat, and as much time."""
        contact, conversation = self._chat(wa_id)
        answered = self.wati.answered_since(conversation, moment(data["since"]), by_bot=False)
        if answered or not conversation.assignee or conversation.status == "SOLVED":
            return
        wanted = Wanted(*data["routing"])
        cause = f"no reply of {self.assignee(wa_id)} within {data['minutes']} minutes"
        found = choose_agent(self.wati, contact, data["teams"], wanted, but_not=conversation.assignee)
        if found.agent is None:
            self._note(wa_id, [Acted(cause, "assign_agent", "", found.reason)])
            return
        self._assign(wa_id, conversation, found.agent, cause)
        now = self.tenant.universe.clock.now()
        due = now + timedelta(minutes=data["minutes"])
        self.timers.plan(REASSIGN, wa_id, due, {**data, "since": now.isoformat()})

    def _chat(self, wa_id: str) -> tuple[Contact, Conversation]:
        contact = self.wati.contact(wa_id)
        assert contact is not None, "a message makes its contact"
        return contact, self.wati.conversation_of(contact)

"""What an account does by itself with a message that answers no chatbot: keyword actions, default actions, rules.

Source: help 11463176 and 11463179 (keywords), 11463189 (default actions), 11463197 and 11561609 (rules).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from emulator.wati.assumptions.account import OUTSIDE_HOURS_REPLY
from emulator.wati.keyword import matched
from emulator.wati.profile import Action, Default
from emulator.wati.rows import Conversation
from emulator.wati.state import WatiState
from emulator.wati.working_hours import is_open

NO_MATCH_PAUSE = timedelta(minutes=30)


class Reaction(NamedTuple):
    """What is done, in order, and what caused it."""

    cause: str
    actions: tuple[Action, ...]


def reactions(state: WatiState, conversation: Conversation, text: str, new_chat: bool) -> list[Reaction]:
    """Of a chat that nobody has: the first keyword action that matches, or default actions and rules.

    The default action for no match is noted in the conversation: it comes at most every 30 minutes.
    """
    now = state.universe.clock.now()
    keyword = matched(state.profile, text, state.universe.assumptions)
    closed = _outside_hours(state, now)
    if keyword is not None:
        action, word = keyword
        own = [Reaction(f"keyword '{word}' ({action.match})", action.actions)]
        return [*own, *closed] if closed and _beside(state) else own
    found = list(closed)
    if new_chat and (not closed or _beside(state)):
        found += _default(state, "welcome")
    found += _rules(state, new_chat, now)
    if not found:
        found += _no_match(state, conversation, now)
    return found


def on_no_reply(state: WatiState, conversation: Conversation, waiting_since: datetime, by_bot: bool) -> list[Reaction]:
    """Nobody has answered for a while, in working hours."""
    now = state.universe.clock.now()
    if state.answered_since(conversation, waiting_since, by_bot):
        return []
    if not is_open(state.profile, now, state.universe.assumptions):
        return []
    return _default(state, "no_reply")


def before_expiry(state: WatiState, conversation: Conversation) -> list[Reaction]:
    """23 hours without a word from the customer, and the chat is not solved."""
    return [] if conversation.status == "SOLVED" else _default(state, "before_expiry")


def default_of(state: WatiState, name: str) -> Default | None:
    return (state.profile.defaults or {}).get(name)


def _default(state: WatiState, name: str) -> list[Reaction]:
    found = default_of(state, name)
    return [Reaction(f"default action '{name}'", found.actions)] if found else []


def _outside_hours(state: WatiState, now: datetime) -> list[Reaction]:
    if default_of(state, "outside_hours") is None or is_open(state.profile, now, state.universe.assumptions):
        return []
    return [] if any(agent.online for agent in state.agents) else _default(state, "outside_hours")


def _beside(state: WatiState) -> bool:
    return state.universe.assumptions.lean(OUTSIDE_HOURS_REPLY) == "always"


def _rules(state: WatiState, new_chat: bool, now: datetime) -> Iterator[Reaction]:
    """Those whose trigger and filter hold, in order."""
    for number, (when, rule) in enumerate(state.profile.rules, 1):
        if when == "new_chat" and not new_chat:
            continue
        if rule.outside_hours is not None:
            is_closed = not is_open(state.profile, now, state.universe.assumptions)
            if rule.outside_hours is not is_closed:
                continue
        yield Reaction(f"rule {number}", rule.actions)


def _no_match(state: WatiState, conversation: Conversation, now: datetime) -> list[Reaction]:
    if default_of(state, "no_match") is None:
        return []
    if conversation.unmatched_at is not None and now - conversation.unmatched_at < NO_MATCH_PAUSE:
        return []
    state.conversations.update(conversation.id, unmatched_at=now)
    return _default(state, "no_match")

"""What a sprint's events do to the account: messages go out, chats are assigned, statuses change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from emulator.wati.rows import Contact, Conversation
from emulator.wati.state import WatiState
from flow_runner.engine.events import (
    AgentAssigned,
    Event,
    MessageSent,
    StatusChanged,
    SubscriptionChanged,
    TeamAssigned,
    TopicChanged,
    WarningRaised,
)

EFFECTIVE = frozenset({MessageSent, AgentAssigned, TeamAssigned, StatusChanged, SubscriptionChanged, TopicChanged})
OUTSIDE_THE_WINDOW = "template"


def perform(wati: WatiState, contact: Contact, events: Sequence[Event]) -> Sequence[Event]:
    """Do what the events say; the answer are the events as they really happened: a message that WhatsApp does not
    deliver becomes a warning.
    """
    if EFFECTIVE.isdisjoint(map(type, events)):
        return events
    conversation = wati.conversation_of(contact)
    if not wati.window_is_open(conversation, wati.universe.clock.now()):
        events = [_undelivered(event) if _is_late(event) else event for event in events]
    for event in events:
        if type(event) in EFFECTIVE:
            conversation = _performed(wati, contact, conversation, event)
    return events


def _performed(wati: WatiState, contact: Contact, conversation: Conversation, event: Event) -> Conversation:
    match event:
        case MessageSent():
            wati.send(conversation, event.text, event.kind, _extra(event))
        case AgentAssigned(email=email) if email:
            return wati.assign(conversation, wati.agent(email), by_chatbot=True)
        case TeamAssigned(names=names) if names:
            return wati.assign_teams(conversation, [team for team in wati.teams if team.name in names])
        case StatusChanged(status=status):
            return wati.set_status(conversation, status)
        case TopicChanged(topic=topic, tags=tags):
            return wati.set_topic(conversation, topic, tags)
        case SubscriptionChanged(subscribed=subscribed):
            wati.subscribe(contact, subscribed)
    return conversation


def _is_late(event: Event) -> bool:
    return isinstance(event, MessageSent) and event.kind != OUTSIDE_THE_WINDOW


def _undelivered(event: Event) -> WarningRaised:
    assert isinstance(event, MessageSent)
    told = "24 hours without a word from the customer: WhatsApp does not deliver"
    return WarningRaised(event.node, "window-closed", f"{told} '{event.text}'")


def _extra(event: MessageSent) -> dict[str, Any] | None:
    if event.kind == "text":
        return None
    return {
        "media": event.media,
        "header": event.header,
        "footer": event.footer,
        "choices": [list(choice) for choice in event.choices],
        "button": event.button,
        "reference": event.reference,
    }

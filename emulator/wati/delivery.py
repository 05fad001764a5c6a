"""What becomes of a message that was sent: SENT, DELIVERED, READ, REPLIED or FAILED, as the customer's phone has it.

A 200 says that Wati accepted a message, not that it arrived (documented). When it arrives is up to the phone: here
after a second of the tenant's clock, and it is read four seconds later.
"""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

from emulator.wati.assumptions.account import REPLIED
from emulator.wati.quirks import DELIVERY
from emulator.wati.rows import HistoryItem
from emulator.wati.state import Happening, WatiState

STEP = "wati.message_status"
DELIVERED_AFTER = timedelta(seconds=1)
READ_AFTER = timedelta(seconds=4)
ON_THE_WAY = ("SENT", "DELIVERED", "READ")


class Failure(NamedTuple):
    """Why WhatsApp does not deliver, in Meta's codes (docs.wati.io, templateMessageFailed)."""

    code: str
    detail: str


UNDELIVERABLE = Failure("131026", "Message undeliverable")
NOT_CHOSEN = Failure("131049", "This message was not delivered to maintain healthy ecosystem engagement.")
OPTED_OUT = Failure("131050", "User has stopped marketing messages")

PHONES: dict[str, Happening | Failure | None] = {
    "on": "READ",
    "unread": "DELIVERED",
    "off": None,
    "unreachable": UNDELIVERABLE,
    "not_chosen": NOT_CHOSEN,
    "no_whatsapp": UNDELIVERABLE,
}
"""How far a message comes: it is read; delivered and never read; sent and never delivered; or it fails."""


def attach(state: WatiState) -> None:
    """Follow the messages of an account."""
    state.universe.clock.on(STEP, lambda told: _step(state, told["message"], told["status"]))
    state.listeners.append(lambda happening, item: _heard(state, happening, item))


def fail(state: WatiState, item: HistoryItem, why: Failure) -> HistoryItem:
    failed = state.history.update(item.id, status="FAILED", failed_code=why.code, failed_detail=why.detail)
    state.tell("FAILED", failed)
    return failed


def _heard(state: WatiState, happening: Happening, item: HistoryItem) -> None:
    match happening:
        case "sent":
            if state.universe.assumptions.choice(DELIVERY) == "at_once":
                _step(state, item.id, "DELIVERED")
            else:
                _plan(state, item, "DELIVERED", DELIVERED_AFTER)
        case "received":
            _replied(state, item)


def _plan(state: WatiState, item: HistoryItem, status: Happening, after: timedelta) -> None:
    clock = state.universe.clock
    clock.call_at(clock.now() + after, STEP, {"message": item.id, "status": status})


def _step(state: WatiState, message: str, status: Happening) -> None:
    """The next thing that the customer's phone does with a message, if it does anything."""
    item = state.history.get(message)
    if item is None or item.status not in ON_THE_WAY:
        return
    end = PHONES[_phone(state, item)]
    if isinstance(end, Failure):
        fail(state, item, end)
    elif end is not None and (status == "DELIVERED" or end == "READ"):
        moved = state.history.update(item.id, status=status)
        state.tell(status, moved)
        if status == "DELIVERED" and end == "READ":
            _plan(state, moved, "READ", READ_AFTER)


def _phone(state: WatiState, item: HistoryItem) -> str:
    conversation = state.conversations.get(item.conversation_id)
    contact = conversation and state.contacts.get(conversation.contact_id)
    return contact.phone_is if contact else "off"


def _replied(state: WatiState, answer: HistoryItem) -> None:
    """The customer answered the message that they chose, or the last one that we sent."""
    if answer.reply_to:
        found = state.history.first("whatsapp_message_id", answer.reply_to)
        sent = found if found is not None and found.conversation_id == answer.conversation_id else None
    else:
        latest = state.history.latest("conversation_id", answer.conversation_id)
        sent = next((item for item in latest if item.owner or item.kind == "broadcastMessage"), None)
    if sent is None or sent.status not in ON_THE_WAY:
        return
    if sent.template or state.universe.assumptions.choice(REPLIED) == "every_message":
        state.tell("REPLIED", state.history.update(sent.id, status="REPLIED"))

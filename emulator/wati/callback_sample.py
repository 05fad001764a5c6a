"""Bodies of sample callbacks: of a message that nobody wrote, in an account that is the real one otherwise."""

from __future__ import annotations

from dataclasses import replace

from emulator.kernel.http import Json
from emulator.kernel.suggest import did_you_mean
from emulator.wati.callback_parts import Told
from emulator.wati.callback_payloads import EVENTS
from emulator.wati.delivery import UNDELIVERABLE
from emulator.wati.rows import Contact, Conversation, HistoryItem
from emulator.wati.state import WatiState

PHONE = "15550100001"
NAME = "Sample Customer"
BSUID = "US.5A3B1E"
ID = "5a3b1e000000000000000000"
STATUSES = {"DELIVERED": "DELIVERED", "READ": "READ", "REPLIED": "REPLIED", "Failed": "FAILED"}


def body_of(state: WatiState, event: str) -> Json:
    """LookupError, with the nearest name, for an event that the sandbox does not send."""
    if event not in EVENTS:
        raise LookupError(f"no sample of an event called '{event}' is known.{did_you_mean(event, EVENTS)}")
    now = state.universe.clock.now()
    contact = Contact(ID, PHONE, NAME, now, now, {}, bsuid=BSUID if event.endswith("_bsuid") else "")
    conversation = Conversation(ID, ID, ID, last_inbound=now)
    item = HistoryItem(
        id=ID,
        conversation_id=ID,
        ticket_id=ID,
        kind="message",
        created=now,
        text="This is a sample",
        owner=not event.startswith(("message", "newContact")),
        local_message_id="5a3b1e00-0000-4000-8000-000000000000",
        whatsapp_message_id="wamid.U0FNUExF",
        status=next((status for mark, status in STATUSES.items() if mark in event), "SENT"),
    )
    if event.startswith("template"):
        item = replace(item, type="template", kind="broadcastMessage", template=ID)
    if item.status == "FAILED":
        item = replace(item, failed_code=UNDELIVERABLE.code, failed_detail=UNDELIVERABLE.detail)
    return EVENTS[event].build(Told(state, item, conversation, contact, now), event)

"""Templates that are sent to many: a campaign, its recipients, and how far each message came.

A single template is a campaign of one. Broadcast, recipients and statistics: the vendor's OpenAPI of v3.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from emulator.wati import delivery, template
from emulator.wati.assumptions.sends import TEMPLATE_TO_UNKNOWN
from emulator.wati.quirks import REUSED_BROADCAST_NAME
from emulator.wati.rows import Broadcast, Contact, HistoryItem, Recipient, Template
from emulator.wati.state import VALID_NUMBER, WatiState

DUE = "wati.broadcast_due"
INVALID_NUMBER = "invalid number"


class Wanted(NamedTuple):
    """Somebody who shall get it, and the texts for the placeholders. `refused` says why it does not go there, where
    that is known already.
    """

    phone: str
    params: dict[str, str]
    local_message_id: str = ""
    refused: str = ""


def attach(state: WatiState) -> None:
    """Send what was scheduled in an account."""
    state.universe.clock.on(DUE, lambda told: _due(state, told))


def begin(
    state: WatiState,
    found: Template,
    name: str,
    wanted: Iterable[Wanted],
    channel: str = "",
    at: datetime | None = None,
) -> tuple[Broadcast, list[Recipient]]:
    """A campaign with its recipients, sent now, or at a moment to come. The template is approved and has its
    parameters; a recipient without a usable number is kept, and fails.
    """
    now, ids = state.universe.clock.now(), state.universe.ids
    is_used = state.broadcasts.first("name", name) is not None
    later = at is not None and at > now
    campaign = state.broadcasts.insert(
        Broadcast(
            id=ids.object_id("wati.broadcast"),
            name=name,
            template=found.id,
            channel=channel,
            created=now,
            last_updated=now,
            scheduled_at=at if at is not None and later else now,
            status="scheduled" if later else "processing",
        )
    )
    rows = [
        state.recipients.insert(
            Recipient(
                id=ids.object_id("wati.recipient"),
                broadcast=campaign.id,
                phone=one.phone,
                created=now,
                params=one.params,
                local_message_id=one.local_message_id or ids.uuid("wati.local_message"),
                failed_code=one.refused or ("" if VALID_NUMBER.fullmatch(one.phone) else INVALID_NUMBER),
            )
        )
        for one in wanted
    ]
    if is_used and state.universe.assumptions.choice(REUSED_BROADCAST_NAME) == "dropped":
        return state.broadcasts.update(campaign.id, status="completed"), rows
    if later:
        state.universe.clock.call_at(campaign.scheduled_at, DUE, {"broadcast": campaign.id})
        return campaign, rows
    return send(state, campaign, rows)


def send(state: WatiState, campaign: Broadcast, rows: Sequence[Recipient]) -> tuple[Broadcast, list[Recipient]]:
    """Send it to those of its recipients who have a usable number."""
    found = state.templates.get(campaign.template)
    now = state.universe.clock.now()
    if found is None or found.status != "APPROVED":
        failed = [state.recipients.update(row.id, failed_code=template.NOT_APPROVED) for row in rows]
        return state.broadcasts.update(campaign.id, status="failed", last_updated=now), failed
    sent = [row if row.failed_code else _sent_to(state, campaign, found, row) for row in rows]
    return state.broadcasts.update(campaign.id, status="completed", last_updated=now), sent


def retry(state: WatiState, campaign: Broadcast, code: str = "") -> list[Recipient]:
    """Send it once more to those whose message failed, with this code where one is said; how many there were is the
    length of the answer.
    """
    rows = [row for row in state.recipients.find("broadcast", campaign.id) if _failed_with(state, row, code)]
    usable = [state.recipients.update(row.id, message="", failed_code="") for row in rows]
    return send(state, campaign, usable)[1] if usable else []


def _failed_with(state: WatiState, row: Recipient, code: str) -> bool:
    message = message_of(state, row)
    return message is not None and message.status == "FAILED" and code in ("", message.failed_code)


def message_of(state: WatiState, row: Recipient) -> HistoryItem | None:
    return state.history.get(row.message) if row.message else None


def status_of(state: WatiState, row: Recipient) -> str:
    """pending, sent, delivered, read, replied or failed."""
    if row.failed_code:
        return "failed"
    message = message_of(state, row)
    return message.status.lower() if message else "pending"


def statistics(state: WatiState, campaigns: Iterable[Broadcast]) -> dict[str, int]:
    """How many recipients there are, and how many came to each status or beyond it: what was read was delivered."""
    counted = dict.fromkeys(("recipients", "pending", "sent", "delivered", "read", "replied", "failed"), 0)
    for campaign in campaigns:
        for row in state.recipients.find("broadcast", campaign.id):
            counted["recipients"] += 1
            status = status_of(state, row)
            if status in STAGES:
                for stage in STAGES[: STAGES.index(status) + 1]:
                    counted[stage] += 1
            else:
                counted[status] += 1
    return counted


STAGES = ("sent", "delivered", "read", "replied")


def _due(state: WatiState, told: dict[str, str]) -> None:
    campaign = state.broadcasts.get(told["broadcast"])
    if campaign is not None and campaign.status == "scheduled":
        send(state, campaign, state.recipients.find("broadcast", campaign.id))


def _sent_to(state: WatiState, campaign: Broadcast, found: Template, row: Recipient) -> Recipient:
    contact = state.contact(row.phone)
    if contact is None:
        if state.universe.assumptions.lean(TEMPLATE_TO_UNKNOWN) == "contact_missing":
            return row
        contact = state.add_contact(row.phone, row.params.get("name", ""), source="Wati")
    values = {**_own(contact), **row.params}
    conversation = state.conversation_of(contact, campaign.channel)
    header = template.rendered(found.header, values)
    shown = {"header": header} if found.header_type == "text" else {"header": "", "media": header}
    item = state.send(
        conversation,
        template.rendered(found.body, values),
        type="template",
        kind="broadcastMessage",
        local_message_id=row.local_message_id,
        template=found.id,
        broadcast=campaign.id,
        extra={**shown, "footer": found.footer, "choices": list(found.buttons)},
    )
    if not contact.allow_broadcast:
        delivery.fail(state, item, delivery.OPTED_OUT)
    return state.recipients.update(row.id, message=item.id, contact=contact.id)


def _own(contact: Contact) -> dict[str, str]:
    return {**contact.attributes, "name": contact.name, "phone": contact.wa_id}

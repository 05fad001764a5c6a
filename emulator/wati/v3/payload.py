"""Rows as v3 writes them; the only place with its spelling. Source: the vendor's OpenAPI and its examples."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from emulator.kernel.http import Json
from emulator.wati import broadcast as campaigns
from emulator.wati import payloads, template
from emulator.wati.quirks import V3_CONTACT_IDS
from emulator.wati.rows import BOT, Broadcast, Channel, Chatbot, Contact, HistoryItem, Recipient, Template
from emulator.wati.state import VALID_NUMBER, WatiState
from emulator.wati.v3.schema import STAGES

EVENT_TYPES = {"broadcastMessage": "broadcast"}


def contact(row: Contact, state: WatiState) -> Json:
    """A contact without a number has no `phone` at all (documented). `teams` are names."""
    known: dict[str, str | None] = {"phone": f"+{row.wa_id}"} if row.wa_id else {}
    if state.universe.assumptions.choice(V3_CONTACT_IDS) == "with_bsuid":
        known |= {"bsuid": row.bsuid or None, "username": None, "parentBsuid": None}
    return {
        "id": row.id,
        "wa_id": row.wa_id,
        "name": row.name,
        "photo": None,
        "created": moment(row.created),
        "last_updated": moment(row.last_updated),
        "contact_status": "INVALID" if row.phone_is == "no_whatsapp" else "VALID",
        "source": row.source,
        "channel_id": None,
        "ig_phone_source": None,
        "mg_phone_source": None,
        "opted_in": row.opted_in,
        "allow_broadcast": row.allow_broadcast,
        "allow_sms": True,
        "teams": list(state.teams_of(row)),
        "segments": [],
        "custom_params": payloads.custom_params(row),
        "channel_type": "whatsapp",
        "display_name": row.name,
        "contact_link": {
            "whats_app_contact_id": row.id,
            "instagram_contact_id": None,
            "messenger_contact_id": None,
        },
        "is_broadcast_limit_reached": None,
        **known,
    }


def line(row: HistoryItem, state: WatiState) -> Json:
    """A line of a conversation: a message, a broadcast, or what happened to the ticket, which has a text alone."""
    common = {
        "text": row.text,
        "id": row.id,
        "created": moment(row.created),
        "conversation_id": row.conversation_id,
        "ticket_id": row.ticket_id,
        "event_type": EVENT_TYPES.get(row.kind, row.kind),
    }
    if row.kind == "ticket":
        return common
    agent = payloads.operator(row, state)
    return {
        "type": row.type,
        "timestamp": moment(row.created),
        "owner": row.owner,
        "status": row.status.lower(),
        "avatar_url": None,
        "assigned_id": agent.id if agent else None,
        "operator_name": agent.name if agent else BOT,
        "failed_detail": row.failed_detail or None,
        "bot_type": None,
        "local_message_id": row.local_message_id,
        **common,
    }


def message_template(row: Template, state: WatiState) -> Json:
    """Objects that a template lacks are left out, as the schema does not allow null for them."""
    return {
        "id": row.id,
        "name": row.name,
        "category": row.category,
        "sub_category": "STANDARD",
        "hsm": row.body,
        "hsm_original": row.body,
        "custom_params": [{"name": name, "value": name} for name in template.parameters(row)],
        "status": row.status,
        "language_option": {"key": row.language, "value": row.language, "text": row.language},
        "last_modified": moment(row.last_modified or state.universe.clock.started),
        "type": "TEXT",
        **({"header": _header(row)} if row.header or row.header_type != "text" else {}),
        "body": row.body,
        "body_original": row.body,
        "footer": row.footer or None,
        "buttons": [{"type": "quick_reply", "parameter": {"text": text}} for text in row.buttons],
        "buttons_type": "quick_reply" if row.buttons else None,
        "carousel_cards": [],
        "expires_in": 0,
        "include_expiry_time": False,
        "add_security_recommendation": False,
        "is_url_btn_click_tracking_enabled": False,
        "quality": "GREEN",
        "creation_method": "HUMAN",
    }


def broadcast(row: Broadcast) -> Json:
    return {
        "id": row.id,
        "channel_id": row.channel or None,
        "name": row.name,
        "status": row.status,
        "template_id": row.template,
        "fallback_templates": [],
        "created": moment(row.created),
        "last_updated": moment(row.last_updated),
        "scheduled_at": moment(row.scheduled_at),
    }


def statistics(counted: dict[str, int]) -> Json:
    """What is queued, being sent or stopped is none: here a campaign goes out in one moment."""
    return {f"total_{stage}": counted.get(stage, 0) for stage in STAGES}


def recipient(row: Recipient, state: WatiState) -> Json:
    """`message_id` is WhatsApp's: "the identifier from the messaging platform"."""
    who = state.contacts.get(row.contact)
    message = campaigns.message_of(state, row)
    return {
        "id": row.id,
        "contact_id": who.id if who else None,
        "contact_name": who.name if who else None,
        "contact_phone": f"+{row.phone}" if VALID_NUMBER.fullmatch(row.phone) else row.phone,
        "status": campaigns.status_of(state, row),
        "failed_code": row.failed_code or (message.failed_code if message else "") or None,
        "local_message_id": row.local_message_id,
        "message_id": message.whatsapp_message_id if message else None,
        "custom_params": [{"name": name, "value": value} for name, value in row.params.items()],
        "created": moment(row.created),
    }


def channel(row: Channel) -> Json:
    return {"id": row.id, "name": row.name, "channel": row.kind}


def chatbot(row: Chatbot) -> Json:
    return {"id": row.id, "name": row.name, "created": moment(row.created)}


def moment(value: datetime) -> str:
    """ISO 8601 in UTC with seven digits of a second, as .NET writes it."""
    return value.isoformat(timespec="microseconds").removesuffix("+00:00") + "0Z"


def _header(row: Template) -> dict[str, Any]:
    if row.header_type == "text":
        return {"type": "text", "text": row.header, "header_original": row.header}
    return {"type": row.header_type, "link": row.header or None}

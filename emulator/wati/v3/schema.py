"""JSON Schemas of v3, in the vendor's spelling. Source: the vendor's OpenAPI; what pages of 2026 add may be there.

A field that may be null may be missing too: see the assumption on nulls.
"""

from __future__ import annotations

from emulator.kernel.json_schema import Schema, list_of, object_of, record

TEXT: Schema = {"type": "string"}
SAID: Schema = {"type": "string", "minLength": 1, "pattern": r"\S"}
"""A text that says something."""
TEXT_OR_NULL: Schema = {"type": ["string", "null"]}
FLAG: Schema = {"type": "boolean"}
COUNT: Schema = {"type": "integer", "minimum": 0}
NUMBER: Schema = {"type": "integer", "minimum": 1}
OBJECT_ID: Schema = {"type": "string", "pattern": "^[0-9a-f]{24}$"}
MOMENT: Schema = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?Z$"}
RFC_3339: Schema = {"type": "string", "format": "date-time"}
DAY_OR_MOMENT: Schema = {"anyOf": [RFC_3339, {"type": "string", "format": "date"}, {"const": ""}]}

ERROR = object_of(
    {"code": {"type": "integer"}, "message": TEXT_OR_NULL, "timestamp": MOMENT}, "code", "message", more=False
)
RESULT = record({"result": FLAG})

PARAM = object_of({"name": SAID, "value": TEXT}, "name", "value", more=True)
PARAMS_OR_NULL: Schema = {"type": ["array", "null"], "items": PARAM}
TEMPLATE_PARAMS_OR_NULL: Schema = {
    "type": ["array", "null"],
    "items": object_of({"name": TEXT_OR_NULL, "value": TEXT_OR_NULL}, more=True),
}
PAGE: Schema = {"type": "string", "pattern": "^0*[1-9][0-9]{0,8}$"}
SIZE: Schema = {"type": "string", "pattern": "^([1-9][0-9]?|100)$"}
PAGING = object_of({"page_number": PAGE, "page_size": SIZE}, "page_number", "page_size", more=True)
PAGING_OF_CHANNEL = object_of(
    {"channel": TEXT, "page_number": PAGE, "page_size": SIZE}, "page_number", "page_size", more=True
)
PAGE_TOLD = {"page_number": NUMBER, "page_size": NUMBER}

CONTACT_LINK = object_of(
    {
        "whats_app_contact_id": TEXT_OR_NULL,
        "instagram_contact_id": TEXT_OR_NULL,
        "messenger_contact_id": TEXT_OR_NULL,
    }
)
CONTACT = object_of(
    {
        "id": OBJECT_ID,
        "wa_id": TEXT_OR_NULL,
        "name": TEXT_OR_NULL,
        "phone": TEXT_OR_NULL,
        "photo": TEXT_OR_NULL,
        "created": MOMENT,
        "last_updated": MOMENT,
        "contact_status": TEXT_OR_NULL,
        "source": TEXT_OR_NULL,
        "channel_id": TEXT_OR_NULL,
        "ig_phone_source": TEXT_OR_NULL,
        "mg_phone_source": TEXT_OR_NULL,
        "opted_in": FLAG,
        "allow_broadcast": FLAG,
        "allow_sms": FLAG,
        "teams": list_of(TEXT),
        "segments": list_of(TEXT),
        "custom_params": list_of(record({"name": TEXT, "value": TEXT})),
        "channel_type": TEXT_OR_NULL,
        "display_name": TEXT_OR_NULL,
        "contact_link": CONTACT_LINK,
        "is_broadcast_limit_reached": {"type": ["string", "boolean", "null"]},
        "bsuid": TEXT_OR_NULL,
        "username": TEXT_OR_NULL,
        "parentBsuid": TEXT_OR_NULL,
    },
    *("id", "created", "last_updated", "opted_in", "allow_broadcast", "allow_sms", "teams", "custom_params"),
)
CONTACTS = record({"contact_list": list_of(CONTACT), **PAGE_TOLD})

MESSAGE = object_of(
    {
        "text": TEXT_OR_NULL,
        "type": TEXT_OR_NULL,
        "timestamp": TEXT_OR_NULL,
        "owner": FLAG,
        "status": TEXT_OR_NULL,
        "avatar_url": TEXT_OR_NULL,
        "assigned_id": TEXT_OR_NULL,
        "operator_name": TEXT_OR_NULL,
        "failed_detail": TEXT_OR_NULL,
        "bot_type": TEXT_OR_NULL,
        "local_message_id": TEXT_OR_NULL,
        "id": OBJECT_ID,
        "created": MOMENT,
        "conversation_id": OBJECT_ID,
        "ticket_id": TEXT_OR_NULL,
        "event_type": TEXT,
    },
    *("id", "created", "conversation_id", "event_type"),
)
"""A line of a conversation. The vendor's list has five of these fields by its schema, and fifteen by its example."""
MESSAGES = object_of(
    {"message_list": list_of(MESSAGE), **PAGE_TOLD, "channel_id": TEXT_OR_NULL},
    *("message_list", *PAGE_TOLD),
)
SENT = record({"message": MESSAGE})

TEMPLATE = object_of(
    {
        "id": TEXT,
        "name": TEXT,
        "category": TEXT_OR_NULL,
        "sub_category": TEXT_OR_NULL,
        "catalog_info": {"type": "object"},
        "hsm": TEXT_OR_NULL,
        "hsm_original": TEXT_OR_NULL,
        "custom_params": list_of(object_of({"name": TEXT_OR_NULL, "value": TEXT_OR_NULL})),
        "status": TEXT,
        "language_option": object_of({"key": TEXT_OR_NULL, "value": TEXT_OR_NULL, "text": TEXT_OR_NULL}),
        "last_modified": MOMENT,
        "type": TEXT_OR_NULL,
        "header": {"type": "object"},
        "body": TEXT_OR_NULL,
        "body_original": TEXT_OR_NULL,
        "footer": TEXT_OR_NULL,
        "buttons": list_of({"type": "object"}),
        "buttons_type": TEXT_OR_NULL,
        "carousel_cards": list_of({"type": "object"}),
        "expires_in": {"type": "integer"},
        "include_expiry_time": FLAG,
        "add_security_recommendation": FLAG,
        "is_url_btn_click_tracking_enabled": FLAG,
        "limited_time_offer": {"type": "object"},
        "quality": TEXT_OR_NULL,
        "creation_method": TEXT_OR_NULL,
    },
    *("id", "name", "status", "custom_params", "language_option"),
)
TEMPLATES = record({"templates": list_of(TEMPLATE), **PAGE_TOLD, "total": COUNT})
SEND_RESULT = object_of(
    {
        "success": FLAG,
        "broadcast_id": TEXT_OR_NULL,
        "error": TEXT_OR_NULL,
        "recipients": list_of(
            object_of({"local_message_id": TEXT_OR_NULL, "phone_number": TEXT_OR_NULL, "errors": list_of(TEXT)})
        ),
    },
    "success",
)
RECIPIENT_WANTED = object_of(
    {
        "phone_number": TEXT_OR_NULL,
        "target": TEXT_OR_NULL,
        "local_message_id": TEXT_OR_NULL,
        "custom_params": TEMPLATE_PARAMS_OR_NULL,
    },
    more=True,
) | {"anyOf": [{"required": [name], "properties": {name: SAID}} for name in ("phone_number", "target")]}
MAX_RECIPIENTS = 10_000
SEND_WANTED = {
    "channel": TEXT_OR_NULL,
    "template_name": SAID,
    "broadcast_name": SAID,
    "recipients": {"type": "array", "items": RECIPIENT_WANTED, "minItems": 1, "maxItems": MAX_RECIPIENTS},
}

BROADCAST_FIELDS: Schema = {
    "id": TEXT,
    "channel_id": TEXT_OR_NULL,
    "name": TEXT_OR_NULL,
    "status": TEXT_OR_NULL,
    "template_id": TEXT_OR_NULL,
    "fallback_templates": list_of({"type": "object"}),
    "created": MOMENT,
    "last_updated": MOMENT,
    "scheduled_at": MOMENT,
}
STAGES = ("recipients", "pending", "queued", "sending", "sent", "delivered", "read", "replied", "failed", "stopped")
STATISTICS = record({f"total_{stage}": COUNT for stage in STAGES})
BROADCAST = object_of(BROADCAST_FIELDS, "id", "created", "last_updated", "scheduled_at")
BROADCASTS = record({"broadcasts": list_of(BROADCAST), **PAGE_TOLD, "total": COUNT})
BROADCAST_DETAILS = object_of(
    {**BROADCAST_FIELDS, "statistics": STATISTICS}, "id", "created", "last_updated", "scheduled_at", "statistics"
)
RECIPIENT = object_of(
    {
        "id": TEXT,
        "contact_id": TEXT_OR_NULL,
        "contact_name": TEXT_OR_NULL,
        "contact_phone": TEXT_OR_NULL,
        "status": TEXT_OR_NULL,
        "failed_code": TEXT_OR_NULL,
        "local_message_id": TEXT_OR_NULL,
        "message_id": TEXT_OR_NULL,
        "custom_params": list_of(record({"name": TEXT, "value": TEXT})),
        "created": MOMENT,
    },
    *("id", "created", "custom_params"),
)
RECIPIENTS = record({"recipients": list_of(RECIPIENT), **PAGE_TOLD, "total_count": COUNT})
COUNTED = ("links", "processing", "queued", "sent", "delivered", "open", "replied", "failed", "stopped", "sending")
OVERVIEW = record({f"total_{name}": COUNT for name in COUNTED})

CHANNELS = record({"channels": list_of(object_of({"id": TEXT, "name": TEXT_OR_NULL, "channel": TEXT_OR_NULL}, "id"))})
CHATBOTS = record(
    {
        "chatbot_list": list_of(object_of({"id": TEXT, "name": TEXT_OR_NULL, "created": MOMENT}, "id", "created")),
        **PAGE_TOLD,
    }
)

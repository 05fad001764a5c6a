"""JSON Schemas of sends in v1 and v2. Source: as their operations say."""

from __future__ import annotations

from emulator.wati import interactive
from emulator.wati.schemas import (
    CONTACT,
    CUSTOM_PARAM,
    EXPIRED,
    FAILURE,
    FLAG,
    OBJECT_ID,
    SENT_MESSAGE,
    TEXT,
    TEXT_OR_NULL,
    Schema,
    record,
)

TARGET_QUERY: Schema = {
    "type": "object",
    "properties": {"whatsappNumber": TEXT, "target": TEXT, "channelPhoneNumber": TEXT},
    "anyOf": [{"required": ["whatsappNumber"]}, {"required": ["target"]}],
}
WRITE_CONVERSATIONS = (("api", "wati_integration:write", "conversations:write"),)
WRITE_TEMPLATES = (("api", "wati_integration:write", "messagetemplate:write"),)

SENT = record({"ok": {"const": True}, "result": {"enum": ["success", True]}, "message": SENT_MESSAGE})
"""`result` is a text, or true where that quirk is off."""
REFUSED: Schema = {"anyOf": [FAILURE, EXPIRED]}
"""A send that did not happen; its status is 200, or 400 where that quirk is off."""
SENT_OR_REFUSED: Schema = {"anyOf": [SENT, FAILURE, EXPIRED]}
FILE_SENT: Schema = {
    "type": "object",
    "properties": {"result": {"anyOf": [OBJECT_ID, {"const": True}]}},
    "required": ["result"],
    "additionalProperties": False,
}
FILE_SENT_OR_REFUSED: Schema = {"anyOf": [FILE_SENT, FAILURE, EXPIRED]}

PARAMETERS: Schema = {"type": ["array", "null"], "items": CUSTOM_PARAM}
TEMPLATE_NAMES = {
    "template_name": {"type": "string", "minLength": 1},
    "broadcast_name": {"type": "string", "minLength": 1},
}
TEMPLATE_BODY = record(
    {**TEMPLATE_NAMES, "parameters": PARAMETERS, "channel_number": TEXT_OR_NULL}, ["broadcast_name", "template_name"]
)
RECEIVER: Schema = {
    "type": "object",
    "properties": {"whatsappNumber": TEXT, "target": TEXT, "customParams": PARAMETERS, "localMessageId": TEXT_OR_NULL},
    "anyOf": [{"required": ["whatsappNumber"]}, {"required": ["target"]}],
}
RECEIVERS_BODY = record(
    {
        **TEMPLATE_NAMES,
        "receivers": {"type": "array", "items": RECEIVER, "minItems": 1, "maxItems": 10_000},
        "channel_number": TEXT_OR_NULL,
    },
    ["broadcast_name", "receivers", "template_name"],
)

MODEL = record({"ids": {"type": "array", "items": TEXT}})
_SINGLE = {
    "result": FLAG,
    "phone_number": TEXT,
    "template_name": TEXT,
    "contact": {"anyOf": [CONTACT, {"type": "null"}]},
    "model": MODEL,
    "validWhatsAppNumber": FLAG,
}
_VALUES: Schema = {"type": "array", "items": CUSTOM_PARAM}
MISSPELT = record({**_SINGLE, "parameteres": _VALUES})
CORRECTED = record({**_SINGLE, "parameters": _VALUES})
NOT_SENT = record({"result": {"const": False}, "info": TEXT, "validWhatsAppNumber": FLAG})
SINGLE_OR_REFUSED: Schema = {"anyOf": [MISSPELT, CORRECTED, NOT_SENT]}
MANY = record(
    {
        "result": FLAG,
        "errors": record(
            {
                "error": TEXT,
                "invalidWhatsappNumbers": {"type": "array", "items": TEXT},
                "invalidCustomParameters": {"type": "array", "items": TEXT},
            }
        ),
    }
)
LISTED = record({"result": FLAG, "info": TEXT})
RECEIVER_RESULT = record(
    {
        "localMessageId": TEXT,
        "waId": TEXT,
        "isValidWhatsAppNumber": FLAG,
        "errors": {"type": "array", "items": TEXT},
    }
)
V2 = {
    "result": FLAG,
    "error": TEXT_OR_NULL,
    "templateName": TEXT_OR_NULL,
    "receivers": {"type": "array", "items": RECEIVER_RESULT},
}
V2_MANY = record(V2)
V2_SINGLE = record({**V2, "parameters": {"type": "array", "items": CUSTOM_PARAM}})

_LINE: Schema = {"type": ["string", "null"], "maxLength": interactive.LINE}
BUTTONS_BODY = record(
    {
        "header": {
            "type": ["object", "null"],
            "properties": {"type": TEXT_OR_NULL, "text": _LINE, "media": {"type": ["object", "null"]}},
        },
        "body": {"type": "string", "minLength": 1, "maxLength": interactive.BODY},
        "footer": _LINE,
        "buttons": {
            "type": "array",
            "items": record({"text": {"type": "string", "minLength": 1, "maxLength": interactive.BUTTON}}),
            "minItems": 1,
            "maxItems": interactive.MAX_BUTTONS,
        },
    },
    ["body", "buttons"],
)
_TITLE: Schema = {"type": "string", "minLength": 1, "maxLength": interactive.TITLE}
_ROW = record(
    {"title": _TITLE, "description": {"type": ["string", "null"], "maxLength": interactive.DETAIL}}, ["title"]
)
LIST_BODY = record(
    {
        "header": _LINE,
        "body": {"type": "string", "minLength": 1, "maxLength": interactive.BODY},
        "footer": _LINE,
        "buttonText": {"type": "string", "minLength": 1, "maxLength": interactive.BUTTON},
        "sections": {
            "type": "array",
            "items": record(
                {
                    "title": {"type": ["string", "null"], "maxLength": interactive.TITLE},
                    "rows": {"type": "array", "items": _ROW, "minItems": 1, "maxItems": interactive.MAX_ROWS},
                },
                ["rows"],
            ),
            "minItems": 1,
            "maxItems": interactive.MAX_SECTIONS,
        },
    },
    ["body", "buttonText", "sections"],
)

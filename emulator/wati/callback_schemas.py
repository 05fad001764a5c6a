"""JSON Schemas of what Wati sends to webhooks, event by event.

Source: docs.wati.io, the reference page of each event (2022 to 2026), beside which captures of the events of sent
messages were laid; of the events that these do not show, the twin's fields are assumed.
"""

from __future__ import annotations

from emulator.kernel.json_schema import Schema, list_of, object_of, record

TEXT: Schema = {"type": "string"}
TEXT_OR_NULL: Schema = {"type": ["string", "null"]}
FLAG: Schema = {"type": "boolean"}
NULL: Schema = {"type": "null"}
OBJECT_ID: Schema = {"type": "string", "pattern": "^[0-9a-f]{24}$"}
WAMID: Schema = {"type": "string", "pattern": r"^wamid\."}
DIGITS: Schema = {"type": "string", "pattern": "^[0-9]{8,15}$"}
SECONDS: Schema = {"type": "string", "pattern": "^[0-9]+$", "description": "since 1970, as text"}
TICKS: Schema = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z$"}
TYPES = (
    *("image", "text", "document", "location", "voice", "audio", "button", "interactive", "reaction", "video"),
    *("sticker", "contacts", "order", "catalog", "media_placeholder", "template"),
)
TYPE: Schema = {"enum": list(TYPES)}

PERSON = {"bsuid": TEXT_OR_NULL, "parentBsuid": TEXT_OR_NULL, "username": TEXT_OR_NULL}
CHANNEL = {"channelId": TEXT_OR_NULL, "channelPhoneNumber": TEXT}
IDS = {"id": OBJECT_ID, "whatsappMessageId": WAMID, "conversationId": OBJECT_ID, "ticketId": OBJECT_ID}
LOCAL_ID = {"localMessageId": TEXT}
FAILURE = {"failedCode": TEXT, "failedDetail": TEXT}
BUTTON = record(
    {
        "index": {"type": "integer", "minimum": 0},
        "cardIndex": NULL,
        "type": TEXT,
        "text": TEXT,
        "url": TEXT_OR_NULL,
        "targetUrl": TEXT_OR_NULL,
        "originalUrl": TEXT_OR_NULL,
        "phoneNumber": TEXT_OR_NULL,
    }
)


def _assigned(event: str, properties: dict[str, Schema], optional: dict[str, Schema] | None = None) -> Schema:
    """An event that says who has the chat, in either spelling."""
    who = {"assignedId": TEXT_OR_NULL, "assigneeId": TEXT_OR_NULL}
    named = {"eventType": {"const": event}, **properties}
    either = [{"required": [one]} for one in who]
    return {**object_of({**named, **who, **(optional or {})}, *named), "oneOf": either}


def _of_person(properties: dict[str, Schema], event: str) -> dict[str, Schema]:
    """In the variant for BSUIDs that id always stands in it."""
    return {**properties, "bsuid": TEXT} if event.endswith("_bsuid") else properties


def message(event: str) -> Schema:
    properties = {
        **IDS,
        "created": TICKS,
        "text": TEXT_OR_NULL,
        "type": TYPE,
        "data": TEXT_OR_NULL,
        "sourceId": TEXT_OR_NULL,
        "sourceUrl": TEXT_OR_NULL,
        "timestamp": SECONDS,
        "owner": {"const": False},
        "statusString": {"const": "SENT"},
        "avatarUrl": NULL,
        "operatorName": TEXT,
        "operatorEmail": TEXT_OR_NULL,
        "waId": DIGITS,
        "messageContact": NULL,
        "senderName": TEXT,
        "listReply": {"anyOf": [NULL, record({"id": TEXT, "title": TEXT, "description": TEXT_OR_NULL})]},
        "interactiveButtonReply": {"anyOf": [NULL, record({"id": TEXT, "title": TEXT})]},
        "buttonReply": {"anyOf": [NULL, record({"text": TEXT, "payload": TEXT})]},
        "replyContextId": TEXT,
        "sourceType": {"type": "integer"},
        "frequentlyForwarded": FLAG,
        "forwarded": FLAG,
        **CHANNEL,
        **PERSON,
    }
    return _assigned(event, _of_person(properties, event), {"ctwaClid": TEXT})


def new_contact(event: str) -> Schema:
    properties = {
        "eventType": {"const": event},
        "id": OBJECT_ID,
        "created": TICKS,
        "waId": DIGITS,
        "senderName": TEXT,
        "sourceId": TEXT_OR_NULL,
        "sourceUrl": TEXT_OR_NULL,
        "sourceType": {"type": "integer"},
        **PERSON,
    }
    return record(_of_person(properties, event))


SESSION_V1: dict[str, Schema] = {
    **IDS,
    "text": TEXT_OR_NULL,
    "type": TYPE,
    "data": TEXT_OR_NULL,
    "timestamp": SECONDS,
    "owner": {"const": True},
    "statusString": {"const": "SENT"},
    "operatorEmail": TEXT_OR_NULL,
    "operatorName": TEXT,
    "waId": DIGITS,
}
SESSION_V2 = {**LOCAL_ID, "chatbotTriggeredEventId": NULL, **SESSION_V1, "replyContextId": TEXT, **CHANNEL, **PERSON}


def session_sent(event: str) -> Schema:
    return _assigned(event, SESSION_V1 if event == "sessionMessageSent" else _of_person(SESSION_V2, event))


TEMPLATE_V1: dict[str, Schema] = {
    **IDS,
    "templateId": TEXT,
    "templateName": TEXT,
    "created": TICKS,
    "text": TEXT,
    "operatorEmail": TEXT_OR_NULL,
    "waId": DIGITS,
    "type": {"const": "template"},
    "statusString": {"const": "SENT"},
    "sourceType": {"enum": ["API", "WEB"]},
}
TEMPLATE_V2 = {
    **LOCAL_ID,
    **TEMPLATE_V1,
    "headerLink": TEXT_OR_NULL,
    "headerType": TEXT_OR_NULL,
    "templateContent": record({"headerText": TEXT_OR_NULL, "footerText": TEXT_OR_NULL, "buttons": list_of(BUTTON)}),
    **CHANNEL,
    **PERSON,
}


def template_sent(event: str) -> Schema:
    properties = TEMPLATE_V1 if event == "templateMessageSent" else _of_person(TEMPLATE_V2, event)
    return record({"eventType": {"const": event}, **properties})


STATUS_V1: dict[str, Schema] = {
    "statusString": {"enum": ["Delivered", "Read", "Replied"]},
    **IDS,
    "text": TEXT_OR_NULL,
    "type": TYPE,
    "timestamp": SECONDS,
    "operatorEmail": TEXT_OR_NULL,
}
"""It says nothing of whose message it is."""


def status(event: str) -> Schema:
    return _assigned(event, {**STATUS_V1, **LOCAL_ID, **CHANNEL} if event.endswith("_v2") else STATUS_V1)


FAILED: dict[str, Schema] = {
    "statusString": {"const": "Failed"},
    **LOCAL_ID,
    **FAILURE,
    **IDS,
    "text": TEXT_OR_NULL,
    "timestamp": SECONDS,
}


def session_failed(event: str) -> Schema:
    return record({"eventType": {"const": event}, **FAILED, "type": {"const": "session"}})


def template_failed(event: str) -> Schema:
    return _assigned(event, {**FAILED, "type": {"const": "template"}, "operatorEmail": TEXT_OR_NULL})

"""JSON Schemas of Wati v1. Source: the field lists of captures and documentation in the order of their evidence."""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
TEXT_OR_NULL: Schema = {"type": ["string", "null"]}
SOME_TEXT: Schema = {"type": "string", "minLength": 1}
FLAG: Schema = {"type": "boolean"}
OBJECT_ID: Schema = {"type": "string", "pattern": "^[0-9a-f]{24}$"}
MOMENT: Schema = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$"}
NUMBER_IN_TEXT: Schema = {"type": "string", "pattern": "^[0-9]*$"}


def record(properties: dict[str, Schema], required: list[str] | None = None) -> Schema:
    """An object whose every property is required unless said otherwise; more may come."""
    return {
        "type": "object",
        "properties": properties,
        "required": sorted(properties) if required is None else required,
    }


def of_somebody(properties: dict[str, Schema]) -> Schema:
    """A query or body that names a contact as `target` or as `whatsappNumber`."""
    return {
        "type": "object",
        "properties": {"target": TEXT, "whatsappNumber": TEXT, **properties},
        "anyOf": [{"required": ["target"]}, {"required": ["whatsappNumber"]}],
    }


CUSTOM_PARAM = record({"name": TEXT, "value": TEXT})
CUSTOM_PARAMS: Schema = {"type": "array", "items": CUSTOM_PARAM}

CONTACT = record(
    {
        "id": OBJECT_ID,
        "tenantId": TEXT,
        "wAid": {"type": "string", "pattern": "^[0-9]{8,15}$"},
        "firstName": TEXT,
        "fullName": TEXT,
        "phone": TEXT,
        "source": TEXT_OR_NULL,
        "contactStatus": {"enum": ["VALID", "INVALID"]},
        "photo": TEXT_OR_NULL,
        "created": {"type": "string", "pattern": r"^[A-Z][a-z]{2}-\d\d-\d{4}$"},
        "customParams": CUSTOM_PARAMS,
        "optedIn": FLAG,
        "isDeleted": FLAG,
        "lastUpdated": MOMENT,
        "allowBroadcast": FLAG,
        "allowSMS": FLAG,
        "teamIds": {"type": "array", "items": TEXT},
        "isInFlow": FLAG,
        "lastFlowId": TEXT_OR_NULL,
        "currentFlowNodeId": TEXT_OR_NULL,
        "selectedHubspotId": TEXT_OR_NULL,
    }
)
LINK = record(
    {
        "prevPage": TEXT_OR_NULL,
        "nextPage": TEXT_OR_NULL,
        "pageNumber": {"type": "integer", "minimum": 1},
        "pageSize": {"type": "integer", "minimum": 1},
        "total": {"type": "integer", "minimum": 0},
    }
)
PAGING = {"pageSize": NUMBER_IN_TEXT, "pageNumber": NUMBER_IN_TEXT}

FAILURE = record({"result": {"const": False}, "info": TEXT})
EXPIRED = record(
    {"result": {"const": False}, "message": {"const": "Ticket has been expired."}, "ticketStatus": {"const": "CLOSED"}}
)
RESULT = record({"result": {"const": True}})


def or_failure(success: Schema, *failures: Schema) -> Schema:
    """Status 200 tells success and failure alike in Wati v1."""
    return {"anyOf": [success, *(failures or (FAILURE,))]}


CONTACT_LIST = record(
    {"result": {"const": "success"}, "contact_list": {"type": "array", "items": CONTACT}, "link": LINK}
)
CONTACT_RESULT = record({"result": {"const": True}, "info": TEXT_OR_NULL, "contact": CONTACT})

SENT_MESSAGE = record(
    {
        "whatsappMessageId": {"type": "string", "pattern": r"^wamid\."},
        "localMessageId": TEXT_OR_NULL,
        "text": TEXT,
        "type": TEXT,
        "time": NUMBER_IN_TEXT,
        "status": {"type": "integer"},
        "statusString": TEXT,
        "isOwner": {"const": True},
        "ticketId": OBJECT_ID,
        "id": OBJECT_ID,
        "created": MOMENT,
        "conversationId": OBJECT_ID,
    }
)
SENT = record({"ok": {"const": True}, "result": {"const": "success"}, "message": SENT_MESSAGE})

MESSAGE_ITEM = record(
    {
        "eventType": {"const": "message"},
        "id": OBJECT_ID,
        "created": MOMENT,
        "conversationId": OBJECT_ID,
        "ticketId": OBJECT_ID,
        "text": TEXT,
        "type": TEXT,
        "owner": FLAG,
        "timestamp": NUMBER_IN_TEXT,
        "statusString": {"enum": ["SENT", "DELIVERED", "READ", "REPLIED", "FAILED"]},
        "operatorName": TEXT,
    }
)
TICKET_ITEM = record(
    {
        "eventType": {"const": "ticket"},
        "id": OBJECT_ID,
        "created": MOMENT,
        "eventDescription": TEXT,
        "type": {"type": "integer"},
        "actor": TEXT_OR_NULL,
        "assignee": TEXT_OR_NULL,
        "topicName": TEXT_OR_NULL,
    }
)
BROADCAST_ITEM = record(  # captured; the sandbox sends none
    {
        "eventType": {"const": "broadcastMessage"},
        "id": OBJECT_ID,
        "created": MOMENT,
        "eventDescription": TEXT,
        "finalText": TEXT_OR_NULL,
        "statusString": TEXT,
        "ticketId": TEXT_OR_NULL,
    }
)
MESSAGES = record(
    {
        "result": {"const": "success"},
        "messages": record(
            {
                "items": {"type": "array", "items": {"anyOf": [MESSAGE_ITEM, TICKET_ITEM, BROADCAST_ITEM]}},
                "pageNumber": {"type": "integer"},
                "pageSize": {"type": "integer"},
                "total": {"type": "integer"},
                "grandTotal": {"type": "integer"},
            }
        ),
        "link": LINK,
    }
)

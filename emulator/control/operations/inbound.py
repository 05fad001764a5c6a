"""An inbound message: the customer writes."""

from __future__ import annotations

from emulator.control.api import CONTROL, Desk, ok
from emulator.kernel.http import Reply, Request
from emulator.wati import payloads

TEXT = {"type": "string", "minLength": 1}


@CONTROL.operation(
    "POST",
    "/_sandbox/inbound",
    body={
        "type": "object",
        "properties": {
            "phone": {"type": "string", "pattern": "^[0-9]{8,15}$"},
            "text": {"type": "string", "maxLength": 4096},
            "media": {**TEXT, "maxLength": 4096},
            "form": {"type": "object", "additionalProperties": {"type": "string"}, "minProperties": 1},
            "name": TEXT,
            "choice": {
                "type": "object",
                "properties": {"id": TEXT, "title": TEXT},
                "required": ["title"],
                "additionalProperties": False,
            },
        },
        "required": ["phone"],
        "anyOf": [
            {"required": ["text"], "properties": {"text": TEXT}},
            {"required": ["media"]},
            {"required": ["form"]},
        ],
        "additionalProperties": False,
    },
    replies={202: None},
    evidence="observed",
    source="our own",
)
def receive_message(request: Request, desk: Desk) -> Reply:
    """`choice` makes it a tap on a button or row, `media` (an address) a photo or file with the text as its caption,
    `form` a filled WhatsApp Flow. A chatbot, if the server runs one, answers right after.

    Example: POST /_sandbox/inbound {"phone": "919876543210", "text": "hi"} => 202
    Example: POST /_sandbox/inbound {"phone": "919876543210", "media": "https://files.example/a.jpg"} => 202
    Example: POST /_sandbox/inbound {"phone": "919876543210"} => 400
    """
    asked, wati = request.json(), desk.tenant.wati
    item = wati.receive(
        asked["phone"],
        asked.get("text", ""),
        asked.get("name", ""),
        asked.get("choice"),
        asked.get("media", ""),
        asked.get("form"),
    )
    return ok({"message": payloads.history_item(item, wati)}, 202)

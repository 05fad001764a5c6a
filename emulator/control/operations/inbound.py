"""An inbound message: the customer writes."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from emulator.control.api import CONTROL, Desk, ok
from emulator.kernel.http import Reply, Request
from emulator.kernel.suggest import did_you_mean
from emulator.wati import file, payloads
from emulator.wati.state import WatiState
from emulator.wati.target import channel_called

TEXT = {"type": "string", "minLength": 1}
TYPES = ("text", "image", "video", "audio", "voice", "sticker", "document", "location", "contacts", "reaction")
FILE = {
    "type": "object",
    "properties": {
        "file": {**TEXT, "title": "base64"},
        "name": {**TEXT, "maxLength": 255},
        "content_type": {"type": "string", "pattern": r"^[A-Za-z0-9.+-]+/[A-Za-z0-9.+-]+$"},
    },
    "required": ["file", "name"],
    "additionalProperties": False,
}
REFERRAL = {
    "type": "object",
    "properties": {name: {"type": "string"} for name in ("headline", "body", "url", "sourceId", "ctwaClid")},
    "minProperties": 1,
    "additionalProperties": False,
}


@CONTROL.operation(
    "POST",
    "/_sandbox/inbound",
    body={
        "type": "object",
        "properties": {
            "phone": {"type": "string", "pattern": "^[0-9]{8,15}$"},
            "text": {"type": "string", "maxLength": 4096},
            "type": {"enum": list(TYPES)},
            "media": {"anyOf": [{**TEXT, "maxLength": 4096}, FILE]},
            "form": {"type": "object", "additionalProperties": {"type": "string"}, "minProperties": 1},
            "name": TEXT,
            "choice": {
                "type": "object",
                "properties": {"id": TEXT, "title": TEXT},
                "required": ["title"],
                "additionalProperties": False,
            },
            "channel": TEXT,
            "reply_to": TEXT,
            "referral": REFERRAL,
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
    """`choice` makes it a tap on a button or row, `media` a photo or file with the text as its caption: an address, or
    the file itself, which getMedia gives back then; `form` a filled WhatsApp Flow. `channel` is the name or number of
    the one that it comes to, `reply_to` WhatsApp's id of the message that it answers, `referral` the advertisement that
    led here. A chatbot, if the server runs one, answers right after what comes to the account's own number.

    Example: POST /_sandbox/inbound {"phone": "919876543210", "text": "hi"} => 202
    Example: POST /_sandbox/inbound {"phone": "919876543210", "media": "https://files.example/a.jpg"} => 202
    Example: POST /_sandbox/inbound {"phone": "919876543210", "text": "hi", "referral": {"ctwaClid": "ad-1"}} => 202
    Example: POST /_sandbox/inbound {"phone": "919876543210", "type": "location", "text": "18.52,73.85"} => 202
    Example: POST /_sandbox/inbound {"phone": "919876543210"} => 400
    """
    asked, wati = request.json(), desk.tenant.wati
    channel = _channel(wati, asked.get("channel", ""))
    if "reply_to" in asked and wati.history.first("whatsapp_message_id", asked["reply_to"]) is None:
        raise ValueError(f"no message has the id {asked['reply_to']}: reply_to is its whatsappMessageId")
    media, kind = _media(wati, asked.get("media", ""))
    item = wati.receive(
        asked["phone"],
        asked.get("text", ""),
        asked.get("name", ""),
        asked.get("choice"),
        media,
        asked.get("form"),
        channel=channel,
        type=asked.get("type", kind),
        reply_to=asked.get("reply_to", ""),
        extra={"referral": asked["referral"]} if "referral" in asked else None,
    )
    return ok({"message": payloads.history_item(item, wati)}, 202)


def _channel(wati: WatiState, name: str) -> str:
    """The id of a channel; empty for the account's own number. ValueError where it is not there."""
    found = channel_called(wati, name) if name else ""
    if found is None:
        known = [wati.phone, *(text for row in wati.channels for text in (row.name, row.phone))]
        raise ValueError(f"no channel is called '{name}'.{did_you_mean(name, known)}")
    return found


def _media(wati: WatiState, asked: str | dict[str, Any]) -> tuple[str, str]:
    """What the message names as its file, and its type where that is known. ValueError where it cannot be kept."""
    if isinstance(asked, str):
        return asked, ""
    try:
        content = base64.b64decode(asked["file"], validate=True)
    except (binascii.Error, ValueError) as error:
        raise ValueError(f"media/file is no base64: {error}") from error
    kept = file.keep(wati, asked["name"], asked.get("content_type", ""), content)
    return kept.path, file.type_of(kept.content_type)

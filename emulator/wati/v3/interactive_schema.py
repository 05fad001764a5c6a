"""JSON Schema of an interactive message that v3 is asked to send. Source: the vendor's OpenAPI; how many there may
be of each is WhatsApp's.
"""

from __future__ import annotations

from emulator.kernel.json_schema import Schema, object_of
from emulator.wati import interactive
from emulator.wati.v3.schema import SAID, TEXT_OR_NULL


def _said(most: int) -> Schema:
    return {**SAID, "maxLength": most}


def _maybe(most: int) -> Schema:
    return {**TEXT_OR_NULL, "maxLength": most}


def _some(items: Schema, most: int) -> Schema:
    return {"type": "array", "items": items, "minItems": 1, "maxItems": most}


MEDIA = dict.fromkeys(("url", "file_name", "data", "mime_type", "file_path"), TEXT_OR_NULL)
HEADER: Schema = {
    "type": ["object", "null"],
    "properties": {
        "type": TEXT_OR_NULL,
        "text": _maybe(interactive.LINE),
        "media": {"type": ["object", "null"], "properties": MEDIA},
    },
}
BUTTON = object_of({"text": _said(interactive.BUTTON)}, "text", more=True)
BUTTONS = object_of(
    {
        "header": HEADER,
        "body": _said(interactive.BODY),
        "footer": _maybe(interactive.LINE),
        "buttons": _some(BUTTON, interactive.MAX_BUTTONS),
    },
    *("body", "buttons"),
    more=True,
)
ROW = object_of({"title": _said(interactive.TITLE), "description": _maybe(interactive.DETAIL)}, "title", more=True)
SECTION = object_of({"title": _maybe(interactive.TITLE), "rows": _some(ROW, interactive.MAX_ROWS)}, "rows", more=True)
LIST = object_of(
    {
        "header": _maybe(interactive.LINE),
        "body": _said(interactive.BODY),
        "footer": _maybe(interactive.LINE),
        "button_text": _said(interactive.BUTTON),
        "sections": _some(SECTION, interactive.MAX_SECTIONS),
    },
    *("body", "button_text", "sections"),
    more=True,
)
WANTED = {
    "oneOf": [
        object_of({"target": SAID, "type": {"const": kind}, member: of}, "target", "type", member, more=True)
        for kind, member, of in (("buttons", "button_message", BUTTONS), ("list", "list_message", LIST))
    ]
}

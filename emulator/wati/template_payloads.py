"""Templates as v1 and v2 list them and take them.

Field names: docs.wati.io, getMessageTemplates and create a template, and four clients. That `hsm`, `body` and their
originals are all the text with its placeholders is so in the vendor's own example of v3.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from emulator.kernel.http import Json
from emulator.wati import payloads, template
from emulator.wati.rows import Template
from emulator.wati.state import WatiState

NAME = re.compile(r"[a-z0-9_]{1,512}")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(_[A-Za-z]{2,4})?")
MAX_BODY, MAX_LINE, MAX_BUTTON, MAX_BUTTONS = 1024, 60, 25, 10
"""Characters of body, header and footer, and of a button; WhatsApp's."""
HEADER_TYPES = ("text", "image", "video", "document")
NO_LANGUAGE = "en"


class Submission(NamedTuple):
    """A template that somebody wants to have; `more` are fields of the row beside name and body."""

    name: str
    body: str
    more: dict[str, Any]


def item(row: Template, state: WatiState) -> Json:
    """An entry of messageTemplates."""
    modified = row.last_modified or state.universe.clock.started
    return {
        "id": row.id,
        "elementName": row.name,
        "category": row.category,
        "hsm": row.body,
        "hsmOriginal": row.body,
        "customParams": [{"paramName": name, "paramValue": name} for name in template.parameters(row)],
        "status": row.status,
        "language": {"key": row.language, "value": row.language, "text": row.language},
        "lastModified": payloads.moment(modified),
        "type": "template",
        "header": _header(row),
        "body": row.body,
        "bodyOriginal": row.body,
        "footer": row.footer,
        "buttons": [_button(text) for text in row.buttons],
        "buttonsType": "quick_reply" if row.buttons else "none",
        "expiresIn": 0,
        "includeExpiryTime": False,
        "addSecurityRecommendation": False,
    }


def submission(body: dict[str, Any] | None) -> Submission | list[str]:
    """What a body asks for, or what is wrong with it, in plain words."""
    asked = body or {}
    name, text, language = asked.get("elementName"), asked.get("body"), asked.get("language") or NO_LANGUAGE
    category, footer = asked.get("category") or "MARKETING", asked.get("footer") or ""
    header, buttons = _header_of(asked.get("header")), _buttons_of(asked.get("buttons"))
    wrong = [
        told
        for told, is_wrong in (
            ("elementName must be a-z, 0-9 and _", not isinstance(name, str) or not NAME.fullmatch(name)),
            (f"body must have 1 to {MAX_BODY} characters", not _has_text(text, MAX_BODY)),
            (
                "language must be a code such as en or en_US",
                not isinstance(language, str) or not LANGUAGE.fullmatch(language),
            ),
            (f"category must be {', '.join(template.CATEGORIES)}", _category(category) not in template.CATEGORIES),
            (f"footer may have {MAX_LINE} characters", not isinstance(footer, str) or len(footer) > MAX_LINE),
            (f"header must be {', '.join(HEADER_TYPES)}, its text of up to {MAX_LINE} characters", header is None),
            (f"buttons must be up to {MAX_BUTTONS}, with texts of up to {MAX_BUTTON} characters", buttons is None),
        )
        if is_wrong
    ]
    if wrong or header is None or buttons is None or not isinstance(name, str) or not isinstance(text, str):
        return wrong
    more = {"language": language, "category": _category(category), "footer": footer, "buttons": buttons}
    return Submission(name, text, {**more, "header_type": header[0], "header": header[1]})


def _header(row: Template) -> Json:
    if not row.header and row.header_type == "text":
        return None
    text = row.header if row.header_type == "text" else ""
    return {
        "type": row.header_type,
        "text": text,
        "link": None if row.header_type == "text" else row.header or None,
        "mediaHeaderId": None,
        "mediaFromPC": None,
        "headerOriginal": text,
    }


def _button(text: str) -> Json:
    parameter = {"text": text, "phoneNumber": None, "url": None, "urlOriginal": None, "urlType": "none"}
    return {"type": "quick_reply", "parameter": {**parameter, "buttonParamMapping": None}}


def _has_text(value: Any, limit: int) -> bool:
    return isinstance(value, str) and bool(value.strip()) and len(value) <= limit


def _category(value: Any) -> str:
    return value.upper() if isinstance(value, str) else ""


def _header_of(header: Any) -> tuple[str, str] | None:
    """Type and text, or type and address; None where it is not usable."""
    if header is None or header == {}:
        return "text", ""
    if not isinstance(header, dict):
        return None
    kind = header.get("type") or header.get("typeString") or "text"
    kind = kind.lower() if isinstance(kind, str) else ""
    kind = "text" if kind == "none" else kind
    text = header.get("text") if kind == "text" else header.get("link") or header.get("url")
    if kind not in HEADER_TYPES or not isinstance(text, str | None):
        return None
    return None if kind == "text" and len(text or "") > MAX_LINE else (kind, text or "")


def _buttons_of(buttons: Any) -> tuple[str, ...] | None:
    """The texts; None where they are not usable. `{type, parameter: {text}}`, and `{text}` as in other messages."""
    entries = [] if buttons is None else buttons
    if not isinstance(entries, list) or len(entries) > MAX_BUTTONS:
        return None
    texts = [_text_of(entry) for entry in entries]
    return tuple(texts) if all(_has_text(text, MAX_BUTTON) for text in texts) else None


def _text_of(entry: Any) -> Any:
    if not isinstance(entry, dict):
        return None
    parameter = entry.get("parameter")
    return (parameter if isinstance(parameter, dict) else entry).get("text")

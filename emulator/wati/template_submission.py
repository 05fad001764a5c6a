"""Templates as they are submitted: what a body asks for, and what WhatsApp would not take of it.

Source: docs.wati.io, create a template; the bounds are WhatsApp's.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from emulator.wati import template
from emulator.wati.template_payloads import CALL

NAME = re.compile(r"[a-z0-9_]{1,512}")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(_[A-Za-z]{2,4})?")
MAX_BODY, MAX_LINE, MAX_BUTTON, MAX_BUTTONS = 1024, 60, 25, 10
"""Characters of body, header and footer, and of a button; WhatsApp's."""
MAX_LINK = 2000
LINK, NUMBER = re.compile(r"https?://[^/\s]", re.IGNORECASE), re.compile(r"\+?[0-9]{5,20}")
HEADER_TYPES = ("text", "image", "video", "document")
NO_LANGUAGE = "en"


class Submission(NamedTuple):
    """A template that somebody wants to have; `more` are fields of the row beside name and body."""

    name: str
    body: str
    more: dict[str, Any]


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
    more = {"language": language, "category": _category(category), "footer": footer}
    more |= {"buttons": tuple(text for text, _ in buttons), "links": tuple(link for _, link in buttons)}
    return Submission(name, text, {**more, "header_type": header[0], "header": header[1]})


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


def _buttons_of(buttons: Any) -> list[tuple[str, str]] | None:
    """Text and link of each; None where they are not usable."""
    entries = [] if buttons is None else buttons
    if not isinstance(entries, list) or len(entries) > MAX_BUTTONS:
        return None
    found = [pair for pair in map(_button_of, entries) if pair is not None]
    return found if len(found) == len(entries) else None


def _button_of(entry: Any) -> tuple[str, str] | None:
    """`{type, parameter: {text, url, phoneNumber}}`, or its members beside the type."""
    parameter = entry.get("parameter") if isinstance(entry, dict) else None
    told = parameter if isinstance(parameter, dict) else entry
    if not isinstance(told, dict) or not _has_text(told.get("text"), MAX_BUTTON):
        return None
    address, number = told.get("url") or told.get("urlOriginal") or "", told.get("phoneNumber") or ""
    if not isinstance(address, str) or not isinstance(number, str) or len(address) > MAX_LINK:
        return None
    if address:
        return (told["text"], address) if LINK.match(address) else None
    return (told["text"], CALL + number) if NUMBER.fullmatch(number) else None if number else (told["text"], "")

"""Templates as v1 and v2 list them.

Field names: docs.wati.io, getMessageTemplates, and four clients. That `hsm`, `body` and their
originals are all the text with its placeholders is so in the vendor's own example of v3.
"""

from __future__ import annotations

from emulator.kernel.http import Json
from emulator.wati import payloads, template
from emulator.wati.rows import Template
from emulator.wati.state import WatiState

CALL = "tel:"
"""What a link of a button begins with that calls a number."""


def item(row: Template, state: WatiState) -> Json:
    """An entry of messageTemplates."""
    modified = row.last_modified or state.universe.clock.started
    links = row.links or ("",) * len(row.buttons)
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
        "buttons": [_button(text, link) for text, link in zip(row.buttons, links, strict=True)],
        "buttonsType": _buttons_type(links),
        "expiresIn": 0,
        "includeExpiryTime": False,
        "addSecurityRecommendation": False,
    }


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


def _button(text: str, link: str) -> Json:
    number = link.removeprefix(CALL) if link.startswith(CALL) else None
    address = link if link and number is None else None
    names = template.PLACEHOLDER.findall(link)
    parameter = {
        "text": text,
        "phoneNumber": number,
        "url": address,
        "urlOriginal": address,
        "urlType": "none" if address is None else "dynamic" if names else "static",
        "buttonParamMapping": {"paramName": names[0]} if names else None,
    }
    return {"type": "call" if number else "url" if address else "quick_reply", "parameter": parameter}


def _buttons_type(links: tuple[str, ...]) -> str:
    """Documented: none, quick_reply, call_to_action, or both."""
    kinds = [name for name, is_there in (("quick_reply", "" in links), ("call_to_action", any(links))) if is_there]
    return "_and_".join(kinds) or "none"

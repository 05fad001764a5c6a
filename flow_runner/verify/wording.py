"""A reply in a few words that say nothing of the people in it."""

from __future__ import annotations

import re
from typing import Any

from emulator.kernel.http import BadBody, Reply

_CODE = re.compile(r"[A-Za-z][A-Za-z0-9_ ]{0,60}")
_CONTENT_TYPE = re.compile(r"[a-z]+/[a-z0-9.+-]+")
MAX_KEYS = 6
MAX_TEXT = 120


def told(reply: Reply) -> str:
    """`204, empty`, `400 INVALID_DATA`, `200 error invalid_code`, `200 result false: Invalid Contact`, or by its keys:
    `200 {data, info}`.
    """
    if reply.is_empty:
        return f"{reply.status}, empty"
    body = json_of(reply)
    if isinstance(body, dict):
        return f"{reply.status} {_of_object(body)}"
    kind = next((value for name, value in reply.headers.items() if name.lower() == "content-type"), "")
    named = _CONTENT_TYPE.match(kind.lower())
    return f"{reply.status} {'a list' if isinstance(body, list) else named[0] if named else 'no JSON'}"


def json_of(reply: Reply) -> Any:
    """The JSON of a reply; None where it has none."""
    try:
        return reply.json()
    except BadBody:
        return None


def _of_object(body: dict[str, Any]) -> str:
    for name in ("code", "error"):
        if isinstance(body.get(name), str) and _CODE.fullmatch(body[name]):
            return body[name] if name == "code" else f"error {body[name]}"
    if body.get("result") is False:
        why = body.get("info") or body.get("message") or "no text"
        return f"result false: {str(why)[:MAX_TEXT]}"
    keys = sorted(body)
    return f"{{{', '.join(keys[:MAX_KEYS])}{', …' if len(keys) > MAX_KEYS else ''}}}"

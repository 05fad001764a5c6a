"""What Wati v1 accepts in paths and bodies, read tolerantly: any content type, and None where it is not usable."""

from __future__ import annotations

from typing import Any

from emulator.kernel.http import BadBody, Request
from emulator.wati.assumptions.contacts import PLUS_IN_PATH
from emulator.wati.state import WatiState


def number_of(request: Request, state: WatiState) -> str:
    """The number of the path. A + before it goes as far as the assumption goes."""
    number = request.params["whatsappNumber"]
    if number.startswith("+") and state.universe.assumptions.lean(PLUS_IN_PATH) == "tolerated":
        return number.removeprefix("+")
    return number


def object_of(request: Request) -> dict[str, Any] | None:
    """The JSON object of the body; empty where there is no body, None where it is something else."""
    try:
        found = request.json() if request.body else {}
    except BadBody:
        return None
    return found if isinstance(found, dict) else None


def attributes_of(body: dict[str, Any] | None) -> dict[str, str] | None:
    """`customParams` as names to values; None where an entry lacks either or holds no text."""
    if body is None:
        return None
    entries = body.get("customParams")
    if entries is None:
        return {}
    if not isinstance(entries, list):
        return None
    found: dict[str, str] = {}
    for entry in entries:
        if not isinstance(entry, dict) or not isinstance(entry.get("name"), str) or not entry["name"]:
            return None
        if not isinstance(entry.get("value"), str):
            return None
        found[entry["name"]] = entry["value"]
    return found

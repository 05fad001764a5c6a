"""Contacts of a Wati account to look at."""

from __future__ import annotations

import json
from typing import Any

from flow_runner.verify.observation import Skip
from flow_runner.verify.target import Target, ok
from flow_runner.verify.wording import json_of

PATH = "/api/v1/getContacts"
NOBODY = "15550100199"
"""A number that is reserved for stories: nobody's contact."""
SAMPLES = 10


def contacts(target: Target, **query: str) -> list[dict[str, Any]]:
    """Strange where they are not listed."""
    rows = ok(target.wati("GET", PATH, query), "contact_list")
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def by_number(target: Target, number: str) -> dict[str, Any] | None:
    """The contact with this number, by either of the filters that may find it."""
    equal = json.dumps([{"name": "phone", "operator": "==", "value": number}])
    for query in ({"name": number}, {"attribute": equal}):
        found = next((row for row in contacts(target, **query) if row.get("wAid") == number), None)
        if found is not None:
            return found
    return None


def given(target: Target) -> dict[str, Any]:
    """The contact that was given by name. Skip where the account has none with that number."""
    found = by_number(target, target.permission.contact)
    if found is None:
        raise Skip("the account has no contact with the number of --contact, and one that is added cannot be removed")
    return found


def samples(target: Target) -> list[dict[str, Any]]:
    """The contact that was given, or the first of the account. Skip where there is none."""
    if target.permission.contact:
        return [given(target)]
    found = contacts(target, pageSize=str(SAMPLES), pageNumber="1")
    if not found:
        raise Skip("the account has no contacts")
    return found


def messages(target: Target, number: str) -> list[dict[str, Any]]:
    """The latest first; none where the number is unknown."""
    reply = target.wati("GET", f"/api/v1/getMessages/{number}", {"pageSize": "20", "pageNumber": "1"})
    body = json_of(reply)
    found = body.get("messages") if isinstance(body, dict) else None
    items = found.get("items") if isinstance(found, dict) else None
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []


def with_messages(target: Target) -> str:
    """The number of a contact who has a conversation. Skip where none of the samples has."""
    for row in samples(target)[:3]:
        number = str(row.get("wAid"))
        if messages(target, number):
            return number
    raise Skip("it needs a contact with a conversation: --contact NUMBER")


def attributes(row: dict[str, Any]) -> dict[str, str]:
    """The custom attributes of a contact; `name` and `phone`, which Wati adds, are none."""
    pairs = row.get("customParams") or []
    return {one["name"]: one["value"] for one in pairs if one.get("name") not in ("name", "phone")}

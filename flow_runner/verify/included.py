"""Operations that a plan or a token may not include: that says nothing of the token's other uses."""

from __future__ import annotations

from typing import Any

from emulator.kernel.http import Reply
from flow_runner.verify.observation import Skip, Strange
from flow_runner.verify.target import Target
from flow_runner.verify.wording import json_of

NUMBERS = "/api/v2/whatsapp/phoneNumbers"


def get(target: Target, path: str, query: dict[str, str] | None = None) -> Reply:
    """Skip where the account is not allowed to ask."""
    access = target.access.wati
    assert access is not None, "the suite leaves out checks of an API that is not there"
    reply = target.wati("GET", path, query, token=access.token)
    if reply.status in (401, 403):
        raise Skip(f"the plan of the account or the scopes of its token do not include {path}")
    return reply


def rows(target: Target, path: str) -> list[dict[str, Any]]:
    """The objects of an array. Strange where it is none."""
    reply = get(target, path)
    found = json_of(reply)
    if reply.status != 200 or not isinstance(found, list):
        raise Strange("200 a list", reply)
    return [one for one in found if isinstance(one, dict)]


def number(target: Target) -> dict[str, Any]:
    """The first of the account's WhatsApp numbers. Skip where there is none."""
    found = rows(target, NUMBERS)
    if not found:
        raise Skip("the account has no WhatsApp number")
    return found[0]


def same_keys(found: list[dict[str, Any]], *keys: str) -> bool:
    """Whether every row has these keys."""
    return all(set(keys) <= row.keys() for row in found)

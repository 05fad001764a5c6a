"""Calls to the control API under /_sandbox/, and to the APIs beside it."""

from __future__ import annotations

import json
from typing import Any

from emulator import World, gateway
from emulator.kernel.http import Reply, Request

ORIGIN = "http://127.0.0.1:8080"
BEARER = {"authorization": "Bearer sandbox-wati-token"}
ZOHO_TOKEN = "1000.00000000000000000000000000000001.00000000000000000000000000000001"
ZOHO = {"authorization": f"Zoho-oauthtoken {ZOHO_TOKEN}"}
PRIYA = "919876543210"
SECRETS = {"wati": "own-wati-bearer", "secret": "own-client-secret", "refresh": "own-refresh-token", "kept": "own-kept"}
OAUTH = {
    "grant_type": "refresh_token",
    "client_id": "1000.CLIENT",
    "client_secret": SECRETS["secret"],
    "refresh_token": SECRETS["refresh"],
}


def call(
    world: World, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None, origin: str = ORIGIN
) -> Reply:
    sent = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
    return gateway.answer(world, Request.to(method, path, headers, sent, origin))


def ok(world: World, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None) -> Any:
    """The JSON of a control call that must succeed."""
    reply = call(world, method, f"/_sandbox/{path}", body, headers)
    assert reply.status < 400, reply.text
    assert reply.headers["Content-Type"] == "application/json"
    return json.loads(reply.body)


def refused(world: World, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None) -> Any:
    """(status, error) of a control call that must not."""
    reply = call(world, method, path, body, headers)
    assert reply.headers["Content-Type"] == "application/json"
    given = json.loads(reply.body)
    assert list(given) == ["error"]
    return reply.status, given["error"]


def numbers(world: World, prefix: str = "", headers: dict[str, str] | None = None) -> list[str]:
    reply = call(world, "GET", f"{prefix}/424242/api/v1/getContacts", headers={**BEARER, **(headers or {})})
    assert reply.status == 200
    return [row["wAid"] for row in json.loads(reply.body)["contact_list"]]


def urlencoded(fields: dict[str, str]) -> str:
    return "&".join(f"{name}={text}" for name, text in fields.items())

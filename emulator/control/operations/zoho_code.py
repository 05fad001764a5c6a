"""A code as Zoho's API console shows it for a Self Client."""

from __future__ import annotations

from datetime import timedelta

from emulator.control.api import CONTROL, Desk, failed, ok
from emulator.kernel.http import Reply, Request
from emulator.kernel.suggest import did_you_mean
from emulator.zoho import scope_text, throttle, tokens
from emulator.zoho.rows import Client
from emulator.zoho.state import DEFAULT_SCOPE, ZohoState

DEFAULT_MINUTES = 3


@CONTROL.operation(
    "POST",
    "/_sandbox/zoho/code",
    body={
        "type": "object",
        "properties": {
            "client_id": {"type": "string", "minLength": 1},
            "scope": {"type": "string", "minLength": 1},
            "minutes": {"type": "integer", "minimum": 1, "maximum": 10},
        },
        "additionalProperties": False,
    },
    replies={201: None},
    evidence="observed",
    source="our own",
)
def make_code(request: Request, desk: Desk) -> Reply:
    """To be exchanged once, within three `minutes` unless told otherwise; of the first client, for everything that the
    sandbox emulates, unless `client_id` and `scope` say more.

    Example: POST /_sandbox/zoho/code => 201
    Example: POST /_sandbox/zoho/code {"scope": "ZohoCRM.modules.ALL", "minutes": 10} => 201
    Example: POST /_sandbox/zoho/code {"scope": "ZohoCRM.modlues.ALL"} => 400
    Example: POST /_sandbox/zoho/code {"client_id": "1000.NOBODY"} => 404
    """
    asked, zoho = (request.json() if request.body else {}), desk.tenant.zoho
    client, scope = _client(zoho, asked.get("client_id", "")), asked.get("scope", DEFAULT_SCOPE)
    strange = scope_text.unknown(scope)
    if strange or not scope_text.split(scope):
        return failed(400, f"no scope is called {', '.join(strange)}" if strange else "the scope is empty")
    code = tokens.grant_code(zoho, client.id, scope, timedelta(minutes=asked.get("minutes", DEFAULT_MINUTES)))
    if code is None:
        return failed(429, f"access_denied: the client has had ten codes in ten minutes. {throttle.ADVICE}")
    told = {"code": code.id, "client_id": client.id, "scope": scope, "expires_at": code.expires_at.isoformat()}
    return ok(told, 201)


def _client(zoho: ZohoState, client_id: str) -> Client:
    """LookupError where there is none."""
    found = zoho.clients.get(client_id) if client_id else next(iter(zoho.clients), None)
    if found is None:
        known = [client.id for client in zoho.clients]
        raise LookupError(f"Zoho has no client '{client_id}'.{did_you_mean(client_id, known)}")
    return found

"""Credentials that stand in an export, so that the sandbox can know them: they are used, never printed or copied."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from emulator.kernel.http import Request
from emulator.tenant import Tenant, api_for
from emulator.wati.api import WATI
from emulator.zoho.api import ZOHO
from emulator.zoho.rows import Client, RefreshToken
from emulator.zoho.state import DEFAULT_SCOPE
from flow_runner.engine import Flow
from flow_runner.engine.nodes.webhook import Webhook

_TENANT_ID = re.compile(r"/(\d+)/api/v[12]/")
_IN_JSON = re.compile(r'"(client_id|client_secret|refresh_token)"\s*:\s*"([^"]*)"')


@dataclass(slots=True)
class Credentials:
    """What was found. `zoho` are the parameters of each call to the token endpoint."""

    wati_token: str = ""
    tenant_id: str = ""
    zoho: list[dict[str, str]] = field(default_factory=list)
    access_tokens: list[str] = field(default_factory=list)


def find(flow: Flow) -> Credentials:
    """Whatever is written out in the webhooks to Wati and Zoho; what is a placeholder is none."""
    found = Credentials()
    for node in flow.nodes.values():
        if isinstance(node, Webhook):
            _look(node, found)
    return found


def wanted(world: dict[str, Any]) -> bool:
    """Whether a world takes over the credentials of the export."""
    return world.get("credentials") == "from_export"


def strange(found: Credentials, tenant: Tenant) -> list[str]:
    """A sentence for each kind of credential of an export that this account will not accept."""
    zoho = tenant.zoho
    kinds = {
        "Wati token": bool(found.wati_token) and found.wati_token != tenant.wati.token,
        "Wati account number": bool(found.tenant_id) and found.tenant_id != tenant.wati.tenant_id,
        "Zoho client": any(zoho.clients.get(one.get("client_id", "")) is None for one in found.zoho),
        "Zoho refresh token": any(
            "refresh_token" in one and zoho.refresh_tokens.get(one["refresh_token"]) is None for one in found.zoho
        ),
    }
    advice = "write 'credentials: from_export' into the world, or put it there"
    return [f"the export's {kind} is not this account's: {advice} [credentials]" for kind, odd in kinds.items() if odd]


def adopt(found: Credentials, tenant: Tenant) -> None:
    """Let the tenant accept the credentials of an export, as the real account would."""
    zoho = tenant.zoho
    tenant.wati.token = found.wati_token or tenant.wati.token
    tenant.wati.tenant_id = found.tenant_id or tenant.wati.tenant_id
    for one in found.zoho:
        client_id = one.get("client_id", "")
        if client_id and zoho.clients.get(client_id) is None:
            zoho.clients.insert(Client(client_id, one.get("client_secret", "")))
        refresh = one.get("refresh_token", "")
        if client_id and refresh and zoho.refresh_tokens.get(refresh) is None:
            zoho.refresh_tokens.insert(RefreshToken(refresh, client_id, DEFAULT_SCOPE))
    for token in found.access_tokens:
        if zoho.access_tokens.get(token) is None:
            zoho.issue_access_token("", DEFAULT_SCOPE, token)


def _look(node: Webhook, found: Credentials) -> None:
    try:
        parts = urlsplit(node.url)
        api = api_for(Request(node.method, parts.path, host=parts.hostname or ""))
    except ValueError:
        return
    bearer = next((value for name, value in node.headers if name.lower() == "authorization"), "").partition(" ")[2]
    if api is WATI:
        numbered = _TENANT_ID.search(parts.path)
        found.tenant_id = found.tenant_id or (numbered[1] if numbered else "")
        found.wati_token = found.wati_token or _literal(bearer)
    elif api is ZOHO:
        given = {**dict(_IN_JSON.findall(node.body)), **dict(parse_qsl(parts.query))}
        kept = {name: _literal(given.get(name, "")) for name in ("client_id", "client_secret", "refresh_token")}
        if any(kept.values()):
            found.zoho.append({name: value for name, value in kept.items() if value})
        if _literal(bearer):
            found.access_tokens.append(bearer)


def _literal(text: str) -> str:
    """The text, unless it is empty or something to be filled in."""
    return "" if any(mark in text for mark in "@{<") else text.strip()

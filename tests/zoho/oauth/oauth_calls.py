"""OAuth as browsers and clients do it."""

from __future__ import annotations

import re
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from emulator import Tenant, seed
from emulator.kernel.http import Reply, Request
from tests.zoho.zoho_calls import ORIGIN

CALLBACK = "https://app.example/callback"
WEB = {"client_id": "1000.WEB", "client_secret": "web-secret"}
SELF = {"client_id": "1000.SELF", "client_secret": "self-secret"}
SCOPE = "ZohoCRM.modules.ALL ZohoCRM.users.READ"
ASK = {"client_id": WEB["client_id"], "redirect_uri": CALLBACK, "response_type": "code", "scope": SCOPE}
OFFLINE = {**ASK, "access_type": "offline", "prompt": "consent"}
USERS = "/crm/v8/users?type=ActiveUsers"


def account(**zoho: Any) -> Tenant:
    """A web client and a self client, two users, nothing else; `zoho` is put over it."""
    known = {
        "clients": [
            {**WEB, "name": "Web <b>app</b>", "redirect_uris": [CALLBACK, f"{CALLBACK}?a=b", "http://127.0.0.1:1/cb"]},
            SELF,
        ],
        "users": [
            {"name": "Asha Agent", "email": "asha@example.com", "id": "1"},
            {"name": "Ravi <i>Agent</i>", "email": "ravi@example.com", "id": "2"},
            {"name": "Noor Former", "email": "noor@example.com", "id": "3", "active": False},
        ],
    }
    return seed.tenant_from({"zoho": {**known, **zoho}})


def call(tenant: Tenant, method: str, url: str, form: dict[str, str] | None = None, **headers: str) -> Reply:
    """`headers` are by their names with `_` for `-`; a form is urlencoded."""
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    if form is not None:
        sent["content-type"] = "application/x-www-form-urlencoded"
    body = urlencode(form) if form is not None else ""
    return tenant.call(Request.to(method, url, sent, body, ORIGIN))


def page(tenant: Tenant, prefix: str = "", **ask: str) -> Reply:
    return call(tenant, "GET", f"{prefix}/oauth/v2/auth?{urlencode(ask or OFFLINE)}")


def fields(reply: Reply) -> dict[str, str]:
    """What the form of the page sends beside the button."""
    assert reply.status == 200, reply.text
    assert reply.headers["Content-Type"] == "text/html;charset=UTF-8"
    return {unescape(name): unescape(value) for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', reply.text)}


def decide(tenant: Tenant, shown: Reply, decision: str = "accept", prefix: str = "", **more: str) -> Reply:
    token = fields(shown)["consent_token"]
    form = {"consent_token": token, "decision": decision, **more}
    return call(tenant, "POST", f"{prefix}/oauth/v2/approve", form)


def told(reply: Reply) -> dict[str, str]:
    """What a redirect tells the client."""
    assert reply.status == 302, reply.text
    assert reply.body == b""
    return dict(parse_qsl(urlsplit(reply.headers["Location"]).query, keep_blank_values=True, strict_parsing=True))


def consented(tenant: Tenant, prefix: str = "", user: str = "", **ask: str) -> dict[str, str]:
    """A user says yes; what the client is told."""
    more = {"user": user} if user else {}
    return told(decide(tenant, page(tenant, prefix, **ask), prefix=prefix, **more))


def token(tenant: Tenant, client: dict[str, str], prefix: str = "", **form: str) -> Any:
    return call(tenant, "POST", f"{prefix}/oauth/v2/token", {**client, **form}).json()


def exchange(tenant: Tenant, code: str, **more: str) -> Any:
    return token(tenant, WEB, grant_type="authorization_code", code=code, redirect_uri=CALLBACK, **more)


def refresh(tenant: Tenant, refresh_token: str, client: dict[str, str] = WEB, prefix: str = "") -> Any:
    return token(tenant, client, prefix, grant_type="refresh_token", refresh_token=refresh_token)


def is_good(tenant: Tenant, access_token: str, url: str = USERS) -> bool:
    reply = call(tenant, "GET", url, authorization=f"Zoho-oauthtoken {access_token}")
    assert reply.status in (200, 401), reply.text
    assert reply.status == 200 or reply.json()["code"] == "INVALID_TOKEN"
    return reply.status == 200

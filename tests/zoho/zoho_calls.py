"""Calls to Zoho as a client makes them."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import requests

from emulator import Tenant
from emulator.kernel.http import Reply, Request

TOKEN = "1000.00000000000000000000000000000001.00000000000000000000000000000001"
ORIGIN = "http://127.0.0.1:8080"
CLIENT = {"client_id": "1000.SANDBOXCLIENT0000000000000000", "client_secret": "sandbox-client-secret"}
REFRESH = {**CLIENT, "grant_type": "refresh_token", "refresh_token": "1000.sandbox.refresh-token"}


def get(tenant: Tenant, path: str, token: str | None = TOKEN, scheme: str = "Zoho-oauthtoken") -> Reply:
    headers = {} if token is None else {"authorization": f"{scheme} {token}"}
    return tenant.call(Request.to("GET", path, headers, origin=ORIGIN))


def search(tenant: Tenant, version: str = "v8", **args: str) -> Reply:
    return get(tenant, f"/crm/{version}/Leads/search?{urlencode(args)}")


def found(reply: Reply) -> list[str]:
    """Last names of the hits, in order; empty for 204."""
    assert reply.status in (200, 204), reply.text
    return [row["Last_Name"] for row in reply.json()["data"]] if reply.status == 200 else []


def owner(tenant: Tenant) -> Any:
    user = tenant.zoho.user("Asha Agent")
    assert user is not None
    return user


def add(tenant: Tenant, last_name: str, converted: bool = False, **fields: Any) -> None:
    tenant.zoho.add_lead(owner(tenant), {"Last_Name": last_name, **fields}, converted=converted)


def post(tenant: Tenant, query: dict[str, str] | None = None, **body: Any) -> Reply:
    """A token request as python-requests sends it."""
    sent = requests.Request("POST", "http://accounts/oauth/v2/token", params=query, **body).prepare()
    assert sent.url
    return tenant.call(
        Request.to("POST", sent.url.removeprefix("http://accounts"), dict(sent.headers), sent.body or b"", ORIGIN)
    )

"""Calls to Wati as a client makes them."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

from emulator import Tenant
from emulator.kernel.http import Reply, Request

BEARER = {"authorization": "Bearer sandbox-wati-token"}
PRIYA = "919876543210"
V1 = "/424242/api/v1"


def call(
    tenant: Tenant, method: str, path: str, body: Any = None, headers: dict[str, str] = BEARER, **args: str
) -> Reply:
    sent = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
    url = f"{V1}/{path}" + (f"?{urlencode(args)}" if args else "")
    return tenant.call(Request.to(method, url, headers, sent))


def data_of(tenant: Tenant) -> Any:
    """Everything but the journal and the counters of calls: what a refused call must leave alone."""
    return {**tenant.wati.snapshot(), "calls": None}


def send(tenant: Tenant, text: str = "Hello", phone: str = PRIYA, **more: str) -> Any:
    reply = call(tenant, "POST", f"sendSessionMessage/{phone}", messageText=text, **more)
    assert reply.status == 200
    return reply.json()


def assign(tenant: Tenant, phone: str = PRIYA, **args: str) -> Any:
    reply = call(tenant, "POST", "assignOperator", whatsappNumber=phone, **args)
    assert reply.status == 200
    return reply.json()

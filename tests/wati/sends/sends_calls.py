"""Sends as a client makes them."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

from emulator import Tenant
from emulator.kernel.http import Reply, Request
from tests.wati.wati_calls import BEARER, PRIYA, call, data_of

ADA, BEN, CY, STRANGER = "15550100001", "15550100002", "15550100003", "15550100099"
ORDER = [{"name": "name", "value": "Ada"}, {"name": "number", "value": "7"}]


def v2(tenant: Tenant, method: str, path: str, body: Any = None, **args: str) -> Reply:
    sent = b"" if body is None else json.dumps(body).encode()
    url = f"/424242/api/v2/{path}" + (f"?{urlencode(args)}" if args else "")
    return tenant.call(Request.to(method, url, BEARER, sent))


def upload(
    tenant: Tenant,
    path: str,
    content: bytes,
    field: str = "file",
    name: str = "a.jpg",
    kind: str = "image/jpeg",
    **args: str,
) -> Reply:
    head = f'--xyz\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\nContent-Type: {kind}\r\n\r\n'
    headers = {**BEARER, "content-type": "multipart/form-data; boundary=xyz"}
    return call(tenant, "POST", path, head.encode() + content + b"\r\n--xyz--\r\n", headers, **args)


def history(tenant: Tenant, phone: str = PRIYA) -> list[Any]:
    """Newest first."""
    items: list[Any] = call(tenant, "GET", f"getMessages/{phone}", pageSize="100").json()["messages"]["items"]
    return items


def choose(tenant: Tenant, name: str, choice: str) -> None:
    tenant.universe.assumptions.choose(f"wati.{name}", choice)


def refused(tenant: Tenant, reply: Reply, before: Any, status: int = 200) -> Any:
    """The body of a refusal that changed nothing and kept its contract."""
    assert reply.status == status
    assert data_of(tenant) == before
    assert breaches(tenant) == []
    return reply.json()


def breaches(tenant: Tenant) -> list[str]:
    """Of our own replies, in the latest call."""
    return [told for told in list(tenant.universe.journal)[-1].violations if told.startswith("reply")]

"""Calls that read and write records, as a client makes them."""

from __future__ import annotations

import json
from typing import Any

from emulator import Tenant, seed
from emulator.kernel.http import Reply, Request
from tests.zoho.zoho_calls import TOKEN

WORLD = """
start: 2026-01-15T09:00:00Z
zoho:
  limits: unlimited
  users:
    - { name: Asha Agent, email: asha.agent@example.com, id: "4150868000000225001" }
    - { name: Ravi Agent, email: ravi.agent@example.com, id: "4150868000000225002" }
  access_tokens: [{ token: "1000.00000000000000000000000000000001.00000000000000000000000000000001" }]
  modules:
    - name: Visits
      singular: Visit
      fields:
        - { name: Code, unique: true }
        - { name: Badge, type: text, unique: true }
        - { name: Seats, type: integer }
        - { name: Big, type: bigint }
        - { name: Fee, type: currency }
        - { name: Ratio, type: double }
        - { name: Part, type: percent }
        - { name: Open, type: boolean }
        - { name: Day, type: date }
        - { name: At, type: datetime }
        - { name: Mail, type: email }
        - { name: Site, type: website }
        - { name: Call, type: phone }
        - { name: Kind, type: picklist, values: [Short, Long] }
        - { name: Topics, type: multiselectpicklist, values: [Red, Blue] }
        - { name: Account, type: lookup, lookup: Accounts }
        - { name: Host, type: ownerlookup }
        - { name: Note, type: textarea }
"""
ASHA, RAVI = "4150868000000225001", "4150868000000225002"
NOBODY = "415086800000000001"


def account(assumptions: dict[str, str] | None = None, index_delay: float = 0) -> Tenant:
    """Two users, a custom module with a field of every type, and no records; calls are not counted."""
    data = seed.parse(WORLD).data
    return seed.tenant_from({
        **data,
        "assumptions": assumptions or {},
        "zoho": {**data["zoho"], "index_delay": index_delay},
    })  # fmt: skip


def ask(tenant: Tenant, method: str, path: str, body: Any = None, token: str = TOKEN, **headers: str) -> Reply:
    """`path` begins behind /crm/; a body that is no text is sent as JSON, without a Content-Type as Zoho's SDKs do."""
    sent = body if isinstance(body, (str, bytes)) else b"" if body is None else json.dumps(body)
    given = {
        "authorization": f"Zoho-oauthtoken {token}",
        **{name.replace("_", "-"): held for name, held in headers.items()},
    }
    reply = tenant.call(Request.to(method, f"/crm/{path}", given, sent))
    assert reply.status < 500, reply.text
    if reply.status in (204, 304):
        assert reply.is_empty
        assert "Content-Type" not in reply.headers
    return reply


def make(tenant: Tenant, module: str, *rows: Any, version: str = "v8", **more: Any) -> Reply:
    return ask(tenant, "POST", f"{version}/{module}", {"data": list(rows), **more})


def made(tenant: Tenant, module: str, **fields: Any) -> str:
    """The id of a record that could be made."""
    reply = make(tenant, module, fields)
    assert reply.status in (200, 201), reply.text
    return str(reply.json()["data"][0]["details"]["id"])


def change(tenant: Tenant, module: str, record_id: str, version: str = "v8", **fields: Any) -> Reply:
    return ask(tenant, "PUT", f"{version}/{module}/{record_id}", {"data": [fields]})


def read(tenant: Tenant, module: str, record_id: str) -> Any:
    reply = ask(tenant, "GET", f"v8/{module}/{record_id}")
    return reply.json()["data"][0] if reply.status == 200 else None


def listed(tenant: Tenant, module: str, query: str = "", field: str = "Last_Name") -> list[Any]:
    """A field of every record of a page."""
    reply = ask(tenant, "GET", f"v8/{module}?fields={field}&{query}")
    return [row.get(field) for row in reply.json()["data"]] if reply.status == 200 else []


def codes(reply: Reply) -> list[str]:
    return [row["code"] for row in reply.json()["data"]]


def details(reply: Reply) -> Any:
    """Of the first row's result."""
    return reply.json()["data"][0]["details"]

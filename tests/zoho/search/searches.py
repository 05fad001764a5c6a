"""Searches and queries as a client makes them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch
from urllib.parse import urlencode

from emulator import Tenant
from emulator.kernel import index
from emulator.kernel.http import Reply, Request
from emulator.zoho.state import DEFAULT_SCOPE

TOKEN = "1000.00000000000000000000000000000001.00000000000000000000000000000001"
SCOPE = DEFAULT_SCOPE


def asked(tenant: Tenant, version: str = "v8", module: str = "Leads", token: str = TOKEN, **args: str) -> Reply:
    """A search; with a `select_query`, a query. The token is issued where it is not known."""
    if tenant.zoho.access_tokens.get(token) is None:
        tenant.zoho.issue_access_token("", SCOPE, token)
    headers = {"authorization": f"Zoho-oauthtoken {token}"}
    if "select_query" in args:
        return tenant.call(Request.to("POST", f"/crm/{version}/coql", headers, json.dumps(args)))
    return tenant.call(Request.to("GET", f"/crm/{version}/{module}/search?{urlencode(args)}", headers))


def rows(reply: Reply) -> list[dict[str, Any]]:
    """Empty for 204."""
    assert reply.status in (200, 204), reply.text
    return list(reply.json()["data"]) if reply.status == 200 else []


def names(reply: Reply, key: str = "Last_Name") -> list[str]:
    return [row[key] for row in rows(reply)]


@contextmanager
def fewer() -> Iterator[None]:
    """Indexes behave among a handful of rows as they do among very many."""
    with patch.multiple(index, LITTLE=0, FEW=1, MANY=2, BUCKETS=7):
        yield

"""Zoho: what a user's profile denies."""

from __future__ import annotations

import json
from typing import Any

import pytest

from emulator import Tenant, seed
from emulator.kernel.http import Request

TOKEN = "1000.00000000000000000000000000000009.00000000000000000000000000000009"
SCOPE = "ZohoCRM.modules.ALL,ZohoCRM.coql.READ,ZohoCRM.users.READ,ZohoSearch.securesearch.READ"


def account(*denied: str, **assumptions: str) -> Tenant:
    user = {"name": "Asha Agent", "email": "asha.agent@example.com", "denied": list(denied)}
    lead = {"Last_Name": "Test", "Phone": "+91 98765 43210", "Owner": "Asha Agent", "id": "1"}
    chosen = {f"zoho.{name}": choice for name, choice in assumptions.items()}
    tenant = seed.tenant_from({"zoho": {"users": [user], "leads": [lead]}, "assumptions": chosen})
    tenant.zoho.issue_access_token("", SCOPE, TOKEN)
    return tenant


def told(tenant: Tenant, method: str, path: str, body: Any = None) -> tuple[int, str]:
    sent = b"" if body is None else json.dumps(body).encode()
    reply = tenant.call(Request.to(method, f"/crm/v8/{path}", {"authorization": f"Zoho-oauthtoken {TOKEN}"}, sent))
    found = reply.json() if reply.body else {}
    return reply.status, found.get("code", "")


READ, SEARCH = ("GET", "Leads?fields=Last_Name"), ("GET", "Leads/search?phone=919876543210")
MADE, DELETED = ("POST", "Leads", {"data": [{"Last_Name": "New"}]}), ("DELETE", "Leads/1")
QUERY = ("POST", "coql", {"select_query": "select Last_Name from Leads where id = 1"})
TAGGED = ("POST", "Leads/1/actions/add_tags", {"tags": [{"name": "hot"}]})
NO = (403, "NO_PERMISSION")


def test_a_whole_module_can_be_denied() -> None:
    tenant = account("Leads")
    assert [told(tenant, *call) for call in (READ, MADE, DELETED, QUERY, TAGGED)] == [NO] * 5
    assert told(tenant, *SEARCH) == (400, "AUTHORIZATION_FAILED")
    assert len(tenant.zoho.leads) == 1


@pytest.mark.parametrize(
    ("denied", "call"), [("DELETE", DELETED), ("CREATE", MADE), ("UPDATE", TAGGED), ("READ", QUERY)]
)
def test_one_thing_can_be_denied_and_the_others_stay_allowed(denied: str, call: Any) -> None:
    tenant = account(f"Leads.{denied}")
    assert told(tenant, *call) == NO
    others = [one for one in (READ, MADE, TAGGED) if one is not call and not (denied == "READ" and one is READ)]
    assert all(told(tenant, *one)[0] < 300 for one in others)


def test_other_modules_and_users_are_not_touched() -> None:
    tenant = account("Deals")
    assert told(tenant, *READ)[0] == 200
    assert told(tenant, "GET", "users")[0] == 200


def test_what_is_missing_is_told_with_its_name() -> None:
    reply = account("Leads").call(Request.to("GET", "/crm/v8/Leads/1", {"authorization": f"Zoho-oauthtoken {TOKEN}"}))
    assert reply.json()["details"] == {"permissions": ["Crm_Implied_Read_Leads"]}
    assert reply.headers["X-Sandbox-Help"] == "the world denies it to Asha Agent: zoho > users > denied"


def test_a_search_may_be_refused_as_any_other_call() -> None:
    tenant = account("Leads", denied_search="no_permission")
    assert told(tenant, *SEARCH) == NO
    assert tenant.universe.assumptions.used == {"zoho.denied_search": "no_permission"}

"""Zoho: users, and the fields of a module."""

from __future__ import annotations

import json
from datetime import timedelta
from urllib.parse import quote

import pytest

from emulator import Tenant
from emulator.kernel.http import Reply
from tests.zoho.zoho_calls import REFRESH, add, found, get, post


def users(reply: Reply) -> list[str]:
    return [user["full_name"] for user in reply.json()["users"]] if reply.status == 200 else []


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("", ["Asha Agent", "Ravi Agent", "Noor Former", "Left Long Ago"]),
        ("?type=AllUsers", ["Asha Agent", "Ravi Agent", "Noor Former", "Left Long Ago"]),
        ("?type=ActiveUsers", ["Asha Agent", "Ravi Agent", "Noor Former"]),
        ("?type=ActiveConfirmedUsers", ["Asha Agent", "Ravi Agent", "Noor Former"]),
        ("?type=DeactiveUsers", ["Left Long Ago"]),
        ("?type=CurrentUser", ["Asha Agent"]),
        ("?type=AdminUsers", ["Asha Agent"]),
    ],
)
def test_users_come_by_type(tenant: Tenant, kind: str, names: list[str]) -> None:
    tenant.zoho.add_user("Left Long Ago", "left@example.com", active=False)
    reply = get(tenant, f"/crm/v8/users{kind}")
    assert users(reply) == names
    assert reply.json()["info"] == {"per_page": 200, "count": len(names), "page": 1, "more_records": False}


def test_a_user_has_the_keys_that_clients_read(tenant: Tenant) -> None:
    tenant.zoho.add_user("Left Long Ago", "left@example.com", active=False)
    row = get(tenant, "/crm/v8/users?type=DeactiveUsers").json()["users"][0]
    assert (row["first_name"], row["last_name"], row["status"]) == ("Left Long", "Ago", "inactive")
    assert row["email"] == "left@example.com"


def test_no_user_of_a_type_is_a_204(tenant: Tenant) -> None:
    assert get(tenant, "/crm/v8/users?type=DeactiveUsers").status == 204


def test_an_unknown_type_of_user_is_a_400(tenant: Tenant) -> None:
    reply = get(tenant, "/crm/v8/users?type=Everybody")
    assert (reply.status, reply.json()["code"]) == (400, "INVALID_DATA")


def test_a_user_was_created_once(tenant: Tenant) -> None:
    before = get(tenant, "/crm/v8/users").json()["users"]
    tenant.universe.clock.advance(timedelta(minutes=30))
    assert get(tenant, "/crm/v8/users").json()["users"] == before


def test_the_fields_of_leads_include_the_owner_and_those_that_the_world_made_up(tenant: Tenant) -> None:
    add(tenant, "x", Favourite_Colour="blue")
    fields = {row["api_name"]: row for row in get(tenant, "/crm/v8/settings/fields?module=Leads").json()["fields"]}
    assert fields["Owner"]["data_type"] == "ownerlookup"
    assert fields["Phone"]["data_type"] == "phone"
    assert fields["Favourite_Colour"]["custom_field"] is True
    assert fields["Last_Name"]["custom_field"] is False
    assert len({row["id"] for row in fields.values()}) == len(fields)


@pytest.mark.parametrize(("query", "code"), [("", "REQUIRED_PARAM_MISSING"), ("?module=Dealz", "INVALID_MODULE")])
def test_fields_of_no_module_are_a_400(tenant: Tenant, query: str, code: str) -> None:
    reply = get(tenant, f"/crm/v8/settings/fields{query}")
    assert (reply.status, reply.json()["code"]) == (400, code)


def test_a_whole_account_survives_json(tenant: Tenant) -> None:
    post(tenant, data=REFRESH)
    data = json.loads(json.dumps(tenant.zoho.snapshot()))
    other = Tenant("other")
    other.zoho.restore(data)
    assert other.zoho.snapshot() == tenant.zoho.snapshot()
    assert found(get(other, f"/crm/v8/Leads/search?phone={quote('+91 98765 43210')}")) == ["Test"]

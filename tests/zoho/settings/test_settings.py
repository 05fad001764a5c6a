"""Zoho: modules, fields, layouts, users, roles, profiles and the organisation."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emulator import Tenant, seed
from emulator.kernel.http import Reply, Request
from emulator.zoho.field import DATA_TYPES
from tests.zoho.search.searches import SCOPE, TOKEN

WORLD: dict[str, Any] = {
    "zoho": {
        "edition": "enterprise",
        "access_tokens": [{"token": TOKEN}],
        "users": [
            {"name": "Asha Agent", "email": "asha.agent@example.com"},
            {"name": "Noor", "email": "noor@example.com", "role": "Owner", "profile": "Administrator"},
            {"name": "Ravi Agent", "email": "ravi@example.com", "confirmed": False, "profile": "Sales"},
            {"name": "Left Agent", "email": "left@example.com", "active": False, "profile": "Administrator"},
        ],
        "modules": [
            {
                "name": "Visits",
                "singular": "Visit",
                "fields": [{"name": f"F_{kind}", "type": kind} for kind in DATA_TYPES]
                + [{"name": "Guest", "type": "lookup", "lookup": "Contacts", "mandatory": True}]
                + [{"name": "Meal", "type": "picklist", "values": ["None", "Breakfast"], "unique": True}],
            }
        ],
        "leads": [{"Last_Name": "Lead", "Owner": "Noor", "Vip": True, "Points": 5, "Colours": ["red"]}],
    }
}


@pytest.fixture
def tenant() -> Tenant:
    return seed.tenant_from(WORLD)


def get(tenant: Tenant, path: str, token: str = TOKEN) -> Reply:
    return tenant.call(Request.to("GET", f"/crm/v8/{path}", {"authorization": f"Zoho-oauthtoken {token}"}))


def fields(tenant: Tenant, module: str) -> dict[str, dict[str, Any]]:
    return {one["api_name"]: one for one in get(tenant, f"settings/fields?module={module}").json()["fields"]}


def test_the_modules_of_the_account_have_an_api_and_others_none(tenant: Tenant) -> None:
    found = {one["api_name"]: one for one in get(tenant, "settings/modules").json()["modules"]}
    assert [name for name, one in found.items() if one["api_supported"]] == [
        "Leads", "Contacts", "Accounts", "Deals", "Notes", "Visits",
    ]  # fmt: skip
    assert (found["Visits"]["generated_type"], found["Visits"]["singular_label"]) == ("custom", "Visit")
    assert found["Leads"]["generated_type"] == "default"
    assert len({one["id"] for one in found.values()}) == len(found)


@pytest.mark.parametrize("by", ["api_name", "id"])
def test_a_module_is_found_by_its_name_and_by_its_id(tenant: Tenant, by: str) -> None:
    every = get(tenant, "settings/modules").json()["modules"]
    leads = next(one for one in every if one["api_name"] == "Leads")
    (found,) = get(tenant, f"settings/modules/{leads[by]}").json()["modules"]
    assert found["display_field"]["api_name"] == "Last_Name"
    assert {name: found[name] for name in leads} == leads


def test_a_module_that_is_none_is_a_400(tenant: Tenant) -> None:
    reply = get(tenant, "settings/modules/Leeds")
    assert (reply.status, reply.json()["code"]) == (400, "INVALID_MODULE")
    assert "Did you mean 'Leads'?" in reply.help[0]


def test_a_field_says_what_it_holds(tenant: Tenant) -> None:
    found = fields(tenant, "Visits")
    assert {name: found[f"F_{name}"]["data_type"] for name in DATA_TYPES} == {name: name for name in DATA_TYPES}
    assert found["Guest"]["lookup"]["module"]["api_name"] == "Contacts"
    assert (found["Guest"]["json_type"], found["Guest"]["system_mandatory"]) == ("jsonobject", True)
    assert [one["actual_value"] for one in found["Meal"]["pick_list_values"]] == ["None", "Breakfast"]
    assert (found["Meal"]["unique"], found["Name"]["unique"]) == ({"casesensitive": "false"}, {})
    assert (found["Name"]["display_field"], found["Created_Time"]["read_only"]) == (True, True)


def test_a_field_that_only_a_record_has_is_a_custom_one(tenant: Tenant) -> None:
    found = fields(tenant, "Leads")
    types = {name: found[name]["data_type"] for name in ("Vip", "Points", "Colours")}
    assert types == {"Vip": "boolean", "Points": "double", "Colours": "multiselectpicklist"}
    assert found["Vip"]["custom_field"] is True


def test_ids_of_fields_are_of_the_account_and_lead_to_the_field(tenant: Tenant) -> None:
    every = [one for module in tenant.zoho.modules for one in fields(tenant, module).values()]
    assert len({one["id"] for one in every}) == len(every)
    stage = fields(tenant, "Deals")["Stage"]
    assert get(tenant, f"settings/fields/{stage['id']}?module=Deals").json() == {"fields": [stage]}
    assert get(tenant, f"settings/fields/{stage['id']}?module=Leads").status == 204


@pytest.mark.parametrize(("kind", "status"), [("all", 200), ("used", 200), ("unused", 204), ("some", 400)])
def test_all_fields_are_used(tenant: Tenant, kind: str, status: int) -> None:
    assert get(tenant, f"settings/fields?module=Leads&type={kind}").status == status


def test_a_layout_has_every_field(tenant: Tenant) -> None:
    (layout,) = get(tenant, "settings/layouts?module=Leads").json()["layouts"]
    assert layout["name"] == "Standard"
    assert {one["api_name"] for one in layout["sections"][0]["fields"]} == fields(tenant, "Leads").keys()


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("AllUsers", ["Asha Agent", "Noor", "Ravi Agent", "Left Agent"]),
        ("ActiveUsers", ["Asha Agent", "Noor", "Ravi Agent"]),
        ("DeactiveUsers", ["Left Agent"]),
        ("ConfirmedUsers", ["Asha Agent", "Noor", "Left Agent"]),
        ("NotConfirmedUsers", ["Ravi Agent"]),
        ("DeletedUsers", []),
        ("ActiveConfirmedUsers", ["Asha Agent", "Noor"]),
        ("AdminUsers", ["Noor", "Left Agent"]),
        ("ActiveConfirmedAdmins", ["Noor"]),
        ("CurrentUser", ["Asha Agent"]),
    ],
)
def test_users_come_by_type(tenant: Tenant, kind: str, names: list[str]) -> None:
    reply = get(tenant, f"users?type={kind}")
    assert reply.status == (200 if names else 204)
    if names:
        assert [one["full_name"] for one in reply.json()["users"]] == names


def test_the_current_user_is_whom_the_token_is_of(tenant: Tenant) -> None:
    noor = tenant.zoho.user("Noor")
    assert noor is not None
    tenant.zoho.issue_access_token("", SCOPE, "1000.noor")
    tenant.zoho.access_tokens.update("1000.noor", user_id=noor.id)
    (found,) = get(tenant, "users?type=CurrentUser", "1000.noor").json()["users"]
    assert (found["full_name"], found["first_name"], found["last_name"]) == ("Noor", None, "Noor")
    assert (found["role"]["name"], found["profile"]["name"], found["confirm"]) == ("Owner", "Administrator", True)


def test_users_come_in_pages_and_by_id(tenant: Tenant) -> None:
    reply = get(tenant, "users?per_page=3&page=2").json()
    assert [one["full_name"] for one in reply["users"]] == ["Left Agent"]
    assert reply["info"] == {"per_page": 3, "count": 1, "page": 2, "more_records": False}
    assert get(tenant, "users?per_page=3&page=3").status == 204
    (user,) = reply["users"]
    assert get(tenant, f"users/{user['id']}").json()["users"] == [user]
    assert get(tenant, f"users?ids=1,{user['id']}").json()["users"] == [user]
    assert get(tenant, "users/1").status == 204


def test_roles_and_profiles_are_those_of_the_users(tenant: Tenant) -> None:
    assert [one["name"] for one in get(tenant, "settings/roles").json()["roles"]] == ["Manager", "Owner"]
    profiles = get(tenant, "settings/profiles").json()["profiles"]
    assert [one["name"] for one in profiles] == ["Administrator", "Standard", "Sales"]
    users = get(tenant, "users").json()["users"]
    assert {(one["profile"]["name"], one["profile"]["id"]) for one in users} == {
        (one["name"], one["id"]) for one in profiles
    }


def test_the_organisation_has_the_edition_and_its_users(tenant: Tenant) -> None:
    (org,) = get(tenant, "org").json()["org"]
    assert (org["license_details"]["paid_type"], org["license_details"]["users_license_purchased"]) == ("enterprise", 3)
    assert (org["time_zone"], org["primary_email"]) == ("Etc/UTC", "asha.agent@example.com")


def test_an_account_without_users_answers_too() -> None:
    tenant = seed.tenant_from({"zoho": {"access_tokens": [{"token": TOKEN}]}})
    assert [
        get(tenant, path).status for path in ("users?type=CurrentUser", "org", "settings/roles", "settings/modules")
    ] == [204, 200, 200, 200]


@pytest.mark.parametrize(
    ("path", "scope"),
    [
        ("settings/modules", "ZohoCRM.settings.modules.READ"),
        ("settings/modules/Leads", "ZohoCRM.settings.modules.ALL"),
        ("settings/fields?module=Leads", "ZohoCRM.settings.fields.READ"),
        ("settings/layouts?module=Leads", "ZohoCRM.settings.layouts.READ"),
        ("settings/roles", "ZohoCRM.settings.roles.READ"),
        ("settings/profiles", "ZohoCRM.settings.profiles.READ"),
        ("users", "ZohoCRM.users.READ"),
        ("org", "ZohoCRM.org.READ"),
    ],
)
def test_everything_needs_its_scope(tenant: Tenant, path: str, scope: str) -> None:
    for number, (granted, status) in enumerate(((scope, 200), ("ZohoCRM.modules.ALL", 401))):
        tenant.zoho.issue_access_token("", granted, f"1000.{number}")
        assert get(tenant, path, f"1000.{number}").status == status


@settings(derandomize=True, deadline=None, max_examples=60)
@given(
    st.sampled_from(["settings/modules/{}", "settings/fields?module={}", "settings/fields/{}?module=Leads", "users/{}",
                     "users?type={}", "users?page={}", "users?per_page={}", "users?ids={}",
                     "settings/layouts?module={}"]),
    st.text(max_size=20),
)  # fmt: skip
def test_any_text_gets_an_answer(path: str, text: str) -> None:
    reply = get(seed.tenant_from(WORLD), path.replace("{}", quote(text, safe="", errors="replace")))
    assert reply.status in (200, 204, 400, 404)

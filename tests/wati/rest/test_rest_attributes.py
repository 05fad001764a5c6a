"""Wati v1: whose attributes are set, how, and what a refused call leaves alone."""

from __future__ import annotations

from typing import Any

import pytest

from emulator import Tenant, seed
from tests.wati.wati_calls import PRIYA, call, data_of

BSUID = "US.1234567890"
SEVERAL = "updateContactAttributesForMultiContacts"


@pytest.fixture
def tenant() -> Tenant:
    contacts = [
        {"phone": PRIYA, "name": "Priya", "bsuid": BSUID, "attributes": {"city": "Pune"}},
        {"phone": "15550100001", "name": "Ada"},
    ]
    return seed.tenant_from({"wati": {"limits": "unlimited", "contacts": contacts}})


def attributes(tenant: Tenant, phone: str = PRIYA) -> dict[str, str]:
    contact = tenant.wati.contact(phone)
    assert contact is not None
    return contact.attributes


def params(**values: Any) -> dict[str, Any]:
    return {"customParams": [{"name": name, "value": value} for name, value in values.items()]}


def several(*entries: Any) -> dict[str, Any]:
    return {"contacts": list(entries)}


def entry(whom: str = PRIYA, key: str = "whatsappNumber", **values: Any) -> dict[str, Any]:
    return {key: whom, **params(**(values or {"city": "Lima"}))}


def refused(tenant: Tenant, path: str, body: Any, info: str, status: int = 200) -> None:
    before = data_of(tenant)
    reply = call(tenant, "POST", path, body)
    assert (reply.status, reply.json()) == (status, {"result": False, "info": info})
    assert data_of(tenant) == before


# --- updateContactAttributes -----------------------------------------------------------------------------------------


def test_the_path_names_a_contact_by_number_id_or_bsuid(tenant: Tenant) -> None:
    contact = tenant.wati.contact(PRIYA)
    assert contact is not None
    for whom in (PRIYA, contact.id, BSUID):
        assert call(tenant, "POST", f"updateContactAttributes/{whom}", params(who=whom)).json() == {"result": True}
        assert attributes(tenant)["who"] == whom


def test_older_accounts_take_a_number_alone(tenant: Tenant) -> None:
    tenant.universe.assumptions.choose("wati.path_targets", "number_only")
    refused(tenant, f"updateContactAttributes/{BSUID}", params(city="Lima"), "Invalid Contact")
    assert call(tenant, "POST", f"updateContactAttributes/{PRIYA}", params(city="Lima")).json() == {"result": True}


def test_an_attribute_that_nobody_has_is_made_or_left_out(tenant: Tenant) -> None:
    call(tenant, "POST", f"updateContactAttributes/{PRIYA}", params(city="Lima"))
    assert tenant.universe.assumptions.used == {}
    call(tenant, "POST", f"updateContactAttributes/{PRIYA}", params(tier="VIP"))
    assert tenant.universe.assumptions.used == {"wati.unknown_attribute": "made"}
    assert attributes(tenant) == {"city": "Lima", "tier": "VIP"}
    tenant.universe.assumptions.choose("wati.unknown_attribute", "ignored")
    reply = call(tenant, "POST", f"updateContactAttributes/{PRIYA}", params(shoe="44", tier="Gold"))
    assert reply.json() == {"result": True}
    assert attributes(tenant) == {"city": "Lima", "tier": "Gold"}
    call(tenant, "POST", "addContact/15550100002", {"name": "Bea", **params(shoe="44", city="Oslo")})
    assert attributes(tenant, "15550100002") == {"city": "Oslo"}


def test_an_empty_value_is_kept_or_left_out(tenant: Tenant) -> None:
    call(tenant, "POST", f"updateContactAttributes/{PRIYA}", params(city=""))
    assert attributes(tenant) == {"city": ""}
    assert tenant.universe.assumptions.used == {"wati.empty_attribute": "kept"}
    tenant.universe.assumptions.choose("wati.empty_attribute", "left_out")
    call(tenant, "POST", "updateContactAttributes/15550100001", params(city="Lima"))
    call(tenant, "POST", "updateContactAttributes/15550100001", params(city="", name=""))
    assert attributes(tenant, "15550100001") == {"city": "Lima"}


# --- updateContactAttributesForMultiContacts --------------------------------------------------------------------------


def test_several_contacts_are_changed_at_once(tenant: Tenant) -> None:
    body = several(entry(BSUID, "target", city="Lima"), entry("15550100001", city="Oslo"))
    assert call(tenant, "POST", SEVERAL, body).json() == {"result": True}
    assert (attributes(tenant), attributes(tenant, "15550100001")) == ({"city": "Lima"}, {"city": "Oslo"})
    assert list(tenant.universe.journal)[-1].violations == []


def test_a_contact_that_is_named_twice_has_all_that_was_said_of_it(tenant: Tenant) -> None:
    call(tenant, "POST", SEVERAL, several(entry(city="Lima"), entry(BSUID, "target", tier="VIP")))
    assert attributes(tenant) == {"city": "Lima", "tier": "VIP"}


@pytest.mark.parametrize(
    "body",
    [
        None,
        {},
        [],
        b"{",
        several(),
        {"contacts": {"0": entry()}},
        several(entry(), 5),
        several(entry(), {"whatsappNumber": PRIYA}),
        several(entry(), {**entry(), "target": BSUID}),
        several(entry(), params(city="Lima")),
        several(entry(), {"whatsappNumber": None, **params(city="Lima")}),
        several(entry(), {"whatsappNumber": 919876543210, **params(city="Lima")}),
        several(entry(), {"whatsappNumber": "15550100001", "customParams": []}),
        several(entry(), entry("15550100001", city=5)),
    ],
    ids=lambda body: str(body)[-60:],
)
def test_one_entry_that_cannot_be_read_changes_nobody(tenant: Tenant, body: Any) -> None:
    refused(tenant, SEVERAL, body, "target input invalid")


def test_one_unknown_contact_changes_nobody_or_the_others(tenant: Tenant) -> None:
    body = several(entry(city="Lima"), entry("15550100099"))
    refused(tenant, SEVERAL, body, "Invalid Contact")
    assert tenant.universe.assumptions.used["wati.several_contacts"] == "all_or_none"
    tenant.universe.assumptions.choose("wati.several_contacts", "each_by_itself")
    assert call(tenant, "POST", SEVERAL, body).json() == {"result": True}
    assert attributes(tenant) == {"city": "Lima"}
    refused(tenant, SEVERAL, several(entry("15550100099")), "Invalid Contact")


def test_several_at_once_take_the_plan_business(tenant: Tenant) -> None:
    tenant.wati.set_up({"plan": "pro"})
    reply = call(tenant, "POST", SEVERAL, several(entry(city="Lima")))
    assert (reply.status, reply.body) == (403, b"")
    assert "takes the plan Business; this account is on Pro" in reply.headers["X-Sandbox-Help"]
    assert attributes(tenant) == {"city": "Pune"}

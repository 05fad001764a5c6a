"""The module that a lookup leads to: its name in early versions, as Zoho's SDKs of those versions read it."""

from __future__ import annotations

from typing import Any

import pytest

from emulator import Tenant
from emulator.zoho.assumptions import LOOKUP_MODULE_FROM
from tests.zoho.zoho_calls import get

LEANS = LOOKUP_MODULE_FROM.name


def account_of(tenant: Tenant, version: str) -> Any:
    fields = get(tenant, f"/crm/{version}/settings/fields?module=Contacts").json()["fields"]
    return next(one["lookup"]["module"] for one in fields if one["api_name"] == "Account_Name")


@pytest.mark.parametrize("version", ["v2", "v2.1"])
def test_early_versions_tell_it_by_its_name(tenant: Tenant, version: str) -> None:
    assert account_of(tenant, version) == "Accounts"


@pytest.mark.parametrize("version", ["v5", "v8"])
def test_later_versions_tell_it_with_its_id(tenant: Tenant, version: str) -> None:
    assert account_of(tenant, version) == {"api_name": "Accounts", "id": tenant.zoho.modules["Accounts"].id}


@pytest.mark.parametrize(("choice", "kind"), [("v3", dict), ("v5", str)])
def test_in_between_it_is_an_assumption(tenant: Tenant, choice: str, kind: type) -> None:
    tenant.universe.assumptions.choose(LEANS, choice)
    assert isinstance(account_of(tenant, "v4"), kind)


def test_a_field_that_is_no_lookup_leans_on_nothing(tenant: Tenant) -> None:
    get(tenant, "/crm/v4/settings/fields?module=Notes")
    assert LEANS not in tenant.universe.assumptions.used

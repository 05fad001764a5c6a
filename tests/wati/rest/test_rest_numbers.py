"""The account's numbers, as v1 and v2 list them."""

from __future__ import annotations

from typing import Any

import pytest

from emulator import Tenant, seed
from emulator.kernel.http import Request
from tests.wati.wati_calls import BEARER

SHOP = "15550188888"
WORLD = {"wati": {"limits": "unlimited", "phone": "15550177777", "channels": [{"name": "Shop", "phone": SHOP}]}}
LISTS = ["/424242/api/v1/whatsApp/phoneNumbers", "/424242/api/v2/whatsapp/phoneNumbers"]


@pytest.fixture
def tenant() -> Tenant:
    return seed.tenant_from(WORLD)


def get(tenant: Tenant, path: str) -> Any:
    reply = tenant.call(Request.to("GET", path, BEARER))
    assert reply.status == 200
    assert list(tenant.universe.journal)[-1].violations == []
    return reply.json()


@pytest.mark.parametrize("path", LISTS)
def test_the_accounts_own_number_comes_before_its_channels(tenant: Tenant, path: str) -> None:
    own, shop = get(tenant, path)
    assert (own["phoneNumber"], own["channelId"]) == ("15550177777", None)
    assert (shop["phoneNumber"], shop["channelName"], len(shop["channelId"])) == (SHOP, "Shop", 24)
    assert own["wabaId"] == shop["wabaId"]
    assert own["phoneNumberId"] != shop["phoneNumberId"]
    assert own.keys() == {
        *("bmId", "channelId", "channelName", "channelType", "embeddedSignupType", "phoneNumber", "phoneNumberId"),
        *("wabaContextId", "wabaId"),
    }


def test_ids_are_the_same_in_every_run_and_others_in_another_account(tenant: Tenant) -> None:
    first, again = get(tenant, LISTS[1]), get(seed.tenant_from(WORLD), LISTS[1])
    assert first == again
    other = seed.tenant_from({"wati": {**WORLD["wati"], "tenant_id": 777777}})
    assert get(other, "/777777/api/v2/whatsapp/phoneNumbers")[0]["wabaId"] != first[0]["wabaId"]


def test_the_business_account_has_the_id_that_its_numbers_tell(tenant: Tenant) -> None:
    (account,) = get(tenant, "/424242/api/v1/whatsApp/businessAccounts")
    number = get(tenant, LISTS[1])[0]
    assert (account["wabaId"], account["bmId"]) == (number["wabaId"], number["bmId"])


def test_each_number_has_a_profile(tenant: Tenant) -> None:
    for number in get(tenant, LISTS[1]):
        path = f"/424242/api/v2/whatsapp/{number['wabaId']}/{number['phoneNumber']}/profile"
        assert get(tenant, path) == {
            "displayPhoneNumber": f"+{number['phoneNumber']}",
            "phoneId": number["phoneNumberId"],
            "qualityRating": "GREEN",
            "status": "CONNECTED",
            "verifiedName": number["channelName"],
            "wabaId": number["wabaId"],
        }


@pytest.mark.parametrize("path", ["{waba}/15550100001", "1/15550177777", "{waba}/Shop", "{waba}/%00", "%C2%B2/²"])
def test_a_number_that_is_not_there_has_no_profile(tenant: Tenant, path: str) -> None:
    waba = get(tenant, LISTS[1])[0]["wabaId"]
    given = get(tenant, f"/424242/api/v2/whatsapp/{path.format(waba=waba)}/profile")
    assert given == {"result": False, "info": "target input invalid"}

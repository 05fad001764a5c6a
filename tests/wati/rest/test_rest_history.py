"""getMessages: pages, times, channels; and a message that is looked up by the id that its sender gave it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from emulator import Tenant, seed
from tests.wati.wati_calls import PRIYA, call, send

SHOP = "15550188888"
BSUID = "US.1234567890"


@pytest.fixture
def tenant() -> Tenant:
    """Priya writes at nine, ten and eleven o'clock."""
    world = {
        "limits": "unlimited",
        "contacts": [{"phone": PRIYA, "name": "Priya", "bsuid": BSUID}],
        "channels": [{"name": "Shop", "phone": SHOP}],
    }
    tenant = seed.tenant_from({"start": "2026-01-15T09:00:00Z", "wati": world})
    for hour in (9, 10, 11):
        tenant.wati.receive(PRIYA, f"at {hour}")
        tenant.universe.clock.advance(timedelta(hours=1))
    return tenant


def messages(tenant: Tenant, whom: str = PRIYA, **args: str) -> Any:
    reply = call(tenant, "GET", f"getMessages/{whom}", **args)
    assert reply.status == 200
    return reply.json()


def texts(tenant: Tenant, whom: str = PRIYA, **args: str) -> list[str]:
    return [item["text"] for item in messages(tenant, whom, **args)["messages"]["items"] if "text" in item]


@pytest.mark.parametrize(
    ("args", "found"),
    [
        ({"from": "2026-01-15 10:00:00"}, ["at 11", "at 10"]),
        ({"to": "2026-01-15 10:00:00"}, ["at 10", "at 9"]),
        ({"from": "2026-01-15 09:30:00", "to": "2026-01-15 10:30:00"}, ["at 10"]),
        ({"from": "2026-01-15T10:30:00Z"}, ["at 11"]),
        ({"from": "2026-01-15T10:30:00+05:30"}, ["at 11", "at 10", "at 9"]),
        ({"from": "2026-01-16"}, []),
        ({"from": "2026-01-15 11:00:00", "to": "2026-01-15 09:00:00"}, []),
        ({"from": "", "to": ""}, ["at 11", "at 10", "at 9"]),
    ],
)
def test_messages_are_asked_for_by_time(tenant: Tenant, args: dict[str, str], found: list[str]) -> None:
    assert texts(tenant, **args) == found


@pytest.mark.parametrize("when", ["noon", "15-01-2026", "2026-01-15 25:00:00", "9" * 400, "0001-01-01T00:00:00+23:59"])
def test_a_time_that_is_none_is_refused_with_how_it_is_written(tenant: Tenant, when: str) -> None:
    reply = call(tenant, "GET", f"getMessages/{PRIYA}", **{"from": when})
    assert (reply.status, reply.json()) == (200, {"result": False, "info": "target input invalid"})
    assert "2026-01-15 09:00:00" in reply.headers["X-Sandbox-Help"]


def test_pages_and_total_count_what_the_time_leaves(tenant: Tenant) -> None:
    given = messages(tenant, pageSize="1", pageNumber="2", **{"from": "2026-01-15 10:00:00"})
    assert [item["text"] for item in given["messages"]["items"]] == ["at 10"]
    assert (given["messages"]["total"], given["link"]["total"]) == (2, 2)
    assert given["link"]["nextPage"] is None
    assert "from=2026-01-15+10%3A00%3A00" in given["link"]["prevPage"]


def test_a_conversation_is_found_by_number_id_and_bsuid(tenant: Tenant) -> None:
    contact = tenant.wati.contact(PRIYA)
    assert contact is not None
    for whom in (PRIYA, contact.id, BSUID):
        assert texts(tenant, whom) == ["at 11", "at 10", "at 9"]
    tenant.universe.assumptions.choose("wati.path_targets", "number_only")
    assert messages(tenant, contact.id) == {"result": False, "info": "Invalid Contact"}


def test_each_channel_has_its_own_history(tenant: Tenant) -> None:
    tenant.wati.receive(PRIYA, "in the shop", channel=next(iter(tenant.wati.channels)).id)
    assert texts(tenant) == ["at 11", "at 10", "at 9"]
    assert texts(tenant, channelPhoneNumber="15550199999") == ["at 11", "at 10", "at 9"]
    assert texts(tenant, channelPhoneNumber=SHOP) == texts(tenant, channelPhoneNumber="Shop") == ["in the shop"]
    assert messages(tenant, channelPhoneNumber="15550177777")["messages"]["total"] == 0


def test_ticket_lines_can_be_left_out(tenant: Tenant) -> None:
    assert messages(tenant)["messages"]["total"] == 4
    tenant.universe.assumptions.choose("wati.history_rows", "messages_only")
    given = messages(tenant, pageSize="2")["messages"]
    assert given["total"] == 3
    assert {item["eventType"] for item in given["items"]} == {"message"}


def test_the_first_message_after_an_advertisement_tells_of_it(tenant: Tenant) -> None:
    advertisement = {
        "headline": "Tea",
        "body": "Fresh",
        "url": "https://ads.example/1",
        "sourceId": "7",
        "ctwaClid": "c",
    }
    tenant.wati.receive(PRIYA, "from an ad", extra={"referral": advertisement})
    first, second = messages(tenant, pageSize="2")["messages"]["items"]
    assert (first["messageReferral"], second["messageReferral"]) == (advertisement, None)


# --- whatsApp/messages -----------------------------------------------------------------------------------------------


def test_a_message_is_found_by_the_id_that_its_sender_gave_it(tenant: Tenant) -> None:
    sent = send(tenant, localMessageId="order-7")["message"]
    given = call(tenant, "GET", "whatsApp/messages/15550199999/order-7").json()
    assert given == {"result": "success", "message": sent}
    tenant.universe.clock.advance(timedelta(minutes=1))
    given = call(tenant, "GET", "whatsApp/messages/15550199999/order-7").json()
    assert given["message"] == {**sent, "statusString": "READ"}


@pytest.mark.parametrize("where", [f"{SHOP}/order-7", "15550177777/order-7", "15550199999/order-8", "Default/order-7"])
def test_a_message_of_another_number_or_id_is_not_found(tenant: Tenant, where: str) -> None:
    send(tenant, localMessageId="order-7")
    given = call(tenant, "GET", f"whatsApp/messages/{where}").json()
    assert given == {"result": False, "info": "target input invalid"}

"""WhatsApp Pay: an order is sent, its status told, its payment asked for."""

from __future__ import annotations

from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest

from emulator import Tenant
from tests.wati.wati_calls import PRIYA, call, data_of

AMOUNT = {"offset": 100, "value": 12_950}
DETAILS: dict[str, Any] = {
    "reference_id": "o-1",
    "type": "digital-goods",
    "payment_configuration": "my_gateway",
    "payment_type": "payment_gateway:razorpay",
    "currency": "INR",
    "total_amount": AMOUNT,
    "order": {"items": [{"name": "Tea", "retailer_id": "tea-1", "amount": AMOUNT, "quantity": 1}]},
}


@pytest.fixture
def tenant(tenant: Tenant) -> Tenant:
    tenant.wati.limits = "unlimited"
    tenant.wati.receive(PRIYA, "hi")
    return tenant


def body(**changes: Any) -> dict[str, Any]:
    return {"phone_number": PRIYA, "order_details": {**deepcopy(DETAILS), **changes}}


def placed(tenant: Tenant, **changes: Any) -> Any:
    reply = call(tenant, "POST", "order_details", body(**changes))
    assert reply.status == 200
    return reply.json()


def told(tenant: Tenant, status: str = "shipped", phone: str = PRIYA, reference: str = "o-1") -> Any:
    asked = {"phone_number": phone, "reference_id": reference, "order": {"status": status}}
    reply = call(tenant, "POST", "order_status", asked)
    assert reply.status == 200
    return reply.json()


def test_an_order_reaches_the_customer_and_can_be_read(tenant: Tenant) -> None:
    assert placed(tenant, discount=float(1)) == {"result": True}
    latest = call(tenant, "GET", f"getMessages/{PRIYA}", pageSize="1").json()["messages"]["items"][0]
    assert (latest["type"], latest["text"], latest["owner"]) == ("order", "Order o-1: 129.50 INR", True)
    given = call(tenant, "GET", "order_details/o-1").json()
    assert (given["result"], given["phone_number"]) == (True, PRIYA)
    assert given["order_details"] == {**DETAILS, "order": {"status": "pending", **DETAILS["order"]}}
    assert not any(exchange.violations for exchange in tenant.universe.journal)


def test_a_status_is_told_to_the_customer_and_kept(tenant: Tenant) -> None:
    placed(tenant)
    assert told(tenant) == {"result": True}
    latest = call(tenant, "GET", f"getMessages/{PRIYA}", pageSize="1").json()["messages"]["items"][0]
    assert latest["text"] == "Order o-1 is shipped"
    given = call(tenant, "GET", "order_details/o-1").json()
    assert given["order_details"]["order"]["status"] == "shipped"


@pytest.mark.parametrize("outcome", ["captured", "failed", "pending"])
def test_a_payment_is_pending_for_a_minute(tenant: Tenant, outcome: str) -> None:
    tenant.universe.assumptions.choose("wati.payment", outcome)
    placed(tenant)
    first = call(tenant, "GET", "payment_status/o-1").json()
    assert first == {"result": True, "reference_id": "o-1", "status": "pending"}
    assert tenant.universe.assumptions.used == {}
    tenant.universe.clock.advance(timedelta(minutes=1))
    assert call(tenant, "GET", "payment_status/o-1").json()["status"] == outcome
    assert tenant.universe.assumptions.used == {"wati.payment": outcome}


@pytest.mark.parametrize(
    "path", ["order_details/o-2", "payment_status/o-2", "payment_status/%00", "order_details/..%2f"]
)
def test_an_order_that_is_not_there_is_400(tenant: Tenant, path: str) -> None:
    placed(tenant)
    reply = call(tenant, "GET", path)
    assert (reply.status, reply.json()) == (400, {"result": False, "info": "Order not found"}), path


def test_a_reference_is_used_once(tenant: Tenant) -> None:
    placed(tenant)
    before = data_of(tenant)
    assert placed(tenant) == {"result": False, "info": "target input invalid"}
    assert data_of(tenant) == before


@pytest.mark.parametrize(
    "asked",
    [
        None,
        [],
        b"{",
        {},
        {"phone_number": PRIYA},
        {"phone_number": 5, "order_details": DETAILS},
        {"phone_number": PRIYA, "order_details": []},
        body(reference_id=""),
        body(reference_id="x" * 36),
        body(currency="rupees"),
        body(total_amount=5),
        body(total_amount={"offset": 0, "value": 1}),
        body(total_amount={"offset": 100, "value": -1}),
        body(total_amount={"offset": 100, "value": 10**400}),
        body(total_amount={"offset": 100, "value": float("inf")}),
        body(total_amount={"offset": 100, "value": "1"}),
        body(order={"items": []}),
        body(order={"items": [{"name": "Tea"}]}),
        body(order=None),
    ],
    ids=lambda asked: str(asked)[-50:],
)
def test_an_order_that_cannot_be_read_is_not_sent(tenant: Tenant, asked: Any) -> None:
    before = data_of(tenant)
    reply = call(tenant, "POST", "order_details", asked)
    assert (reply.status, reply.json()) == (200, {"result": False, "info": "target input invalid"})
    assert data_of(tenant) == before
    assert reply.headers["X-Sandbox-Help"]


def test_what_an_order_does_not_name_is_left_out(tenant: Tenant) -> None:
    nested: Any = "x"
    for _ in range(500):
        nested = [nested]
    assert placed(tenant, extra=nested) == {"result": True}
    assert "extra" not in call(tenant, "GET", "order_details/o-1").json()["order_details"]


def test_orders_are_free_text_and_take_an_open_chat(tenant: Tenant) -> None:
    placed(tenant)
    tenant.universe.clock.advance(timedelta(days=1))
    closed = {"result": False, "message": "Ticket has been expired.", "ticketStatus": "CLOSED"}
    assert placed(tenant, reference_id="o-2") == told(tenant) == closed


@pytest.mark.parametrize(
    ("status", "phone", "reference", "info"),
    [
        ("lost", PRIYA, "o-1", "target input invalid"),
        ("shipped", PRIYA, "o-2", "target input invalid"),
        ("shipped", "22222222", "o-1", "Invalid Conversation"),
        ("shipped", "15550100099", "o-1", "Invalid Conversation"),
    ],
)
def test_a_status_that_cannot_be_told_changes_nothing(
    tenant: Tenant, status: str, phone: str, reference: str, info: str
) -> None:
    placed(tenant)
    before = data_of(tenant)
    assert told(tenant, status, phone, reference) == {"result": False, "info": info}
    assert data_of(tenant) == before


@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "order_details"), ("POST", "order_status"), ("GET", "order_details/o-1"), ("GET", "payment_status/o-1")],
)
def test_the_beta_may_be_closed_to_an_account(tenant: Tenant, method: str, path: str) -> None:
    tenant.universe.assumptions.choose("wati.payments", "closed")
    reply = call(tenant, method, path, body())
    assert (reply.status, reply.body) == (403, b"")


def test_orders_come_back_with_a_snapshot(tenant: Tenant) -> None:
    placed(tenant)
    other = Tenant("other")
    other.restore(tenant.snapshot())
    assert call(other, "GET", "order_details/o-1").json() == call(tenant, "GET", "order_details/o-1").json()

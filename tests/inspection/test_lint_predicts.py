"""What lint predicts of an example, a run of the same example shows."""

from __future__ import annotations

from typing import Any

from emulator import seed
from emulator.kernel.fault import Fault
from flow_runner.engine import Flow
from flow_runner.engine.events import MessageSent
from flow_runner.inspection.lint.linter import all_checks
from flow_runner.sandbox.sandbox import DEFAULT_PHONE, Sandbox
from flow_runner.sandbox.stubs import Stubs

TOKEN = "1000.00000000000000000000000000000001.00000000000000000000000000000001"
SHOP = "- {{url: 'https://shop.example.com/*', {}}}"


def sandbox(code: str, stubs: str = "", attributes: dict[str, str] | None = None) -> Sandbox:
    """The example of a check, in an account that knows the customer."""
    example = all_checks()[code].example
    contact = {"phone": DEFAULT_PHONE, "name": "Priya Test", "attributes": attributes or {}}
    zoho = {"access_tokens": [{"token": TOKEN}], "users": [], "leads": []}
    world: dict[str, Any] = {"wati": {"contacts": [contact]}, "zoho": zoho}
    return Sandbox(Flow.parse(example), seed.tenant_from(world), Stubs.parse(stubs) if stubs else None)


def texts(sent: list[MessageSent]) -> list[str]:
    return [one.text for one in sent]


def test_a_placeholder_reaches_the_customer_when_the_back_end_is_too_slow() -> None:
    run = sandbox("webhook-failure-unseen", SHOP.format("json: {order: 17}, delay: 60"))
    assert texts(run.says("hi")) == ["Your order @order is on its way."]
    run = sandbox("webhook-failure-unseen", SHOP.format("json: {order: 17}"))
    assert texts(run.says("hi")) == ["Your order 17 is on its way."]


def test_a_booking_that_failed_is_confirmed_by_the_one_before() -> None:
    failing = SHOP.format("status: 503")
    assert texts(sandbox("stale-attribute", failing, {"booked": "yes"}).says("hi")) == ["Welcome to our shop"]
    assert texts(sandbox("stale-attribute", failing).says("hi")) == []


def test_an_error_of_zoho_is_kept_as_the_token() -> None:
    run = sandbox("token-error-as-success", attributes={"zoho_refresh": "revoked", "zoho_token": "old"})
    run.says("hi")
    contact = run.tenant.wati.contact(DEFAULT_PHONE)
    assert contact is not None
    assert contact.attributes["zoho_token"] == "@new_token"


def test_an_answer_without_an_exit_ends_the_run() -> None:
    run = sandbox("missing-status-exit", attributes={"zoho_token": TOKEN})
    run.tenant.universe.faults.arm(Fault("down", "status", "zoho.search_records", attributes={"status": 503}))
    assert run.says("hi") == []
    session = run.session()
    assert session is not None
    assert (session.outcome, run.assignee()) == ("failed", None)
    assert (
        session.reason == "the webhook main_webhook-search was answered 503, which has no exit (it has 200, 204, 401)"
    )


def test_a_chat_for_nobody_stays_with_nobody() -> None:
    run = sandbox("no-agent-chosen")
    assert texts(run.says("hi")) == ["Welcome to our shop"]
    assert run.assignee() is None

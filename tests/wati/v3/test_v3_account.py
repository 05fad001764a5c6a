"""Wati v3: channels and chatbots of the account, and what tokens may do."""

from __future__ import annotations

import json
from typing import Any

import pytest

from emulator import Tenant
from emulator.kernel.api import Operation
from emulator.kernel.http import Request
from emulator.wati.access import SCOPES
from emulator.wati.api import WATI
from emulator.wati.rows import Chatbot
from tests.wati.v3.conftest import tenant_of
from tests.wati.v3.v3_calls import ADA, BASE, BOT_ID, CHANNEL, CHANNEL_ID, PAGE, call, help_of, ok, refused
from tests.wati.wati_calls import PRIYA

START = "chatbots/start"


@pytest.fixture
def with_bot(tenant: Tenant) -> Tenant:
    tenant.wati.chatbots.insert(Chatbot(BOT_ID, "Welcome bot", tenant.universe.clock.now()))
    return tenant


def test_channels_are_all_but_the_accounts_own_number(tenant: Tenant) -> None:
    assert ok(tenant, "GET", "channels", **PAGE) == {
        "channels": [{"id": CHANNEL_ID, "name": CHANNEL, "channel": "Whatsapp"}]
    }


def test_chatbots_are_listed_and_started(with_bot: Tenant) -> None:
    (row,) = ok(with_bot, "GET", "chatbots", **PAGE)["chatbot_list"]
    assert (row["id"], row["name"]) == (BOT_ID, "Welcome bot")
    assert ok(with_bot, "POST", START, {"target": ADA, "chatbot_id": BOT_ID}) == {"result": True}
    assert with_bot.universe.outbox.snapshot() == [["chatbot wanted", {"wa_id": ADA, "chatbot": "Welcome bot"}]]


@pytest.mark.parametrize(
    "body",
    [
        None,
        {"target": PRIYA},
        {"chatbot_id": BOT_ID},
        {"target": PRIYA, "chatbot_id": "Welcome bot"},
        {"target": "nobody", "chatbot_id": BOT_ID},
        {"target": PRIYA, "chatbot_id": 7},
    ],
)
def test_a_chatbot_that_cannot_start_is_refused(with_bot: Tenant, body: object) -> None:
    assert refused(with_bot, "POST", START, body)[0] == 400


def test_the_chatbots_that_are_there_are_told(with_bot: Tenant) -> None:
    assert f"{BOT_ID} (Welcome bot)" in help_of(call(with_bot, "POST", START, {"target": PRIYA, "chatbot_id": "x"}))


def test_chatbots_need_the_plan_pro() -> None:
    tenant = tenant_of({"plan": "growth"})
    assert refused(tenant, "GET", "chatbots", **PAGE) == (403, "This needs the plan Pro.")
    assert refused(tenant, "POST", START, {"target": PRIYA, "chatbot_id": BOT_ID})[0] == 403
    ok(tenant_of({"plan": "pro"}), "GET", "chatbots", **PAGE)


# --- tokens ----------------------------------------------------------------------------------------------------------


def may(tenant: Tenant, token: str, method: str, path: str) -> bool:
    reply = tenant.call(Request.to(method, f"{BASE}{path}", {"authorization": f"Bearer {token}"}))
    if reply.status == 403:
        assert list(json.loads(reply.body)) == ["code", "message", "timestamp"]
    return reply.status != 403


V3 = [one for one in WATI.operations.values() if one.name.startswith("wati.v3_")]


@pytest.mark.parametrize("operation", V3, ids=lambda one: one.name)
def test_every_operation_takes_the_scope_api_and_scopes_that_a_world_knows(operation: Operation[Any]) -> None:
    (group,) = operation.scopes
    assert "api" in group
    assert set(group) <= set(SCOPES)


def test_a_token_may_do_what_its_scopes_say(tenant: Tenant) -> None:
    assert len(V3) == 26
    reads, sends, both = "reads", "sends", "all"
    for method, path, allowed in (
        ("GET", "contacts", {reads, both}),
        ("GET", f"contacts/{PRIYA}", {reads, both}),
        ("POST", "contacts", {both}),
        ("PUT", "contacts", {sends, both}),
        ("POST", "conversations/messages/text", {sends, both}),
        ("POST", "conversations/messages/file", {both}),
        ("POST", "messageTemplates/send", {sends, both}),
        ("GET", "broadcasts", {both}),
    ):
        assert {token for token in (reads, sends, both) if may(tenant, token, method, path)} == allowed, path


def test_a_path_with_the_account_number_is_served_as_assumed(tenant: Tenant) -> None:
    bearer = {"authorization": "Bearer all"}
    url = f"/{tenant.wati.tenant_id}{BASE}channels?page_number=1&page_size=1"
    assert tenant.call(Request.to("GET", url, bearer)).status == 200
    strict = tenant_of(**{"wati.v3_tenant_path": "not_found"})
    assert strict.call(Request.to("GET", url, bearer)).status == 404
    assert ok(strict, "GET", "channels", **PAGE)


def test_rate_limits_of_v1_hold_for_v3(tenant: Tenant) -> None:
    tenant.wati.limits = "growth"
    statuses = [call(tenant, "GET", "contacts", **PAGE).status for _ in range(11)]
    assert statuses == [200] * 10 + [429]

"""Wati v3: templates are read, and sent to one or many, now or later; campaigns tell how far they came."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from emulator import Tenant
from tests.wati.v3.conftest import tenant_of
from tests.wati.v3.v3_calls import (
    ADA,
    BEN,
    BSUID,
    CHANNEL,
    CHANNEL_ID,
    PAGE,
    WELCOME,
    call,
    campaign,
    help_of,
    messages,
    ok,
    refused,
)
from tests.wati.wati_calls import PRIYA

SEND, SCHEDULE = "messageTemplates/send", "messageTemplates/schedule"
SPAN = {"date_from": "2026-01-15", "date_to": "2026-02-15"}


def sent(tenant: Tenant, *phones: str, path: str = SEND, at: str = "", **more: Any) -> Any:
    when = {"scheduled_at": at} if at else {}
    return ok(tenant, "POST", path, {**campaign(*phones, **more), **when})


# --- reading ---------------------------------------------------------------------------------------------------------


def test_templates_are_listed_with_their_total(tenant: Tenant) -> None:
    given = ok(tenant, "GET", "messageTemplates", page_number="1", page_size="2")
    assert ([row["name"] for row in given["templates"]], given["total"]) == (["welcome", "plain"], 3)
    welcome = given["templates"][0]
    assert [one["name"] for one in welcome["custom_params"]] == ["name", "city"]
    assert welcome["buttons"] == [{"type": "quick_reply", "parameter": {"text": "Yes"}}]
    assert (welcome["header"]["text"], "header" in given["templates"][1]) == ("Hey", False)


def test_a_template_is_read_by_its_id(tenant: Tenant) -> None:
    assert ok(tenant, "GET", f"messageTemplates/{WELCOME}")["body"] == "Hi {{name}}, from {{city}}"
    assert refused(tenant, "GET", "messageTemplates/welcome") == (400, "The message template does not exist.")
    assert f"the id is {WELCOME}" in help_of(call(tenant, "GET", "messageTemplates/welcome"))


def test_a_deleted_template_is_not_there(tenant: Tenant) -> None:
    tenant.wati.templates.update(WELCOME, status="DELETED")
    assert ok(tenant, "GET", "messageTemplates", **PAGE)["total"] == 2
    assert refused(tenant, "GET", f"messageTemplates/{WELCOME}")[0] == 400


# --- sending ---------------------------------------------------------------------------------------------------------


def test_a_template_goes_to_all_of_its_recipients(tenant: Tenant) -> None:
    given = sent(tenant, PRIYA, BEN, name="Priya", city="Pune")
    assert (given["success"], given["error"]) == (True, None)
    assert [(one["phone_number"], one["errors"]) for one in given["recipients"]] == [(PRIYA, []), (BEN, [])]
    row = messages(tenant)[0]
    assert (row["event_type"], row["text"], row["type"]) == ("broadcast", "Hi Priya, from Pune", "template")
    assert row["local_message_id"] == given["recipients"][0]["local_message_id"]
    assert tenant.wati.contact(BEN) is not None


def test_recipients_are_named_by_any_target(tenant: Tenant) -> None:
    contact = tenant.wati.contact(ADA)
    assert contact is not None
    recipients = [
        {"target": BSUID, "local_message_id": "mine"},
        {"target": contact.id, "phone_number": None},
        {"target": BEN, "phone_number": ADA},
        {"phone_number": "+1555", "custom_params": None},
        {"target": "US.nobody", "custom_params": []},
    ]
    body = {"template_name": "plain", "broadcast_name": "b", "recipients": recipients, "channel": None}
    given = ok(tenant, "POST", SEND, body)["recipients"]
    assert [one["phone_number"] for one in given] == [PRIYA, ADA, BEN, "+1555", "US.nobody"]
    assert [len(one["errors"]) for one in given] == [0, 0, 0, 1, 1]
    assert given[0]["local_message_id"] == messages(tenant)[0]["local_message_id"] == "mine"


@pytest.mark.parametrize(
    ("template", "params", "error"),
    [
        ("nothing", {}, "Template not found."),
        ("draft", {}, "Template is not approved."),
        ("welcome", {"name": "Priya"}, "Check your template, it cannot have typos or blank text"),
        ("welcome", {"name": "Priya", "city": " "}, "Check your template, it cannot have typos or blank text"),
    ],
)
def test_what_keeps_a_template_from_being_sent_is_told_with_status_200(
    tenant: Tenant, template: str, params: dict[str, str], error: str
) -> None:
    given = sent(tenant, PRIYA, ADA, template=template, **params)
    assert given == {"success": False, "broadcast_id": None, "error": error, "recipients": []}
    assert (len(tenant.wati.broadcasts), len(tenant.wati.recipients)) == (0, 0)


def test_a_parameter_that_is_null_is_blank(tenant: Tenant) -> None:
    recipients = [{"phone_number": PRIYA, "custom_params": [{"name": "name", "value": None}, {"value": "x"}, {}]}]
    body = {"template_name": "welcome", "broadcast_name": "b", "recipients": recipients}
    reply = call(tenant, "POST", SEND, body)
    assert reply.json()["success"] is False
    assert "No text for name, city" in help_of(reply)


@pytest.mark.parametrize(
    "more",
    [
        {"template_name": None},
        {"template_name": 7},
        {"broadcast_name": ""},
        {"recipients": None},
        {"recipients": []},
        {"recipients": {}},
        {"recipients": [PRIYA]},
        {"recipients": [{}]},
        {"recipients": [{"phone_number": "", "target": " "}]},
        {"recipients": [{"phone_number": 1}]},
        {"recipients": [{"phone_number": PRIYA, "local_message_id": 1}]},
        {"recipients": [{"phone_number": PRIYA, "custom_params": {}}]},
        {"recipients": [{"phone_number": PRIYA, "custom_params": [7]}]},
        {"recipients": [{"phone_number": PRIYA, "custom_params": [{"name": 1, "value": "x"}]}]},
        {"recipients": [{"phone_number": PRIYA}] * 10_001},
        {"channel": "nowhere"},
        {"channel": 5},
    ],
)
def test_a_campaign_that_is_none_is_refused(tenant: Tenant, more: dict[str, Any]) -> None:
    assert refused(tenant, "POST", SEND, {**campaign(PRIYA, template="plain"), **more})[0] == 400
    later = {**campaign(PRIYA, template="plain"), "scheduled_at": "2026-02-01T09:00:00Z"}
    assert refused(tenant, "POST", SCHEDULE, {**later, **more})[0] == 400


def test_ten_thousand_recipients_are_one_campaign(tenant: Tenant) -> None:
    phones = [str(15550200000 + number) for number in range(10_000)]
    given = sent(tenant, *phones, template="plain")
    page = ok(tenant, "GET", f"broadcasts/{given['broadcast_id']}/recipients", page_number="100", page_size="100")
    assert (page["total_count"], page["recipients"][-1]["contact_phone"]) == (10_000, f"+{phones[-1]}")


def test_a_template_reaches_those_whose_window_is_closed(tenant: Tenant) -> None:
    tenant.universe.clock.advance(timedelta(days=3))
    assert sent(tenant, PRIYA, template="plain")["success"] is True
    assert messages(tenant)[0]["text"] == "Hello"


def test_a_campaign_goes_out_on_its_channel(tenant: Tenant) -> None:
    ok(tenant, "POST", SEND, {**campaign(PRIYA, template="plain"), "channel": CHANNEL})
    assert messages(tenant, f"{CHANNEL}:{PRIYA}")[0]["text"] == "Hello"
    assert ok(tenant, "GET", "broadcasts", **PAGE)["total"] == 0
    (row,) = ok(tenant, "GET", "broadcasts", channel=CHANNEL, **PAGE)["broadcasts"]
    assert row["channel_id"] == CHANNEL_ID


def test_sends_may_be_slow() -> None:
    tenant = tenant_of(**{"wati.slow_sends": "slow"})
    assert call(tenant, "POST", SEND, campaign(PRIYA, template="plain")).latency_s == 35.0


# --- scheduling ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "at", ["2026-01-16T09:00:00Z", "2026-01-16T09:00:00", "2026-01-16T14:30:00.0000000+05:30", "2026-01-16 09:00"]
)
def test_a_campaign_goes_out_when_the_clock_comes_there(tenant: Tenant, at: str) -> None:
    given = sent(tenant, PRIYA, template="plain", path=SCHEDULE, at=at)
    details = ok(tenant, "GET", f"broadcasts/{given['broadcast_id']}")
    assert (details["status"], details["scheduled_at"]) == ("scheduled", "2026-01-16T09:00:00.0000000Z")
    assert details["statistics"]["total_pending"] == 1
    tenant.universe.clock.advance(timedelta(days=1))
    details = ok(tenant, "GET", f"broadcasts/{given['broadcast_id']}")
    assert (details["status"], messages(tenant)[0]["text"]) == ("completed", "Hello")


@pytest.mark.parametrize("at", ["2026-01-15T09:00:00Z", "2020-01-01"])
def test_a_moment_that_has_passed_is_told_with_status_200(tenant: Tenant, at: str) -> None:
    given = sent(tenant, PRIYA, template="plain", path=SCHEDULE, at=at)
    assert (given["success"], given["error"]) == (False, "scheduled_at must be in the future.")
    assert len(tenant.wati.broadcasts) == 0


@pytest.mark.parametrize("at", [None, "soon", 5, "", "9999-12-31T23:59:59-14:00"])
def test_a_moment_that_is_none_is_refused(tenant: Tenant, at: Any) -> None:
    assert refused(tenant, "POST", SCHEDULE, {**campaign(PRIYA, template="plain"), "scheduled_at": at})[0] == 400


def test_a_scheduled_campaign_survives_a_snapshot_and_makes_a_deleted_contact_anew(tenant: Tenant) -> None:
    sent(tenant, PRIYA, template="plain", path=SCHEDULE, at="2026-01-16T09:00:00Z")
    tenant.restore(json.loads(json.dumps(tenant.snapshot())))
    ok(tenant, "DELETE", f"contacts/{PRIYA}")
    tenant.universe.clock.advance(timedelta(days=1))
    assert messages(tenant)[0]["text"] == "Hello"


# --- how far they came -----------------------------------------------------------------------------------------------


def test_statistics_follow_the_messages(tenant: Tenant) -> None:
    for phone, phone_is in ((PRIYA, "on"), (ADA, "unread"), (BEN, "off")):
        contact = tenant.wati.contact(phone) or tenant.wati.add_contact(phone)
        tenant.wati.contacts.update(contact.id, phone_is=phone_is)
    given = sent(tenant, PRIYA, ADA, BEN, "12", template="plain")
    path = f"broadcasts/{given['broadcast_id']}"
    assert ok(tenant, "GET", path)["statistics"]["total_sent"] == 3
    tenant.universe.clock.advance(timedelta(seconds=10))
    tenant.wati.receive(PRIYA, "thanks")
    counted = ok(tenant, "GET", path)["statistics"]
    assert {name.removeprefix("total_"): count for name, count in counted.items() if count} == {
        "recipients": 4,
        "sent": 3,
        "delivered": 2,
        "read": 1,
        "replied": 1,
        "failed": 1,
    }
    rows = ok(tenant, "GET", f"{path}/recipients", **PAGE)["recipients"]
    assert [row["status"] for row in rows] == ["replied", "delivered", "sent", "failed"]
    assert (rows[0]["contact_name"], rows[3]["contact_id"], rows[3]["failed_code"]) == (
        "Priya Test",
        None,
        "invalid number",
    )
    assert rows[0]["message_id"].startswith("wamid.")


def test_the_overview_sums_up_a_span_of_time(tenant: Tenant) -> None:
    sent(tenant, PRIYA, ADA, template="plain")
    sent(tenant, ADA, template="plain", path=SCHEDULE, at="2026-02-01T09:00:00Z")
    whole = ok(tenant, "GET", "broadcasts/overview", **SPAN)
    assert (whole["total_links"], whole["total_sent"], whole["total_processing"]) == (3, 2, 1)
    assert ok(tenant, "GET", "broadcasts/overview", **SPAN, search_string="AUTUMN")["total_links"] == 0
    assert ok(tenant, "GET", "broadcasts/overview", **SPAN, search_string="SPRI")["total_links"] == 3
    assert ok(tenant, "GET", "broadcasts/overview", **SPAN, channel=CHANNEL)["total_links"] == 0
    later = {**SPAN, "date_from": "2026-01-20"}
    assert ok(tenant, "GET", "broadcasts/overview", **later)["total_links"] == 1


@pytest.mark.parametrize("args", [{}, {"date_from": "2026-01-15"}, {**SPAN, "date_to": "x"}, {**SPAN, "channel": "x"}])
def test_an_overview_of_no_span_is_refused(tenant: Tenant, args: dict[str, str]) -> None:
    assert refused(tenant, "GET", "broadcasts/overview", **args)[0] == 400


def test_campaigns_come_newest_first(tenant: Tenant) -> None:
    ids = [sent(tenant, PRIYA, template="plain")["broadcast_id"] for _ in range(3)]
    given = ok(tenant, "GET", "broadcasts", page_number="1", page_size="2")
    assert ([row["id"] for row in given["broadcasts"]], given["total"]) == (ids[:0:-1], 3)


@pytest.mark.parametrize("status", ["400", "404"])
def test_a_campaign_that_is_not_there_is_refused_as_assumed(status: str) -> None:
    tenant = tenant_of(**{"wati.v3_unknown_target": status})
    told = (int(status), "The broadcast does not exist.")
    assert refused(tenant, "GET", "broadcasts/nothing") == told
    assert refused(tenant, "GET", "broadcasts/nothing/recipients", **PAGE) == told


def test_a_recipient_who_was_deleted_since_is_told_without_a_name(tenant: Tenant) -> None:
    given = sent(tenant, PRIYA, template="plain")
    ok(tenant, "DELETE", f"contacts/{PRIYA}")
    (row,) = ok(tenant, "GET", f"broadcasts/{given['broadcast_id']}/recipients", **PAGE)["recipients"]
    assert (row["contact_id"], row["contact_name"], row["contact_phone"]) == (None, None, f"+{PRIYA}")

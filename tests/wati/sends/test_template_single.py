"""sendTemplateMessage of v1, in both its forms, and of v2."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from emulator import Tenant, gateway
from emulator.kernel.http import Reply, Request
from emulator.world import World
from tests.wati.sends.sends_calls import ADA, BEN, ORDER, PRIYA, STRANGER, breaches, choose, history, refused, v2
from tests.wati.wati_calls import BEARER, call, data_of

CHECK = "Check your template, it cannot have typos or blank text"


def order(parameters: Any = ORDER, template: Any = "order_update", **more: Any) -> dict[str, Any]:
    return {"template_name": template, "broadcast_name": "b1", "parameters": parameters, **more}


def single(account: Tenant, body: Any = None, whom: str = ADA) -> Reply:
    return call(account, "POST", "sendTemplateMessage", order() if body is None else body, whatsappNumber=whom)


def by_path(account: Tenant, body: Any = None, whom: str = ADA) -> Reply:
    return call(account, "POST", f"sendTemplateMessage/{whom}", order(json.dumps(ORDER)) if body is None else body)


def test_a_template_goes_out_in_the_captured_shape(account: Tenant) -> None:
    given = single(account).json()
    assert list(given) == [
        "result", "phone_number", "template_name", "parameteres", "contact", "model", "validWhatsAppNumber"
    ]  # fmt: skip
    assert (given["result"], given["phone_number"], given["template_name"]) == (True, ADA, "order_update")
    assert given["parameteres"] == ORDER
    assert (given["contact"]["wAid"], given["contact"]["fullName"]) == (ADA, "Ada Example")
    assert given["model"] == {"ids": [given["contact"]["id"]]}
    assert given["validWhatsAppNumber"] is True
    assert breaches(account) == []


def test_it_can_be_read_as_a_broadcast_whose_status_moves(account: Tenant) -> None:
    single(account)
    line = history(account, ADA)[0]
    assert (line["eventType"], line["finalText"]) == ("broadcastMessage", "Hi Ada, order 7 is on its way")
    assert '"order_update"' in line["eventDescription"]
    assert line["statusString"] == "SENT"
    account.universe.clock.advance(timedelta(seconds=5))
    assert history(account, ADA)[0]["statusString"] == "READ"
    (campaign,) = account.wati.broadcasts
    assert (campaign.name, campaign.status) == ("b1", "completed")


def test_a_template_needs_no_open_window_and_makes_a_stranger_a_contact(account: Tenant) -> None:
    account.universe.clock.advance(timedelta(hours=30))
    assert single(account, whom=PRIYA).json()["result"] is True
    assert single(account, whom=STRANGER).json()["contact"]["wAid"] == STRANGER
    assert account.universe.assumptions.used["wati.template_to_unknown"] == "contact_made"


def test_a_template_to_a_stranger_may_leave_no_contact(account: Tenant) -> None:
    choose(account, "template_to_unknown", "contact_missing")
    given = single(account, whom=STRANGER).json()
    assert (given["result"], given["contact"], given["model"]) == (True, None, {"ids": []})
    assert breaches(account) == []
    assert account.wati.contact(STRANGER) is None


def test_the_key_is_misspelt_or_not(account: Tenant) -> None:
    choose(account, "parameteres", "corrected")
    given = single(account).json()
    assert given["parameters"] == ORDER
    assert "parameteres" not in given


@pytest.mark.parametrize("send", [single, by_path])
def test_a_blank_or_missing_parameter_is_refused_or_sent(account: Tenant, send: Any) -> None:
    for parameters in (None, [], ORDER[:1], [*ORDER[:1], {"name": "number", "value": " "}]):
        before = data_of(account)
        given = refused(account, send(account, order(parameters)), before)
        assert given == {"result": False, "info": CHECK, "validWhatsAppNumber": True}
    choose(account, "blank_parameters", "sent")
    assert send(account, order(ORDER[:1])).json()["result"] is True
    assert history(account, ADA)[0]["finalText"] == "Hi Ada, order  is on its way"


@pytest.mark.parametrize("send", [single, by_path])
@pytest.mark.parametrize(
    "body",
    [
        order("x"),
        order({"name": "Ada"}),
        order([["name", "Ada"]]),
        order([{"name": "name", "value": 7}]),
        order([{"value": "Ada"}]),
    ],
)
def test_parameters_of_another_shape_are_refused(account: Tenant, send: Any, body: Any) -> None:
    before = data_of(account)
    assert refused(account, send(account, body), before)["info"] == CHECK


@pytest.mark.parametrize(
    ("body", "info"),
    [
        (order(template="waiting"), "Template is not approved."),
        (order(template="order_updte"), "Template order_updte not found"),
        (order(template=None), "target input invalid"),
        (order(template=["hello"]), "target input invalid"),
        ({"template_name": "hello"}, "target input invalid"),
        (order(channel_number="15550190000"), "target input invalid"),
        (order(channel_number=5), "target input invalid"),
        ([], "target input invalid"),
        (b"{", "target input invalid"),
    ],
)
def test_what_cannot_be_sent_is_told_and_nothing_is_sent(account: Tenant, body: Any, info: str) -> None:
    before = data_of(account)
    reply = single(account, body)
    assert refused(account, reply, before) == {"result": False, "info": info, "validWhatsAppNumber": True}
    assert reply.help


def test_a_name_that_is_nearly_right_is_suggested(account: Tenant) -> None:
    assert "Did you mean 'order_update'?" in single(account, order(template="order_updte")).help[0]


@pytest.mark.parametrize(
    ("whom", "in_world"),
    [
        (BEN, True), (f"+{ADA}", False), (f" {ADA}", False), ("+91-98765-43210", False), ("0015550100001", False),
        ("9876543210", False), ("12345", False), ("", False), ("120363000000000000@g.us", False),
    ],
)  # fmt: skip
def test_a_number_that_is_not_on_whatsapp_gets_nothing(account: Tenant, whom: str, in_world: bool) -> None:
    before = data_of(account)
    reply = single(account, whom=whom)
    given = refused(account, reply, before)
    assert (given["result"], given["validWhatsAppNumber"]) == (False, False)
    assert (given["contact"] is not None) is in_world
    assert reply.help


def test_a_number_without_its_country_code_is_an_assumption(account: Tenant) -> None:
    assert "919876543210 without its country code" in single(account, whom="9876543210").help[0]
    choose(account, "local_number", "sent")
    assert single(account, whom="9876543210").json()["result"] is True


def test_the_old_form_has_the_number_in_the_path_and_its_parameters_as_a_text(account: Tenant) -> None:
    assert by_path(account).json()["parameteres"] == ORDER
    assert by_path(account, order(ORDER), f"+{ADA}").json()["result"] is True
    assert history(account, ADA)[0]["finalText"] == "Hi Ada, order 7 is on its way"


@pytest.mark.parametrize("send", [single, by_path])
def test_an_account_may_refuse_templates_of_v1_while_v2_sends(account: Tenant, send: Any) -> None:
    choose(account, "v1_template_sends", "refused")
    before = data_of(account)
    assert refused(account, send(account), before)["info"] == CHECK
    assert v2(account, "POST", "sendTemplateMessage", order(), whatsappNumber=ADA).json()["result"] is True
    choose(account, "v1_template_sends", "work")
    assert send(account).json()["result"] is True


def test_a_send_may_take_35_seconds() -> None:
    world = World({"wati": {"templates": [{"name": "hello", "body": "Hi"}]}})
    tenant = world.tenant("default")
    path = f"/424242/api/v1/sendTemplateMessage?whatsappNumber={ADA}"
    request = Request.to("POST", path, BEARER, json.dumps(order([], "hello")))
    begun = tenant.universe.clock.now()
    assert gateway.answer(world, request).latency_s == 0
    choose(tenant, "slow_sends", "slow")
    assert gateway.answer(world, request).latency_s == 35
    assert tenant.universe.clock.now() - begun == timedelta(seconds=35)


def test_a_broadcast_name_that_was_used_is_sent_again_or_dropped(account: Tenant) -> None:
    single(account)
    single(account)
    assert len(account.wati.history.find("local_message_id", history(account, ADA)[0]["localMessageId"])) == 1
    lines = len(history(account, ADA))
    choose(account, "reused_broadcast_name", "dropped")
    assert single(account).json()["result"] is True
    assert len(history(account, ADA)) == lines
    assert single(account, order() | {"broadcast_name": "b2"}).json()["result"] is True
    assert len(history(account, ADA)) == lines + 1


def test_a_failure_may_have_status_400(account: Tenant) -> None:
    choose(account, "failure_status", "400")
    before = data_of(account)
    assert refused(account, single(account, order([])), before, 400)["info"] == CHECK
    assert refused(account, single(account, whom=BEN), before, 400)["validWhatsAppNumber"] is False
    reply = v2(account, "POST", "sendTemplateMessage", order([]), whatsappNumber=ADA)
    assert refused(account, reply, before, 400)["error"] == CHECK


def test_a_template_goes_through_the_number_that_is_named(account: Tenant) -> None:
    assert single(account, order(channel_number="15550199998")).json()["result"] is True
    (campaign,) = account.wati.broadcasts
    channel = account.wati.channels.get(campaign.channel)
    assert channel is not None
    assert channel.name == "Support"


# --- v2 --------------------------------------------------------------------------------------------------------------


def test_v2_tells_each_receiver_and_a_local_id(account: Tenant) -> None:
    given = v2(account, "POST", "sendTemplateMessage", order(), whatsappNumber=ADA).json()
    (one,) = given["receivers"]
    assert {**given, "receivers": []} == {
        "result": True,
        "error": None,
        "templateName": "order_update",
        "receivers": [],
        "parameters": ORDER,
    }
    assert (one["waId"], one["isValidWhatsAppNumber"], one["errors"]) == (ADA, True, [])
    assert history(account, ADA)[0]["localMessageId"] == one["localMessageId"]
    assert breaches(account) == []


@pytest.mark.parametrize("whom", [BEN, f"+{ADA}", "9876543210"])
def test_v2_says_true_of_a_number_that_is_not_on_whatsapp(account: Tenant, whom: str) -> None:
    given = v2(account, "POST", "sendTemplateMessage", order(), whatsappNumber=whom).json()
    (one,) = given["receivers"]
    assert (given["result"], one["waId"], one["isValidWhatsAppNumber"]) == (True, whom, False)
    assert one["errors"] == ["Invalid WhatsApp number"]
    assert not [item for item in account.wati.history if item.template]


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (order(template="waiting"), "Template is not approved."),
        (order(template="nothing"), "Template nothing not found"),
        (order([]), CHECK),
        (order("x"), CHECK),
        ([1], "target input invalid"),
    ],
)
def test_v2_refuses_the_whole_send(account: Tenant, body: Any, error: str) -> None:
    before = data_of(account)
    given = refused(account, v2(account, "POST", "sendTemplateMessage", body, target=ADA), before)
    assert (given["result"], given["error"], given["receivers"]) == (False, error, [])


def test_v2_takes_the_id_of_a_contact(account: Tenant) -> None:
    given = v2(account, "POST", "sendTemplateMessage", order(), target="IN.priya1").json()
    assert given["receivers"][0]["waId"] == PRIYA

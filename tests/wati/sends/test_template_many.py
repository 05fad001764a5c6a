"""Templates to many: sendTemplateMessages of v1 and v2."""

from __future__ import annotations

from typing import Any

import pytest

from emulator import Tenant
from emulator.wati import broadcast
from tests.wati.sends.sends_calls import ADA, BEN, ORDER, PRIYA, STRANGER, breaches, choose, history, refused, v2
from tests.wati.wati_calls import call, data_of

NOTHING: dict[str, Any] = {"error": "", "invalidWhatsappNumbers": [], "invalidCustomParameters": []}


def body(*receivers: Any, template: Any = "order_update") -> dict[str, Any]:
    return {"template_name": template, "broadcast_name": "b1", "receivers": list(receivers)}


def to(whom: str, parameters: Any = ORDER, **more: Any) -> dict[str, Any]:
    return {"whatsappNumber": whom, "customParams": parameters, **more}


def v1_many(account: Tenant, asked: Any) -> Any:
    return call(account, "POST", "sendTemplateMessages", asked)


def v2_many(account: Tenant, asked: Any) -> Any:
    return v2(account, "POST", "sendTemplateMessages", asked)


BOTH = pytest.mark.parametrize("send", [v1_many, v2_many], ids=["v1", "v2"])


def why(given: Any) -> str:
    """The text of a whole refusal."""
    text: str = given["error"] if "receivers" in given else given["errors"]["error"]
    return text


@BOTH
def test_each_receiver_gets_their_own_texts(account: Tenant, send: Any) -> None:
    other = [{"name": "name", "value": "Priya"}, {"name": "number", "value": "8"}]
    reply = send(account, body(to(ADA), {"target": "IN.priya1", "customParams": other}))
    assert reply.json()["result"] is True
    assert breaches(account) == []
    assert history(account, ADA)[0]["finalText"] == "Hi Ada, order 7 is on its way"
    assert history(account)[0]["finalText"] == "Hi Priya, order 8 is on its way"
    (campaign,) = account.wati.broadcasts
    assert broadcast.statistics(account.wati, [campaign])["sent"] == 2


def test_v1_lists_numbers_that_are_none_and_sends_to_the_others(account: Tenant) -> None:
    reply = v1_many(account, body(to(ADA), to("+91-98765-43210"), to(BEN), to("9876543210")))
    assert reply.json() == {
        "result": True,
        "errors": {**NOTHING, "invalidWhatsappNumbers": ["+91-98765-43210", BEN, "9876543210"]},
    }
    assert reply.help
    assert len([item for item in account.wati.history if item.template]) == 1
    (campaign,) = account.wati.broadcasts
    assert broadcast.statistics(account.wati, [campaign])["failed"] == 3


def test_v1_with_nobody_to_send_to_is_false(account: Tenant) -> None:
    before = data_of(account)
    given = refused(account, v1_many(account, body(to(BEN))), before)
    assert given == {"result": False, "errors": {**NOTHING, "invalidWhatsappNumbers": [BEN]}}


def test_v2_has_an_entry_for_each_receiver_with_its_local_id(account: Tenant) -> None:
    given = v2_many(account, body(to(ADA, localMessageId="mine"), to(BEN), to(STRANGER))).json()
    assert (given["result"], given["error"], given["templateName"]) == (True, None, "order_update")
    assert "parameters" not in given
    seen = [(one["waId"], one["isValidWhatsAppNumber"], one["errors"]) for one in given["receivers"]]
    assert seen == [(ADA, True, []), (BEN, False, ["Invalid WhatsApp number"]), (STRANGER, True, [])]
    assert given["receivers"][0]["localMessageId"] == "mine"
    assert history(account, ADA)[0]["localMessageId"] == "mine"
    assert history(account, STRANGER)[0]["localMessageId"] == given["receivers"][2]["localMessageId"]


@BOTH
def test_a_blank_parameter_of_one_refuses_all(account: Tenant, send: Any) -> None:
    before = data_of(account)
    given = refused(account, send(account, body(to(ADA), to(PRIYA, ORDER[:1]))), before)
    assert given["result"] is False
    choose(account, "blank_parameters", "sent")
    assert send(account, body(to(ADA), to(PRIYA, ORDER[:1]))).json()["result"] is True


def test_v1_names_the_parameters_that_are_blank(account: Tenant) -> None:
    given = v1_many(account, body(to(ADA), to(PRIYA, [{"name": "name", "value": ""}]))).json()
    assert given["errors"] == {
        "error": "not enough parameters",
        "invalidWhatsappNumbers": [],
        "invalidCustomParameters": ["name", "number"],
    }


@BOTH
@pytest.mark.parametrize(
    ("asked", "text"),
    [
        (body(to(ADA), template="waiting"), "Template is not approved."),
        (body(to(ADA), template="nothing"), "Template nothing not found"),
        (body(), "target input invalid"),
        (body({"customParams": ORDER}), "target input invalid"),
        (body(to(ADA), "x"), "target input invalid"),
        (body(to(ADA, "x")), "target input invalid"),
        (body(to(ADA, localMessageId=5)), "target input invalid"),
        ({**body(), "receivers": {ADA: ORDER}}, "target input invalid"),
        ({**body(to(ADA)), "broadcast_name": " "}, "target input invalid"),
        ({**body(to(ADA)), "channel_number": "15550190000"}, "target input invalid"),
        (None, "target input invalid"),
    ],
)
def test_what_cannot_be_sent_at_all_sends_nothing(account: Tenant, send: Any, asked: Any, text: str) -> None:
    before = data_of(account)
    reply = send(account, asked)
    given = refused(account, reply, before)
    assert (given["result"], why(given)) == (False, text)
    assert reply.help


@BOTH
def test_there_are_at_most_ten_thousand_receivers(account: Tenant, send: Any) -> None:
    before = data_of(account)
    many = [to(str(15550200000 + number), []) for number in range(10_001)]
    assert refused(account, send(account, body(*many, template="hello")), before)["result"] is False
    assert account.universe.assumptions.used["wati.send_failure_texts"]


@BOTH
def test_who_stands_there_twice_gets_it_once(account: Tenant, send: Any) -> None:
    reply = send(account, body(to(ADA), to(ADA)))
    assert reply.json()["result"] is True
    assert "twice" in reply.help[0]
    assert len([item for item in account.wati.history if item.template]) == 1
    assert account.universe.assumptions.used["wati.same_receiver_twice"] == "once"
    choose(account, "same_receiver_twice", "each_time")
    send(account, body(to(ADA), to(ADA)))
    assert len([item for item in account.wati.history if item.template]) == 3


def test_v2_tells_the_second_entry_of_a_receiver(account: Tenant) -> None:
    entries = v2_many(account, body(to(ADA), to(ADA))).json()["receivers"]
    assert [(one["isValidWhatsAppNumber"], one["errors"]) for one in entries] == [
        (True, []),
        (True, ["Duplicate receiver"]),
    ]


@BOTH
def test_a_used_name_is_sent_again_or_dropped_and_may_be_slow(account: Tenant, send: Any) -> None:
    send(account, body(to(ADA)))
    choose(account, "reused_broadcast_name", "dropped")
    choose(account, "slow_sends", "slow")
    reply = send(account, body(to(PRIYA)))
    assert (reply.json()["result"], reply.latency_s) == (True, 35)
    assert history(account)[0]["eventType"] == "message"

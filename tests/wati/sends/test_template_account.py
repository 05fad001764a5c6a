"""The account's templates: listed, submitted, deleted; and what the control API does with them."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from emulator import Tenant
from emulator.kernel.http import Reply, Request
from emulator.wati import limits
from emulator.wati.numbers import waba_id
from emulator.wati.rows import Token
from tests.wati.sends.sends_calls import breaches, choose, refused, v2
from tests.wati.wati_calls import BEARER, V1, call, data_of

NEW = {
    "type": "template",
    "category": "UTILITY",
    "subCategory": "STANDARD",
    "buttonsType": "quick_reply",
    "buttons": [{"type": "quick_reply", "parameter": {"text": "Thanks"}}],
    "footer": "Shop",
    "elementName": "parcel_here",
    "language": "en_US",
    "header": {"type": "text", "text": "Hello {{1}}"},
    "body": "Parcel {{2}} is here, {{1}}",
}


def listed(account: Tenant, **args: str) -> Any:
    return call(account, "GET", "getMessageTemplates", **args).json()


def names(given: Any) -> list[str]:
    return [one["elementName"] for one in given["messageTemplates"]]


def submit(account: Tenant, body: Any = None) -> Reply:
    return call(account, "POST", "whatsApp/templates", NEW if body is None else body)


def delete(account: Tenant, name: str, waba: str = "") -> Reply:
    path = f"{V1}/whatsApp/templates/{waba or waba_id(account.wati)}/{name}"
    return account.call(Request.to("DELETE", path, BEARER))


# --- getMessageTemplates ---------------------------------------------------------------------------------------------


def test_a_template_is_listed_with_its_parameters(account: Tenant) -> None:
    given = listed(account)
    assert (given["result"], names(given)) == ("success", ["order_update", "hello", "waiting"])
    first, _, last = given["messageTemplates"]
    assert first["customParams"] == [
        {"paramName": "name", "paramValue": "name"},
        {"paramName": "number", "paramValue": "number"},
    ]
    assert (first["status"], last["status"]) == ("APPROVED", "PENDING")
    assert first["buttons"][0]["parameter"]["text"] == "Thanks"
    assert (first["buttonsType"], last["buttonsType"], first["footer"]) == ("quick_reply", "none", "Shop")
    assert first["language"]["value"] == "en"
    assert breaches(account) == []


def test_templates_come_in_pages(account: Tenant) -> None:
    given = listed(account, pageSize="2", pageNumber="1")
    assert names(given) == ["order_update", "hello"]
    assert given["link"] == {
        "prevPage": None,
        "nextPage": "/424242/api/v1/getMessageTemplates?pageSize=2&pageNumber=2",
        "pageNumber": 1,
        "pageSize": 2,
        "total": 3,
    }
    assert names(listed(account, pageSize="2", pageNumber="2")) == ["waiting"]
    assert names(listed(account, pageSize="2", pageNumber="3")) == []


def test_every_number_of_the_account_has_them_and_others_are_refused(account: Tenant) -> None:
    for phone in ("15550199999", "15550199998"):
        assert len(names(listed(account, channelPhoneNumber=phone))) == 3
    assert listed(account, channelPhoneNumber="15550190000") == {"result": False, "info": "target input invalid"}


def test_v2_finds_them_by_name_and_business_account(account: Tenant) -> None:
    def found(**args: str) -> list[str]:
        return names(v2(account, "GET", "getMessageTemplates", **args).json())

    assert found() == ["order_update", "hello", "waiting"]
    assert found(name="ORDER") == ["order_update"]
    assert found(name="nothing") == []
    assert found(wabaId=waba_id(account.wati)) == ["order_update", "hello", "waiting"]
    assert found(wabaId="1") == []
    given = v2(account, "GET", "getMessageTemplates", pageSize="1", pageNumber="2", name="e").json()
    assert names(given) == ["hello"]
    assert given["link"]["prevPage"] == "/424242/api/v2/getMessageTemplates?name=e&pageSize=1&pageNumber=1"


# --- whatsApp/templates ----------------------------------------------------------------------------------------------


def test_a_template_is_pending_until_it_was_reviewed(account: Tenant) -> None:
    given = submit(account).json()
    assert (given["ok"], given["result"]["status"]) == (True, "PENDING")
    assert breaches(account) == []
    order = {"template_name": "parcel_here", "broadcast_name": "b", "parameters": []}
    body = {**order, "parameters": [{"name": "1", "value": "Ada"}, {"name": "2", "value": "7"}]}
    path, whom = "sendTemplateMessage", {"whatsappNumber": "15550100001"}
    assert call(account, "POST", path, body, **whom).json()["info"] == "Template is not approved."
    account.universe.clock.advance(timedelta(minutes=1))
    assert call(account, "POST", path, order, **whom).json()["result"] is False
    assert call(account, "POST", path, body, **whom).json()["result"] is True
    (item,) = [item for item in account.wati.history if item.template]
    assert (item.text, item.extra and item.extra["header"]) == ("Parcel 7 is here, Ada", "Hello Ada")


def test_a_position_in_an_address_is_the_same_parameter_as_in_the_body(account: Tenant) -> None:
    buttons = [
        {"type": "url", "parameter": {"text": "Track", "url": "https://shop.example/{{1}}", "urlType": "dynamic"}},
        {"type": "call", "parameter": {"text": "Call", "phoneNumber": "+15550100199"}},
        {"type": "quick_reply", "parameter": {"text": "Thanks"}},
    ]
    given = submit(account, {**NEW, "header": None, "body": "Order {{1}}", "buttons": buttons}).json()["result"]
    assert [one["paramName"] for one in given["customParams"]] == ["1"]
    assert given["buttonsType"] == "quick_reply_and_call_to_action"
    track, ring, thanks = given["buttons"]
    assert (track["type"], ring["type"], thanks["type"]) == ("url", "call", "quick_reply")
    assert (track["parameter"]["urlType"], track["parameter"]["buttonParamMapping"]) == ("dynamic", {"paramName": "1"})
    assert (ring["parameter"]["phoneNumber"], thanks["parameter"]["url"]) == ("+15550100199", None)
    assert listed(account)["messageTemplates"][-1] == given


def test_an_image_above_a_template_is_the_media_of_the_message(account: Tenant) -> None:
    submit(account, {**NEW, "header": {"type": "image", "link": "https://shop.example/a.jpg"}, "body": "Look"})
    account.universe.clock.advance(timedelta(minutes=1))
    assert listed(account)["messageTemplates"][-1]["header"]["link"] == "https://shop.example/a.jpg"
    body = {"template_name": "parcel_here", "broadcast_name": "b"}
    call(account, "POST", "sendTemplateMessage", body, whatsappNumber="15550100001")
    items = call(account, "GET", "getMessages/15550100001").json()["messages"]["items"]
    assert items[0]["mediaHeaderLink"] == "https://shop.example/a.jpg"


def test_a_review_may_end_otherwise(account: Tenant) -> None:
    choose(account, "template_review", "rejected")
    submit(account)
    account.universe.clock.advance(timedelta(minutes=1))
    assert listed(account)["messageTemplates"][-1]["status"] == "REJECTED"


@pytest.mark.parametrize(
    "change",
    [
        {"elementName": "With Blank"},
        {"elementName": None},
        {"elementName": "x" * 513},
        {"body": ""},
        {"body": "x" * 1025},
        {"body": ["x"]},
        {"language": "english please"},
        {"language": 5},
        {"category": "NEWS"},
        {"category": ["UTILITY"]},
        {"footer": "x" * 61},
        {"header": "text"},
        {"header": {"type": "song"}},
        {"header": {"type": "text", "text": "x" * 61}},
        {"buttons": "x"},
        {"buttons": [{"type": "quick_reply"}]},
        {"buttons": [{"text": "x" * 26}]},
        {"buttons": [{"type": "url", "parameter": {"text": "Go", "url": "javascript:alert(1)"}}]},
        {"buttons": [{"type": "url", "parameter": {"text": "Go", "url": 7}}]},
        {"buttons": [{"type": "call", "parameter": {"text": "Call", "phoneNumber": "me"}}]},
        {"buttons": [{"text": str(number)} for number in range(11)]},
    ],
    ids=repr,
)
def test_a_template_that_whatsapp_would_not_take_is_refused(account: Tenant, change: dict[str, Any]) -> None:
    before = data_of(account)
    reply = submit(account, {**NEW, **change})
    assert refused(account, reply, before) == {"ok": False, "result": False, "info": "target input invalid"}
    assert len(reply.help) == 1


def test_a_failure_may_come_without_ok(account: Tenant) -> None:
    choose(account, "template_failure", "result_only")
    before = data_of(account)
    assert refused(account, submit(account, []), before) == {"result": False, "info": "target input invalid"}


def test_a_name_is_taken_in_its_language_alone(account: Tenant) -> None:
    assert submit(account).json()["ok"] is True
    assert submit(account).json()["ok"] is False
    assert submit(account, {**NEW, "language": "de"}).json()["ok"] is True


def test_ten_templates_an_hour_may_be_submitted(account: Tenant) -> None:
    account.wati.limits = "business"
    for number in range(10):
        assert submit(account, {**NEW, "elementName": f"t{number}"}).status == 200
        account.universe.clock.advance(timedelta(minutes=1))
    limits.rest(account.wati)  # a customer who thinks for a while is no hour
    before = data_of(account)
    reply = submit(account, {**NEW, "elementName": "one_more"})
    assert (reply.status, reply.headers["Retry-After"]) == (429, "3000")
    assert data_of(account) == before
    account.universe.clock.advance(timedelta(seconds=3000))
    assert submit(account, {**NEW, "elementName": "one_more"}).json()["ok"] is True
    assert submit(account, {**NEW, "elementName": "and_another"}).status == 429


def test_a_template_is_deleted_in_one_language_or_in_all(account: Tenant) -> None:
    for language in ("de", "fr"):
        submit(account, {**NEW, "elementName": "hello", "language": language})
    assert delete(account, "hello/de").json() == {"ok": True}
    assert breaches(account) == []
    assert names(listed(account)).count("hello") == 2
    assert delete(account, "hello/de").json()["info"] == "Template hello not found"
    assert delete(account, "hello").json() == {"ok": True}
    assert names(listed(account)) == ["order_update", "waiting"]
    assert submit(account, {**NEW, "elementName": "hello", "language": "de"}).json()["ok"] is True


def test_another_business_account_has_nothing_to_delete(account: Tenant) -> None:
    before = data_of(account)
    for path in ("hello", "hello/en"):
        given = refused(account, delete(account, path, waba="1"), before)
        assert (given["ok"], given["result"]) == (False, False)
    assert refused(account, delete(account, "nothing"), before)["info"] == "Template nothing not found"


def test_what_was_sent_of_a_deleted_template_stays(account: Tenant) -> None:
    body = {"template_name": "hello", "broadcast_name": "b"}
    call(account, "POST", "sendTemplateMessage", body, whatsappNumber="15550100001")
    delete(account, "hello")
    items = call(account, "GET", "getMessages/15550100001").json()["messages"]["items"]
    assert '"hello"' in items[0]["eventDescription"]
    given = call(account, "POST", "sendTemplateMessage", body, whatsappNumber="15550100001").json()
    assert given["info"] == "Template hello not found"
    assert submit(account, {**NEW, "elementName": "hello", "language": "en"}).json()["ok"] is True
    given = call(account, "POST", "sendTemplateMessage", body, whatsappNumber="15550100001").json()
    assert given["info"] == "Template is not approved."


def test_a_scoped_token_needs_the_scope_of_its_operation(account: Tenant) -> None:
    account.wati.tokens.insert(Token("wati_reader", ("messagetemplate:read",)))
    headers = {"authorization": "Bearer wati_reader"}
    assert call(account, "GET", "getMessageTemplates", headers=headers).status == 200
    assert call(account, "POST", "whatsApp/templates", NEW, headers).status == 403
    assert call(account, "POST", "sendTemplateMessage", json.loads("{}"), headers).status == 403

"""Drift: where a reply breaks the contract, and what is told of it."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from emulator.kernel.http import Reply
from emulator.wati.api import WATI
from emulator.zoho.api import ZOHO
from flow_runner.verify.breach import breaches
from flow_runner.verify.privacy import hiding, look_of, personal_texts
from flow_runner.verify.wording import told
from tests.verify.accounts import served

CONTACTS, MESSAGES = WATI.operations["wati.get_contacts"], WATI.operations["wati.get_messages"]
SEARCH = ZOHO.operations["zoho.search_records"]


@pytest.fixture
def messages() -> Any:
    """A page of the conversation, as the sandbox writes it."""
    from emulator.kernel.http import Request

    with served() as account:
        path = "/777777/api/v1/getMessages/919876543210"
        reply = account.tenant.call(Request.to("GET", path, {"Authorization": "Bearer other-wati-token"}))
    return copy.deepcopy(reply.json())


def places(reply: Reply) -> list[tuple[str, str, str]]:
    return [(one.pointer, one.expected, one.found) for one in breaches(MESSAGES, reply)]


def test_a_reply_that_holds_has_no_breach(messages: Any) -> None:
    assert places(Reply(200, messages)) == []
    assert breaches(SEARCH, Reply(204)) == []


def test_of_several_kinds_of_items_the_nearest_one_is_told(messages: Any) -> None:
    kinds = [item["eventType"] for item in messages["messages"]["items"]]
    messages["messages"]["items"][kinds.index("message")]["owner"] = "Rosalind"
    del messages["messages"]["items"][kinds.index("ticket")]["topicName"]
    assert sorted(places(Reply(200, messages))) == [
        (f"/messages/items/{kinds.index('message')}/owner", "boolean", "text 'Aaaaaaaa'"),
        (f"/messages/items/{kinds.index('ticket')}/topicName", "to be there", "nothing"),
    ]


@pytest.mark.parametrize(
    ("reply", "expected", "found"),
    [
        (Reply(500, raw=b"<html>"), "status 200, 400", "500 no JSON"),
        (Reply(200, raw=b"{"), "200 with JSON", "200 no JSON"),
        (Reply(200), "200 with JSON", "200, empty"),
    ],
    ids=["status", "broken", "empty"],
)
def test_a_reply_of_another_kind_is_one_breach(reply: Reply, expected: str, found: str) -> None:
    assert places(reply) == [("", expected, found)]


def test_a_204_with_a_body_is_a_breach_and_statuses_of_the_whole_api_are_none() -> None:
    (one,) = breaches(SEARCH, Reply(204, {"data": []}))
    assert (one.expected, one.found) == ("204, empty", "204 {data}")
    assert [breaches(CONTACTS, Reply(status)) for status in (401, 403, 404, 405, 429)] == [[]] * 5


@pytest.mark.parametrize(
    ("reply", "wording"),
    [
        (Reply(204), "204, empty"),
        (Reply(400, {"code": "INVALID_DATA", "message": "invalid data"}), "400 INVALID_DATA"),
        (Reply(200, {"error": "invalid_code"}), "200 error invalid_code"),
        (Reply(200, {"error": {"deep": 1}}), "200 {error}"),
        (Reply(200, {"result": False, "info": "Invalid Contact"}), "200 result false: Invalid Contact"),
        (Reply(200, {"result": False}), "200 result false: no text"),
        (Reply(200, {"result": False, "info": "x" * 500}), f"200 result false: {'x' * 120}"),
        (Reply(200, dict.fromkeys("hgfedcba", 1)), "200 {a, b, c, d, e, f, …}"),
        (Reply(200, [1]), "200 a list"),
        (Reply(502, headers={"content-type": "text/html; charset=x"}, raw=b"<p>"), "502 text/html"),
        (Reply(502, headers={"content-type": "\x1b[31m"}, raw=b"<p>"), "502 no JSON"),
    ],
)  # fmt: skip
def test_a_reply_is_told_in_a_few_words(reply: Reply, wording: str) -> None:
    assert told(reply) == wording


def test_values_are_told_by_their_looks() -> None:
    assert look_of("Priya 98, +1") == "text 'Aaaaa 99, +9'"
    assert look_of("2026-01-15T09:00:00.000Z") == "text '9999-99-99A99:99:99.999A'"
    assert look_of("x" * 99) == f"text '{'a' * 40}…'"
    assert look_of("a\x1bb") == "text 'a?a'"
    assert [look_of(one) for one in (None, True, 919876543210, [], {})] == [
        "null", "true", "a number", "a list", "an object",
    ]  # fmt: skip
    assert [look_of(one, code=True) for one in ("VALID", "Priya", 3599, 919876543210)] == [
        "text 'VALID'", "text 'Aaaaa'", "number 3599", "a number",
    ]  # fmt: skip


def test_what_was_seen_of_people_is_masked_as_whole_words() -> None:
    row = {"fullName": "Hi", "phone": 15550100001, "customParams": [{"name": "city", "value": "Pune"}], "id": "kept"}
    personal = set(personal_texts([row, {"Last_Name": "王芳"}]))
    assert personal == {"Hi", "15550100001", "Pune", "王芳"}
    hidden = hiding(["secret-token"], personal)
    assert hidden("Hi, this is Pune for 王芳王: Higher") == "***, this is *** for ***王: Higher"
    assert hidden("secret-token of city, +49 30 23125 123, ada@unknown.example") == "*** of city, ***, ***"
    assert hidden("200 result false, 17 of 2000") == "200 result false, 17 of 2000"

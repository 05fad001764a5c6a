"""What redact replaces, what it leaves, and that the same thing gets the same stand-in."""

from __future__ import annotations

from typing import Any

import pytest

from flow_runner.inspection.redact import redacted

Raw = dict[str, Any]
KEY = "7Qm2xV9ZkT4sLw8bRn3c"
WATI = "https://live-mt-server.wati.io/171717/api/v1"


def copy_of(**fields: Any) -> Any:
    return redacted(fields).document


@pytest.mark.parametrize(
    ("text", "copy"),
    [
        ("mail rohan@my-shop.zz", "mail person1@example.com"),
        ("to=rohan%40my-shop.zz", "to=person1%40example.com"),
        ("mail a@example.com or b@shop.test", "mail a@example.com or b@shop.test"),
        ("hi @rohan, see @my-shop.zz", "hi @rohan, see @my-shop.zz"),
        ("call +49 30 23125 123!", "call +15550100001!"),
        ("call (000) 736-5000", "call 15550100001"),
        ("call 98123 45670", "call 15550100001"),
        ("?phone=491713920010&x=1", "?phone=15550100001&x=1"),
        ("?phone=%2B491713920010", "?phone=%2B15550100001"),
        ("22222222 or 9999999999 or 15550100007", "22222222 or 9999999999 or 15550100007"),
        ("Rs 25,00,000 on 2026-01-15 09:30, item 12345678", "Rs 25,00,000 on 2026-01-15 09:30, item 12345678"),
        ("id 4150868000000376008, 66aa00bb11cc22dd33ee4401", "id 4150868000000376008, 66aa00bb11cc22dd33ee4401"),
        ("https://api.my-shop.zz:8443/x?a=1#b", "https://host-1.example:8443/x?a=1#b"),
        ("api.my-shop.zz/x", "host-1.example/x"),
        ("https://{{region}}.my-shop.zz/x", "https://{{region}}.host-1.example/x"),
        ("https://@region.my-shop.zz/x", "https://@region.host-1.example/x"),
        ("https://{{host}}/x or https://@host/x", "https://{{host}}/x or https://@host/x"),
        ("https://10.1.2.3/x", "https://host-1.example/x"),
        ("https://www.zohoapis.in/crm, https://wa.me/x", "https://www.zohoapis.in/crm, https://wa.me/x"),
        ("https://host.example/x http://localhost:80/x", "https://host.example/x http://localhost:80/x"),
        (f"{WATI}/getContacts", "https://live-mt-server.wati.io/000000/api/v1/getContacts"),
        ("client_id=1000.AB12CD34EF56GH78IJ90KL12MN34OP", "client_id=REDACTED-1"),
        (f"https://u:{KEY}@my-shop.zz/x", "https://u:REDACTED-1@host-1.example/x"),
        (f"?access_token={KEY}&city=Pune", "?access_token=REDACTED-1&city=Pune"),
        ("https://zoho.my-shop.zz/x", "https://host-1.example/x"),
        ("https://hooks.zapier.com/hooks/catch/12345/a1b2c3", "https://hooks.zapier.com/hooks/catch/REDACTED-1"),
        ("?access_token={{token}}", "?access_token={{token}}"),
        ("<p>रोहन, 你好 👋 &amp; <strong>bold</strong></p>", "<p>रोहन, 你好 👋 &amp; <strong>bold</strong></p>"),
    ],
)
def test_a_text_is_replaced_where_it_names_somebody_or_something(text: str, copy: str) -> None:
    assert copy_of(data=text) == {"data": copy}
    assert copy_of(data=copy) == {"data": copy}  # once more changes nothing


def test_the_same_thing_has_the_same_stand_in_wherever_and_however_it_stands() -> None:
    found = copy_of(
        a="https://my-shop.zz/x and my-shop.zz, not my-shop.zzz",
        b="+49 171 3920010, 491713920010, +491713920011",
        c="rohan@my-shop.zz, asha@my-shop.zz, rohan@my-shop.zz",
        headers=[{"headerName": "Authorization", "headerValue": f"Bearer {KEY}"}],
        d=f"the key is {KEY}.",
        body=f'{{"api_key": "{KEY}", "password": "hunter22"}}',
    )
    assert found == {
        "a": "https://host-1.example/x and host-1.example, not my-shop.zzz",
        "b": "+15550100001, 15550100001, +15550100002",
        "c": "person1@example.com, person2@example.com, person1@example.com",
        "headers": [{"headerName": "Authorization", "headerValue": "Bearer REDACTED-1"}],
        "d": "the key is REDACTED-1.",
        "body": '{"api_key": "REDACTED-1", "password": "REDACTED-2"}',
    }


def test_a_stand_in_that_is_taken_is_not_given_to_somebody_else() -> None:
    text = "person1@example.com, rohan@my-shop.zz, 15550100001, 491713920010, REDACTED-1, https://host-1.example/"
    found = copy_of(data=f"{text} https://my-shop.zz/?token={KEY}")["data"]
    assert found == (
        "person1@example.com, person2@example.com, 15550100001, 15550100002, REDACTED-1, https://host-1.example/ "
        "https://host-2.example/?token=REDACTED-2"
    )


def test_account_numbers_go_wherever_the_account_is_known_by_one() -> None:
    found = copy_of(tenantId="171717", a=f"{WATI}/getContacts", b="account 171717, not 1717170", c="{{x171717}}")
    assert found == {
        "tenantId": None,
        "a": "https://live-mt-server.wati.io/000000/api/v1/getContacts",
        "b": "account 000000, not 1717170",
        "c": "{{x171717}}",
    }


def test_test_values_are_blanked_and_nothing_else_of_them() -> None:
    tests = [
        {"name": "@city", "value": "Pune"},
        {"name": "@n", "value": 5},
        {"name": "@e", "value": ""},
        {"name": "@x"},
        1,
    ]
    result = redacted({"testVariables": tests})
    assert result.document["testVariables"] == [
        {"name": "@city", "value": ""},
        {"name": "@n", "value": ""},
        {"name": "@e", "value": ""},
        {"name": "@x"},
        1,
    ]
    assert result.counts == {"test value": 2}


def test_ids_of_the_account_are_invented_by_kind_and_names_are_left() -> None:
    raw = {
        "flowNodes": [
            {"id": "a", "agentId": "64f0c0ffee0123456789abcd", "kbotBotActionId": None},
            {"id": "b", "agentId": "64f0c0ffee0123456789abcd"},
            {"id": "c", "teamIds": ["64f0c0ffee0123456789abce", "", 7, None]},
            {"id": "d", "newFlowId": "64f0c0ffee0123456789abcf"},
            {"id": "e", "newFlowId": "Menu bot"},
            {"id": "f", "googleAccount": {"id": "1234", "email": "rohan@my-shop.zz", "hasError": False}},
        ]
    }
    assert copy_of(id="64f0c0ffee0123456789abcf")["id"] == "66a000000000000000030001"
    nodes = redacted(raw).document["flowNodes"]
    assert nodes[0]["agentId"] == nodes[1]["agentId"] == "66a000000000000000000001"
    assert nodes[0]["kbotBotActionId"] is None
    assert nodes[2]["teamIds"] == ["66a000000000000000020001", "", "66a000000000000000020002", None]
    assert (nodes[3]["newFlowId"], nodes[4]["newFlowId"]) == ("66a000000000000000030001", "Menu bot")
    assert nodes[5]["googleAccount"]["email"] == "person1@example.com"
    assert nodes[5]["googleAccount"]["id"] != "1234"
    assert redacted(raw, keep_ids=True).document["flowNodes"][:5] == raw["flowNodes"][:5]


def test_what_makes_the_graph_stays_even_where_it_looks_like_a_number() -> None:
    raw = {
        "flowNodes": [{"id": "main_message-491713920010", "flowNodePosition": {"posX": "491713920010"}}],
        "flowEdges": [{"sourceNodeId": "main_message-491713920010__x", "targetNodeId": "rohan@my-shop.zz"}],
        "answerValidation": {"minValue": "491713920010", "regex": r"^\w+@my-shop\.zz$"},
        "lastUpdated": "2026-01-15T09:00:00.88Z",
    }
    assert redacted(raw) == (raw, {})


def test_hosts_may_be_kept_and_what_else_stands_in_an_address_is_not() -> None:
    text = f"https://my-shop.zz/x?token={KEY}&to=rohan@my-shop.zz"
    kept = redacted({"url": text}, keep_hosts=True).document["url"]
    assert kept == "https://my-shop.zz/x?token=REDACTED-1&to=person1@example.com"


@pytest.mark.parametrize("text", ["a" * 200_000, "eyJ-" * 50_000, "a.b-c@" * 30_000, "1 " * 100_000, "://" * 60_000])
def test_a_long_text_takes_no_time(text: str) -> None:
    """Each of these took minutes with a pattern that begins anew at every character."""
    assert copy_of(data=text, body=f'"{text}', url=f"https://{text}")["data"]

"""Credentials and personal data in a file: what counts as such, and what does not."""

from __future__ import annotations

from typing import Any

import pytest

from flow_runner.engine.pointer import at
from flow_runner.inspection.lint.example import agent, flow, update, webhook
from flow_runner.inspection.lint.mend import mended
from flow_runner.inspection.person import kind_of
from flow_runner.inspection.secret import credentials_in, secrets_of
from tests.inspection.findings import found, told

Raw = dict[str, Any]
CALL, END = "main_webhook-call", "main_assignAgent-end"
ZOHO = "1000.0123456789abcdef0123456789abcdef.0123456789abcdef0123456789abcdef"


def literals(document: Any) -> list[str]:
    found = credentials_in(document)
    assert all(at(document, one.pointer)[one.begin : one.end] == one.literal for one in found)
    return [one.literal for one in found]


def header(name: str, value: str) -> Raw:
    return {"headers": [{"headerName": name, "headerValue": value}]}


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (header("Authorization", "Bearer abc-def1"), ["abc-def1"]),
        (header("authorization", "  Basic dXNlcjpwYXNz  "), ["dXNlcjpwYXNz"]),
        (header("X-Api-Key", "mysecret"), ["mysecret"]),
        (header("Ocp-Apim-Subscription-Key", "0a1b2c3d4e5f60718293"), ["0a1b2c3d4e5f60718293"]),
        (header("Cookie", "session=0a1b2c3d"), ["session=0a1b2c3d"]),
        ({"url": "https://a.example.com/x?page=2&access_token=abc123#top"}, ["abc123"]),
        ({"url": "https://a.example.com/x?key=AIzaSyD0123456789abcdefghij"}, ["AIzaSyD0123456789abcdefghij"]),
        ({"url": f"https://a.example.com/x?code={ZOHO}"}, [ZOHO]),
        ({"url": "https://user:hunter22@a.example.com/x"}, ["hunter22"]),
        ({"body": '{"client_secret": "Ab12345678", "city": "Pune"}'}, ["Ab12345678"]),
        ({"body": '{"customParams": [{"name": "zoho_token", "value": "xyz-12345"}]}'}, ["xyz-12345"]),
        ({"body": "grant_type=refresh_token&refresh_token=r-12345"}, ["r-12345"]),
        ({"interactiveCtaUrlAccessToken": "tok_9912"}, ["tok_9912"]),
        ({"attributeVariables": [{"name": "zoho_token", "value": ZOHO}]}, [ZOHO]),
        ({"data": f"<p>Use {ZOHO}, please</p>"}, [ZOHO]),
        (
            {"caption": "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-_DEF"},
            ["eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-_DEF"],
        ),
        ({"unheard": [{"apiSecret": "Zx81-Kk29"}]}, ["Zx81-Kk29"]),
    ],
)
def test_a_credential_is_found_by_its_name_or_by_its_looks(document: Raw, expected: list[str]) -> None:
    assert literals(document) == expected
    assert set(expected) <= secrets_of(document)


@pytest.mark.parametrize(
    "document",
    [
        header("Authorization", "Bearer {{token}}"),
        header("Authorization", "Zoho-oauthtoken @zoho_token"),
        header("Authorization", "Bearer"),
        header("Authorization", "Bearer <YOUR TOKEN>"),
        header("Authorization", "Bearer YOUR_TOKEN_HERE"),
        header("Authorization", "Bearer REDACTED-1"),
        header("Authorization", "Bearer xxxxxxxxxxxx"),
        header("Content-Type", "application/json"),
        header("ngrok-skip-browser-warning", "true"),
        header("Idempotency-Key", "0a1b2c3d4e5f60718293"),
        {"url": "https://a.example.com/x?code=SUMMER20&country_code=IN&key=size&page_token=0a1b2c3d4e5f60718293"},
        {"url": "https://a.example.com/x?access_token={{t}}&grant_type=refresh_token&token_type=Bearer"},
        {"url": "https://{{user}}:{{password}}@a.example.com/x"},
        {"body": '{"password": "requested", "cookie_consent": "accepted", "token_type": "Bearer"}'},
        {"body": '{"customParams": [{"name": "zoho_token", "value": "@new_token"}]}'},
        {"data": "<p>The bearer of this token: please keep the secret = safe. Your code is SUMMER20</p>"},
        {"data": "1000.50 or 1000.0123 rupees"},
        {"id": "main_message-token=abc12345", "nodeResultId": ZOHO},
        {"responseVariables": [{"type": "ContactInputVariable", "name": "new_token", "path": "access_token"}]},
        {"userInputVariable": "password"},
        {"interactiveCtaUrlAccessToken": ""},
    ],
)
def test_words_placeholders_and_examples_are_no_credentials(document: Raw) -> None:
    assert literals(document) == []


def test_the_sandboxs_own_credentials_open_nothing_and_are_not_told_but_masked() -> None:
    document = header("Authorization", "Bearer sandbox-wati-token")
    assert literals(document) == []
    assert "sandbox-wati-token" in secrets_of(document)


def test_a_credential_is_told_once_with_its_place_and_not_how_it_reads() -> None:
    hook = webhook(CALL, f"https://a.example.com/x?access_token={ZOHO}", headers={"Authorization": f"Bearer {ZOHO}"})
    raw = flow(hook, agent(), edges=((CALL, END),))
    assert told(raw, "secret-in-export") == [
        (CALL, "warning", "the parameter 'access_token' is a credential, written out"),
        (CALL, "warning", "the header Authorization is a credential, written out"),
    ]
    assert [one.pointer for one in found(raw, "secret-in-export")] == [
        "/flowNodes/0/url",
        "/flowNodes/0/headers/0/headerValue",
    ]


def test_an_attribute_that_is_set_to_a_credential_is_told_at_its_node() -> None:
    raw = flow(
        update("main_updateAttribute-a", ("zoho_token", ZOHO)), agent(), edges=(("main_updateAttribute-a", END),)
    )
    assert [one.node for one in found(raw, "secret-in-export")] == ["main_updateAttribute-a"]


def test_a_credential_outside_of_the_nodes_is_told_too() -> None:
    raw = flow(agent(), fallback={"apiToken": "Zx81-Kk29-Lm10"})
    assert [(one.node, one.pointer) for one in found(raw, "secret-in-export")] == [("", "/fallback/apiToken")]


# --- personal data --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "value", "kind"),
    [
        ("@phone", "491713920010", "a phone number"),
        ("@mobile_no", "(000) 736-5000", "a phone number"),
        ("@waId", "491713920011", "a phone number"),
        ("@anything", "+49 30 23125 123", "a phone number"),
        ("@anything", "write to rohan@my-shop.zz", "an e-mail address"),
        ("@name", "Rohan Mehta", "a person's name"),
        ("{{customer_name}}", "José Ángel O'Neill-Díaz", "a person's name"),
        ("@lead_owner", "Rohan Mehta", "a person's name"),
        ("@shipping_address", "12 High Street, Pune", "a person's address"),
        ("@dob", "12/03/1987", "a date of birth"),
    ],
)
def test_personal_data_is_told_by_the_name_and_the_looks_of_a_value(name: str, value: str, kind: str) -> None:
    assert kind_of(name, value) == kind


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("@phone", "15550100001"),
        ("@phone", "+1 (212) 555-0142"),
        ("@phone", "22222222"),
        ("@phone", "9999999999"),
        ("@phone", "919876543210"),
        ("@phone", "REDACTED_PHONE"),
        ("@phone", "{{phone}}"),
        ("@phone", "@phone"),
        ("@phone", ""),
        ("@phone", "12"),
        ("@order_id", "491713920010"),
        ("@email", "a@example.com"),
        ("@email", "someone@shop.test"),
        ("@name", "Test User"),
        ("@name", "John Doe"),
        ("@name", "Rohan"),
        ("@product_name", "Blue Shirt"),
        ("@location", "I want a home in Dahisar"),
        ("@budget", "1 Cr - 2 Cr"),
        ("@address", "yes"),
        ("@dob", "no"),
    ],
)
def test_invented_data_and_other_values_are_nobodys(name: str, value: str) -> None:
    assert kind_of(name, value) == ""


def test_test_values_are_blanked_and_everything_else_of_them_stays() -> None:
    tests = [
        {"name": "@phone", "value": "+49 30 23125 123", "newFangled": 1},
        {"name": "@zoho_token", "value": ZOHO},
        {"name": "@city", "value": "Pune"},
    ]
    raw = flow({**webhook(CALL), "testVariables": tests}, agent(), edges=((CALL, END),))
    assert [one.code for one in found(raw)] == ["personal-test-value", "secret-test-value"]
    assert [one.text for one in found(raw)] == [
        "the test value of '@phone' looks like a phone number",
        "the value of '@zoho_token' is a credential",
    ]
    result = mended(raw)
    assert result.document["flowNodes"][0]["testVariables"] == [
        {"name": "@phone", "value": "", "newFangled": 1},
        {"name": "@zoho_token", "value": ""},
        {"name": "@city", "value": "Pune"},
    ]
    assert "23125" not in str(result.changes)


@pytest.mark.parametrize(
    "text",
    ["a" * 100_000, "eyJ-" * 25_000, "a.b-c@" * 15_000, "1 " * 50_000, "://" * 30_000, "?" * 100_000, '"a" ' * 25_000,
     "é’" * 50_000, "&a" * 50_000],
    ids=lambda text: text[:4],
)  # fmt: skip
def test_a_long_text_takes_no_time(text: str) -> None:
    """A pattern that begins anew at every character would take minutes for some of these."""
    tests = [{"name": name, "value": text} for name in ("@name", "@phone", "@address", "@token")]
    hook = {**webhook(CALL, f"https://{text}", headers={"Authorization": text}, body=text), "testVariables": tests}
    raw = flow(hook, update("main_updateAttribute-a", ("token", text)), agent(), name=text)
    assert found(raw)

"""Zoho: a client sends a browser for consent, and gets a code."""

from __future__ import annotations

from datetime import timedelta

import pytest

from emulator.kernel.http import Request
from emulator.kernel.openapi import document
from emulator.zoho.api import ZOHO
from tests.zoho.oauth.oauth_calls import (
    ASK,
    CALLBACK,
    OFFLINE,
    WEB,
    account,
    call,
    consented,
    decide,
    exchange,
    fields,
    is_good,
    page,
    token,
    told,
)
from tests.zoho.zoho_calls import ORIGIN


def test_a_user_says_yes_and_the_client_gets_both_tokens() -> None:
    tenant = account()
    found = consented(tenant, **OFFLINE, state="a b&c=d/é")
    assert list(found) == ["code", "location", "accounts-server", "state"]
    assert found["state"] == "a b&c=d/é"
    assert (found["location"], found["accounts-server"]) == ("us", ORIGIN)
    given = exchange(tenant, found["code"])
    assert list(given) == ["access_token", "refresh_token", "scope", "api_domain", "token_type", "expires_in"]
    assert given["scope"] == "ZohoCRM.modules.ALL ZohoCRM.users.READ"
    assert is_good(tenant, given["access_token"])
    assert tenant.universe.assumptions.used == {}


def test_a_user_says_no_and_the_client_is_told() -> None:
    tenant = account()
    assert told(decide(tenant, page(tenant, **OFFLINE, state="s"), "reject")) == {
        "error": "access_denied",
        "state": "s",
    }
    assert len(tenant.zoho.codes) == 0


def test_no_state_comes_back_where_none_was_sent() -> None:
    assert "state" not in consented(account())
    assert consented(account(), **ASK, state="")["state"] == ""


def test_an_address_that_has_a_query_keeps_it() -> None:
    tenant = account()
    shown = page(tenant, **{**ASK, "redirect_uri": f"{CALLBACK}?a=b"})
    assert decide(tenant, shown).headers["Location"].startswith(f"{CALLBACK}?a=b&code=1000.")


@pytest.mark.parametrize("access_type", [{}, {"access_type": "online"}, {"access_type": "nonsense"}])
def test_without_offline_there_is_no_refresh_token(access_type: dict[str, str]) -> None:
    tenant = account()
    given = exchange(tenant, consented(tenant, **ASK, **access_type)["code"])
    assert "refresh_token" not in given
    assert is_good(tenant, given["access_token"])


def test_a_second_consent_gives_a_refresh_token_only_where_it_was_prompted_for() -> None:
    tenant = account()
    again = {name: value for name, value in OFFLINE.items() if name != "prompt"}
    assert "refresh_token" in exchange(tenant, consented(tenant, **again)["code"])
    assert tenant.universe.assumptions.used == {}
    assert "refresh_token" not in exchange(tenant, consented(tenant, **again)["code"])
    assert tenant.universe.assumptions.used == {"zoho.refresh_token_again": "when_prompted"}
    assert "refresh_token" in exchange(tenant, consented(tenant, **OFFLINE)["code"])
    assert "refresh_token" in exchange(tenant, consented(tenant, user="2", **again)["code"])
    tenant.universe.assumptions.choose("zoho.refresh_token_again", "always")
    assert "refresh_token" in exchange(tenant, consented(tenant, **again)["code"])


def test_the_client_hears_why_there_is_no_refresh_token() -> None:
    tenant = account()
    again = {**OFFLINE, "prompt": "login"}
    exchange(tenant, consented(tenant, **again)["code"])
    code = consented(tenant, **again)["code"]
    form = {**WEB, "grant_type": "authorization_code", "code": code, "redirect_uri": CALLBACK}
    help = call(tenant, "POST", "/oauth/v2/token", form).headers["X-Sandbox-Help"]
    assert help.startswith("no refresh_token: the user let this client in before")


# --- where the browser goes nowhere ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"client_id": "1000.NOBODY"}, "invalid_client"),
        ({"client_id": ""}, "invalid_client"),
        ({"client_id": "1000.SELF"}, "invalid_redirect_uri"),
        ({"redirect_uri": "https://evil.example/callback"}, "invalid_redirect_uri"),
        ({"redirect_uri": f"{CALLBACK}/"}, "invalid_redirect_uri"),
        ({"redirect_uri": f"{CALLBACK}@evil.example"}, "invalid_redirect_uri"),
        ({"redirect_uri": "javascript:alert(1)"}, "invalid_redirect_uri"),
        ({"redirect_uri": ""}, "invalid_redirect_uri"),
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"response_type": ""}, "unsupported_response_type"),
        ({"scope": ""}, "invalid_scope"),
        ({"scope": "ZohoCRM.modules.ALL,ZohoCRM.nonsense.READ"}, "invalid_scope"),
        ({"scope": "everything"}, "invalid_scope"),
    ],
)
def test_what_is_wrong_is_told_on_a_page(change: dict[str, str], error: str) -> None:
    tenant = account()
    reply = page(tenant, **{**ASK, **change})
    assert (reply.status, reply.headers["Content-Type"]) == (400, "text/html;charset=UTF-8")
    assert f"<h1>{error}</h1>" in reply.text
    assert "Location" not in reply.headers
    assert len(tenant.zoho.consents) == 0


def test_a_wrong_scope_is_told_to_the_client_where_it_is_assumed_so() -> None:
    tenant = account()
    tenant.universe.assumptions.choose("zoho.authorize_errors", "redirect")
    wrong = {"scope": "x", "state": "s"}
    assert told(page(tenant, **{**ASK, **wrong})) == {"error": "invalid_scope", "state": "s"}
    assert page(tenant, **{**ASK, "redirect_uri": "https://evil.example"}).status == 400


@pytest.mark.parametrize("scope", ["ZohoCRM.modules.ALL,ZohoCRM.users.READ", "zohocrm.MODULES.all , ZohoBooks.x.READ"])
def test_scopes_may_be_apart_by_commas_or_spaces_in_any_case(scope: str) -> None:
    tenant = account()
    given = exchange(tenant, consented(tenant, **{**ASK, "scope": scope})["code"])
    assert given["scope"] == " ".join(scope.replace(",", " ").split())


# --- the page --------------------------------------------------------------------------------------------------------


def test_everything_on_the_page_is_escaped() -> None:
    tenant = account()
    shown = page(tenant, **{**ASK, "state": '"><script>alert(1)</script>'})
    assert "Let Web &lt;b&gt;app&lt;/b&gt; use Zoho CRM?" in shown.text
    assert "Ravi &lt;i&gt;Agent&lt;/i&gt;" in shown.text
    assert "<script" not in shown.text
    assert "Noor" not in shown.text


def test_the_page_can_be_used_without_scripts_and_by_people_who_do_not_see_it() -> None:
    text = page(account()).text
    assert text.startswith('<!doctype html>\n<html lang="en">')
    assert '<label for="user">Sign in as</label> <select id="user" name="user">' in text
    assert text.count("<button ") == 2
    assert "<h1>Let" in text


def test_no_other_site_can_frame_the_page_or_keep_it() -> None:
    headers = page(account()).headers
    assert headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-store"


def test_a_question_is_answered_once() -> None:
    tenant = account()
    shown = page(tenant)
    assert "code" in told(decide(tenant, shown))
    again = decide(tenant, shown)
    assert (again.status, len(tenant.zoho.codes)) == (400, 1)


def test_a_question_waits_for_ten_minutes() -> None:
    tenant = account()
    shown, other = page(tenant), page(tenant)
    tenant.universe.clock.advance(timedelta(seconds=599))
    assert decide(tenant, shown).status == 302
    tenant.universe.clock.advance(timedelta(seconds=1))
    assert decide(tenant, other).status == 400


def test_questions_that_nobody_answers_do_not_pile_up() -> None:
    tenant = account()
    for _ in range(150):
        page(tenant)
    assert len(tenant.zoho.consents) == 100


@pytest.mark.parametrize(
    "form",
    [{}, {"decision": "maybe"}, {"decision": "accept", "user": "3"}, {"decision": "accept", "user": "<x>"}],
)
def test_an_answer_that_is_none_changes_nothing(form: dict[str, str]) -> None:
    tenant = account()
    sent = {"consent_token": fields(page(tenant))["consent_token"], **form}
    before = tenant.zoho.snapshot()
    assert call(tenant, "POST", "/oauth/v2/approve", sent).status == 400
    assert tenant.zoho.snapshot() == before


@pytest.mark.parametrize(
    ("headers", "origin", "status"),
    [
        ({"origin": ORIGIN, "sec-fetch-site": "same-origin"}, ORIGIN, 302),
        ({}, ORIGIN, 302),
        ({"origin": "https://evil.example", "sec-fetch-site": "cross-site"}, ORIGIN, 403),
        ({"origin": "null"}, ORIGIN, 403),
        ({"origin": "http://evil.example:8080", "sec-fetch-site": "same-origin"}, "http://evil.example:8080", 403),
        ({"origin": "http://[", "sec-fetch-site": "same-origin"}, ORIGIN, 403),
    ],
    ids=["own page", "a program", "another page", "no origin", "a name that leads here", "nonsense"],
)
def test_no_other_page_can_answer_for_the_user(headers: dict[str, str], origin: str, status: int) -> None:
    tenant = account()
    body = f"consent_token={fields(page(tenant))['consent_token']}&decision=accept"
    sent = {**headers, "content-type": "application/x-www-form-urlencoded"}
    reply = tenant.call(Request.to("POST", "/oauth/v2/approve", sent, body, origin))
    assert reply.status == status
    assert len(tenant.zoho.codes) == (status == 302)


# --- the code --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("choice", "error"), [("", "invalid_redirect_uri"), ("redirect_uri_mismatch", "redirect_uri_mismatch")]
)
def test_a_code_needs_the_address_that_it_was_sent_to(choice: str, error: str) -> None:
    tenant = account()
    if choice:
        tenant.universe.assumptions.choose("zoho.redirect_mismatch_error", choice)
    code = consented(tenant)["code"]
    for uri in ({}, {"redirect_uri": ""}, {"redirect_uri": "http://127.0.0.1:1/cb"}):
        assert token(tenant, WEB, grant_type="authorization_code", code=code, **uri) == {"error": error}
    assert "access_token" in exchange(tenant, code)


def test_a_code_is_good_once_and_for_three_minutes() -> None:
    tenant = account()
    code, other = consented(tenant)["code"], consented(tenant)["code"]
    assert "access_token" in exchange(tenant, code)
    assert exchange(tenant, code) == {"error": "invalid_code"}
    tenant.universe.clock.advance(timedelta(minutes=3))
    assert exchange(tenant, other) == {"error": "invalid_code"}


def test_a_code_is_of_no_use_to_another_client() -> None:
    tenant = account()
    code = consented(tenant)["code"]
    other = {"client_id": "1000.SELF", "client_secret": "self-secret"}
    found = token(tenant, other, grant_type="authorization_code", code=code, redirect_uri=CALLBACK)
    assert found == {"error": "invalid_code"}
    assert "access_token" in exchange(tenant, code)


def test_the_tokens_are_the_users_who_said_yes() -> None:
    tenant = account()
    given = exchange(tenant, consented(tenant, user="2", **OFFLINE)["code"])
    access, held = tenant.zoho.access_tokens.get(given["access_token"]), tenant.zoho.refresh_tokens
    assert access is not None
    assert (access.user_id, access.client_id) == ("2", "1000.WEB")
    assert [row.user_id for row in held] == ["2"]


def test_secrets_of_the_flow_are_known_as_such() -> None:
    tenant = account()
    shown = fields(page(tenant))["consent_token"]
    code = consented(tenant)["code"]
    assert {shown, code} <= tenant.secrets()


def test_the_openapi_document_has_pages_and_redirects_as_they_are() -> None:
    made = document("Zoho", [ZOHO.operations["zoho.authorize"]], ORIGIN)
    replies = made["paths"]["/oauth/v2/auth"]["get"]["responses"]
    assert {status: list(reply.get("content", {})) for status, reply in replies.items()} == {
        "200": ["text/html"],
        "302": [],
        "400": ["text/html"],
    }

"""Zoho: tokens are revoked."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from emulator import Tenant
from emulator.kernel.http import Reply, Request
from tests.zoho.oauth.oauth_calls import (
    OFFLINE,
    SELF,
    WEB,
    account,
    call,
    consented,
    exchange,
    is_good,
    refresh,
    token,
)
from tests.zoho.zoho_calls import ORIGIN

REVOKE, AS_CLIENT = "/oauth/v2/token/revoke", "/oauth/v2/revoke/token"
SUCCESS, NONE = (200, {"status": "success"}), (400, {"error": "invalid_token"})


def granted(tenant: Tenant) -> Any:
    return exchange(tenant, consented(tenant, **OFFLINE)["code"])


def basic(client: dict[str, str]) -> str:
    return "Basic " + base64.b64encode(f"{client['client_id']}:{client['client_secret']}".encode()).decode()


def seen(reply: Reply) -> tuple[int, Any]:
    return reply.status, reply.json()


def test_a_revoked_refresh_token_takes_its_access_tokens_along() -> None:
    tenant = account()
    given = granted(tenant)
    other = refresh(tenant, given["refresh_token"])["access_token"]
    assert seen(call(tenant, "POST", REVOKE, {"token": given["refresh_token"]})) == SUCCESS
    assert refresh(tenant, given["refresh_token"]) == {"error": "invalid_code"}
    assert not is_good(tenant, given["access_token"])
    reply = call(tenant, "GET", "/crm/v8/users", authorization=f"Bearer {other}")
    assert reply.headers["X-Sandbox-Help"] == "the access token is no longer good: its refresh token was revoked"
    assert seen(call(tenant, "POST", REVOKE, {"token": given["refresh_token"]})) == NONE


def test_a_revoked_access_token_leaves_the_others_alone() -> None:
    tenant = account()
    given = granted(tenant)
    other = refresh(tenant, given["refresh_token"])["access_token"]
    assert seen(call(tenant, "POST", f"{REVOKE}?token={other}")) == SUCCESS
    assert [is_good(tenant, one) for one in (given["access_token"], other)] == [True, False]
    assert seen(call(tenant, "POST", REVOKE, {"token": other})) == NONE
    assert "access_token" in refresh(tenant, given["refresh_token"])


def test_a_token_can_be_sent_as_multipart() -> None:
    tenant = account()
    given = granted(tenant)
    body = f'--b\r\nContent-Disposition: form-data; name="token"\r\n\r\n{given["refresh_token"]}\r\n--b--\r\n'
    headers = {"content-type": "multipart/form-data; boundary=b"}
    assert seen(tenant.call(Request.to("POST", REVOKE, headers, body, ORIGIN))) == SUCCESS


@pytest.mark.parametrize("path", [REVOKE, AS_CLIENT])
@pytest.mark.parametrize("form", [{}, {"token": ""}, {"token": "nothing"}, {"token": "\0"}])
def test_a_token_that_is_none_is_a_400_and_changes_nothing(path: str, form: dict[str, str]) -> None:
    tenant = account()
    granted(tenant)
    before = tenant.zoho.snapshot()
    assert seen(call(tenant, "POST", path, {**form, "token_type": "refresh_token"}, authorization=basic(WEB))) == NONE
    assert tenant.zoho.snapshot() == before


def test_the_body_of_that_400_is_an_assumption() -> None:
    tenant = account()
    tenant.universe.assumptions.choose("zoho.revoke_error_body", "empty")
    reply = call(tenant, "POST", REVOKE, {"token": "nothing"})
    assert (reply.status, reply.body, "Content-Type" in reply.headers) == (400, b"", False)


def test_a_client_that_tells_who_it_is_revokes_its_own_tokens() -> None:
    tenant = account()
    given = granted(tenant)
    access = {"token": given["access_token"], "token_type": "access_token"}
    whole = {"token": given["refresh_token"], "token_type": "refresh_token"}
    assert seen(call(tenant, "POST", AS_CLIENT, access, authorization=basic(SELF))) == NONE
    assert seen(call(tenant, "POST", AS_CLIENT, whole, authorization=basic(SELF))) == NONE
    assert seen(call(tenant, "POST", AS_CLIENT, access, authorization=basic(WEB))) == SUCCESS
    assert seen(call(tenant, "POST", AS_CLIENT, whole, authorization=basic(WEB))) == SUCCESS
    assert refresh(tenant, given["refresh_token"]) == {"error": "invalid_code"}


@pytest.mark.parametrize("token_type", ["", "access_token", "nonsense"])
def test_the_type_of_the_token_has_to_be_right(token_type: str) -> None:
    tenant = account()
    given = granted(tenant)
    sent = {"token": given["refresh_token"], "token_type": token_type}
    assert seen(call(tenant, "POST", AS_CLIENT, sent, authorization=basic(WEB))) == NONE


def test_a_token_that_a_client_got_for_itself_is_its_own() -> None:
    tenant = account()
    sent = {"grant_type": "client_credentials", "scope": "ZohoCRM.users.READ", "soid": "ZohoCRM.600000001"}
    own = {"token": token(tenant, SELF, **sent)["access_token"], "token_type": "access_token"}
    assert seen(call(tenant, "POST", AS_CLIENT, own, authorization=basic(WEB))) == NONE
    assert seen(call(tenant, "POST", AS_CLIENT, own, authorization=basic(SELF))) == SUCCESS


@pytest.mark.parametrize(
    "authorization",
    ["", "Basic", "Basic !!!", "Basic /w==", f"Bearer {basic(WEB)}", basic({**WEB, "client_secret": "x"})],
)
@pytest.mark.parametrize(("choice", "status"), [("bad_request", 400), ("unauthorized", 401)])
def test_who_does_not_tell_who_it_is_revokes_nothing(authorization: str, choice: str, status: int) -> None:
    tenant = account()
    tenant.universe.assumptions.choose("zoho.revoke_client_status", choice)
    given = granted(tenant)
    sent = {"token": given["refresh_token"], "token_type": "refresh_token"}
    reply = call(tenant, "POST", AS_CLIENT, sent, authorization=authorization)
    assert seen(reply) == (status, {"error": "invalid_client"})
    assert "access_token" in refresh(tenant, given["refresh_token"])

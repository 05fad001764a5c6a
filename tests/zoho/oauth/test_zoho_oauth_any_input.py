"""Zoho Accounts gets anything at all: it never fails, and what it refuses changes nothing."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote, urlencode

from hypothesis import given, settings
from hypothesis import strategies as st

from emulator import Tenant
from emulator.kernel.http import Request
from tests.zoho.oauth.oauth_calls import CALLBACK, SELF, WEB, account

PATHS = [
    "/oauth/v2/token",
    "/oauth/v2/auth",
    "/oauth/v2/approve",
    "/oauth/v2/token/revoke",
    "/oauth/v2/revoke/token",
    "/oauth/serverinfo",
    "/dc/in/oauth/v2/token",
]
NAMES = [
    "grant_type", "client_id", "client_secret", "refresh_token", "code", "redirect_uri", "scope", "soid", "token",
    "token_type", "consent_token", "decision", "user", "response_type", "access_type", "prompt", "state",
]  # fmt: skip
KNOWN = [
    *WEB.values(), *SELF.values(), CALLBACK, "authorization_code", "refresh_token", "client_credentials", "code",
    "offline", "consent", "accept", "reject", "held", "ZohoCRM.modules.ALL", "ZohoCRM.600000001", "access_token",
]  # fmt: skip
ODD = st.sampled_from(
    ["", "\0", "\r\nSet-Cookie: a=b", "²", "\ud800", "1" * 5000, "💥", "%", "<script>", "{{x}}", "$x"]
)
TEXTS = st.sampled_from(KNOWN) | ODD | st.text(st.characters(), max_size=20)
FIELDS = st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=3), TEXTS, max_size=8)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=4),
    max_leaves=8,
)
TYPES = [
    "",
    "application/json",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=b",
    "text/html",
    "x",
]


def fresh(assumed: dict[str, str]) -> Tenant:
    tenant = account(refresh_tokens=[{"token": "held", "client_id": "1000.WEB"}])
    for name, choice in assumed.items():
        tenant.universe.assumptions.choose(name, choice)
    return tenant


def encoded(fields: dict[str, str]) -> str:
    return urlencode(fields, errors="surrogatepass")


@settings(derandomize=True, max_examples=300, deadline=None)
@given(
    method=st.sampled_from(["GET", "POST"]),
    path=st.sampled_from(PATHS),
    query=st.one_of(FIELDS.map(encoded), st.text(st.characters(exclude_characters="#"), max_size=30)),
    body=st.one_of(FIELDS.map(encoded), JSON.map(json.dumps), st.binary(max_size=60), st.just(b"[" * 9000)),
    content_type=st.sampled_from(TYPES),
    authorization=st.one_of(TEXTS, st.text(max_size=9).map(lambda text: f"Basic {text}")),
    host=st.sampled_from(["", "accounts.zoho.in", "accounts.zoho.zz"]),
    authorize_errors=st.sampled_from(["page", "redirect"]),
)
def test_nothing_that_is_sent_makes_it_fail(
    method: str,
    path: str,
    query: str,
    body: Any,
    content_type: str,
    authorization: str,
    host: str,
    authorize_errors: str,
) -> None:
    tenant = fresh({"zoho.authorize_errors": authorize_errors})
    before = tenant.zoho.snapshot()
    raw = body if isinstance(body, bytes) else body.encode("utf-8", "surrogatepass")
    headers = {"content-type": content_type, "authorization": authorization}
    request = Request(method, path, query, headers, raw, host, origin="http://127.0.0.1:8080")
    reply = tenant.call(request)
    assert reply.status < 500
    assert isinstance(reply.body, bytes)
    if "Location" in reply.headers:
        assert reply.headers["Location"].startswith(CALLBACK)
        assert reply.headers["Location"].isascii()
        assert reply.headers["Location"].isprintable()
    refused = reply.status >= 400 or b'"error"' in reply.body
    if refused:
        assert tenant.zoho.snapshot() == before


@settings(derandomize=True, max_examples=60, deadline=None)
@given(state=TEXTS, name=st.text(min_size=1, max_size=20), scope=st.sampled_from(["ZohoCRM.modules.ALL", "Zoho.x.<i>"]))
def test_no_text_breaks_out_of_the_page(state: str, name: str, scope: str) -> None:
    known = [{**WEB, "name": name, "redirect_uris": [CALLBACK]}]
    tenant = account(clients=known, users=[{"name": name, "email": f"{name}@x", "id": "1"}])
    ask = {**WEB, "redirect_uri": CALLBACK, "response_type": "code", "state": state, "scope": scope}
    query = "&".join(f"{key}={quote(text, errors='surrogatepass')}" for key, text in ask.items())
    reply = tenant.call(Request("GET", "/oauth/v2/auth", query, origin="http://127.0.0.1:8080"))
    text = reply.body.decode()
    plain = account().call(
        Request("GET", "/oauth/v2/auth", f"{encoded({**ask, 'state': '', 'scope': 'ZohoCRM.org.READ'})}")
    )
    assert reply.status in (200, 400)
    if reply.status == 200:
        assert text.count("<") == plain.body.decode().count("<") - 2  # there are two users to choose from

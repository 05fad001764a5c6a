"""Wati v1 and v2 but for sends: whatever comes is answered, and what is refused changes nothing."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote, urlencode

from hypothesis import given, settings
from hypothesis import strategies as st

from emulator import Tenant, seed
from emulator.kernel.http import Reply, Request
from tests.wati.wati_calls import BEARER, PRIYA, data_of

WORLD = {
    "wati": {
        "limits": "unlimited",
        "contacts": [{"phone": PRIYA, "name": "Priya", "attributes": {"city": "Pune"}}],
        "channels": [{"name": "Shop", "phone": "15550188888"}],
        "teams": [{"name": "Sales"}],
    }
}
WORDS = st.sampled_from(
    [PRIYA, "Sales", "OPEN", "Shop", "15550199999", "o-1", "\0", "../x", "a\r\nb: c", "²", "9" * 5000, "\ud800", ""]
)  # fmt: skip
TEXT = st.text(max_size=6) | WORDS
LEAVES = st.none() | st.booleans() | st.integers() | st.just(10**400) | st.floats() | TEXT
KEYS = st.sampled_from(
    ["contacts", "customParams", "name", "value", "target", "whatsappNumber", "ticketStatus", "channelPhoneNumber",
     "teams", "chatbotId", "phone_number", "reference_id", "order", "status", "order_details", "items", "total_amount"]
)  # fmt: skip
JSON = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=10
)
BODIES = (JSON | st.dictionaries(KEYS, JSON, max_size=4)).map(lambda body: json.dumps(body).encode())
BODIES |= st.binary(max_size=12) | st.just(b"[" * 50_000) | st.just(b'{"contacts":' * 5_000)
ARGS = st.dictionaries(
    st.sampled_from(
        ["whatsappNumber", "target", "channelPhoneNumber", "email", "token", "chatbotId", "fileName", "name",
         "attribute", "createdDate", "pageSize", "pageNumber", "from", "to", "sourceType"]
    ),
    TEXT | st.just('[{"name":"city","operator":"!=","value":null}]'),
    max_size=4,
)  # fmt: skip
POSTS = [
    *("assignTeam", "assignOperator", "updateChatStatus", "rotateToken", "chatbots/start", "order_details"),
    *("order_status", "updateContactAttributesForMultiContacts", "addContact/{}", "updateContactAttributes/{}"),
]
GETS = [
    *("getContacts", "getMessages/{}", "getMedia", "chatbots", "whatsApp/messages/{}/{}", "whatsApp/phoneNumbers"),
    *("whatsApp/businessAccounts", "order_details/{}", "payment_status/{}"),
]
PATHS = [("POST", f"/424242/api/v1/{path}") for path in POSTS]
PATHS += [("GET", f"/424242/api/v1/{path}") for path in GETS]
PATHS += [("GET", "/424242/api/file/showFile"), ("GET", "/424242/api/v2/whatsapp/{}/{}/profile")]
KINDS = st.sampled_from(
    ["application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""]
)


def account() -> Tenant:
    tenant = seed.tenant_from(WORLD)
    tenant.wati.receive(PRIYA, "hi")
    return tenant


def is_refused(reply: Reply) -> bool:
    if reply.status != 200:
        return True
    given = reply.json() if reply.raw is None else None
    return isinstance(given, dict) and given.get("result") is False


@settings(derandomize=True, deadline=None, max_examples=400)
@given(st.sampled_from(PATHS), st.tuples(TEXT, TEXT), ARGS, BODIES, KINDS)
def test_any_request_is_answered_and_a_refused_one_changes_nothing(
    asked: tuple[str, str], names: tuple[str, str], args: dict[str, str], body: bytes, kind: str
) -> None:
    tenant = account()
    method, path = asked
    url = path.format(*(quote(name or "x", safe="", errors="replace") for name in names))
    url += f"?{urlencode(args, errors='replace')}"
    before = data_of(tenant)
    reply = tenant.call(Request.to(method, url, {**BEARER, "content-type": kind}, body))
    assert reply.status in (200, 400, 404)
    assert isinstance(reply.body, bytes)
    assert not [told for told in list(tenant.universe.journal)[-1].violations if told.startswith("reply")]
    assert all(value.isprintable() for value in reply.headers.values())
    if is_refused(reply) or method == "GET":
        assert data_of(tenant) == before
    json.dumps(tenant.snapshot())


@settings(derandomize=True, deadline=None, max_examples=100)
@given(st.fixed_dictionaries({}, optional={
    "phone": st.just(PRIYA) | JSON, "text": JSON, "media": JSON | st.fixed_dictionaries({"file": TEXT, "name": TEXT}),
    "type": JSON, "channel": TEXT, "reply_to": TEXT, "referral": JSON,
}))  # fmt: skip
def test_any_inbound_message_is_taken_or_refused(body: dict[str, Any]) -> None:
    from emulator import World, gateway

    world = World(WORLD)
    before = data_of(world.tenant("default"))
    reply = gateway.answer(world, Request.to("POST", "/_sandbox/inbound", {}, json.dumps(body).encode()))
    assert reply.status in (202, 400)
    if reply.status == 400:
        assert data_of(world.tenant("default")) == before

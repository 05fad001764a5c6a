"""Wati v1: any body and any query gets an answer."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from emulator import Tenant
from tests.wati.wati_calls import PRIYA, call, data_of

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "value", "x"]), inner),
    max_leaves=6,
)


@settings(derandomize=True, deadline=None, max_examples=150)
@given(
    st.sampled_from(["addContact", "updateContactAttributes"]),
    st.fixed_dictionaries({}, optional={"name": JSON, "customParams": JSON}) | JSON,
)
def test_any_json_as_body_is_taken_or_refused_with_nothing_changed(operation: str, body: Any) -> None:
    tenant = Tenant("t")
    tenant.wati.add_contact("15550100001", "Ada")
    before = data_of(tenant)
    reply = call(tenant, "POST", f"{operation}/15550100001", body)
    assert reply.status == 200
    if reply.json()["result"] is False:
        assert data_of(tenant) == before


@settings(derandomize=True, deadline=None, max_examples=150)
@given(st.fixed_dictionaries({}, optional={name: st.text(max_size=20) for name in
       ("name", "attribute", "pageSize", "pageNumber", "messageText", "email", "whatsappNumber")}))  # fmt: skip
def test_any_text_in_the_query_gets_an_answer(args: dict[str, str]) -> None:
    tenant = Tenant("t")
    tenant.wati.receive(PRIYA, "hi")
    for method, path in (
        ("GET", "getContacts"),
        ("GET", f"getMessages/{PRIYA}"),
        ("POST", f"sendSessionMessage/{PRIYA}"),
        ("POST", "assignOperator"),
    ):
        assert call(tenant, method, path, **args).status in (200, 400)

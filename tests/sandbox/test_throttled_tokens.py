"""A chatbot that asks for a new Zoho token too often is shut out, as it would be."""

from __future__ import annotations

from datetime import timedelta

from flow_runner.explore.state import States
from flow_runner.sandbox.files import bundled_flows
from flow_runner.sandbox.sandbox import DEFAULT_PHONE, Sandbox

FLOW = bundled_flows()["zoho_lead_owner"]


def refreshed(sandbox: Sandbox, times: int) -> list[int]:
    """Statuses of the token endpoint for customers who write after the token has expired."""
    for number in range(times):
        sandbox.tenant.zoho.expire_access_tokens()
        sandbox.says("hi", f"155501000{number:02d}")
    found = [one for one in sandbox.tenant.universe.journal if one.operation == "zoho.generate_token"]
    return [one.reply.status for one in found if one.reply is not None]


def test_the_eleventh_refresh_is_denied_until_ten_minutes_are_over() -> None:
    sandbox = Sandbox.open(FLOW)
    assert refreshed(sandbox, 12) == [*[200] * 10, 400, 400]
    sandbox.advance(timedelta(minutes=10))
    assert refreshed(sandbox, 1)[-1] == 200


def test_a_chatbot_that_is_shut_out_is_not_where_it_was_before() -> None:
    """The explorer looks at every state once: these are two."""
    sandbox = Sandbox.open(FLOW)
    states = States(sandbox.library)
    sandbox.says("hi")
    refreshed(sandbox, 10)
    shut = states.key(sandbox, DEFAULT_PHONE, "end")
    sandbox.tenant.universe.clock.advance(timedelta(minutes=10))
    assert states.key(sandbox, DEFAULT_PHONE, "end") != shut

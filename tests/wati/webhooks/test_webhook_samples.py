"""Samples of every event, and their schemas."""

from __future__ import annotations

import pytest

from emulator import Tenant
from emulator.wati import callback_sample
from emulator.wati.callback import KNOWN, UNSENT
from emulator.wati.callback_payloads import EVENTS

ADA, BOB, FAR = "15550100001", "15550100002", "15550100003"


@pytest.mark.parametrize("event", list(EVENTS))
def test_the_sample_of_every_event_holds_to_its_schema(tenant: Tenant, event: str) -> None:
    body = callback_sample.body_of(tenant.wati, event)
    assert body["eventType"] == event
    assert EVENTS[event].contract.violations(body) == []


@pytest.mark.parametrize("event", list(EVENTS))
def test_every_schema_tells_a_body_that_lacks_anything(tenant: Tenant, event: str) -> None:
    body = callback_sample.body_of(tenant.wati, event)
    contract = EVENTS[event].contract
    assert [name for name in body if not contract.violations({k: v for k, v in body.items() if k != name})] == []
    assert contract.violations({**body, "more": 1}) != []


def test_an_event_that_nothing_causes_has_no_sample(tenant: Tenant) -> None:
    assert set(KNOWN) == {*EVENTS, *UNSENT}
    with pytest.raises(LookupError, match="Did you mean 'message'"):
        callback_sample.body_of(tenant.wati, "mesage")

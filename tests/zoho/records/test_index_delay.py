"""What a search does not know yet."""

from __future__ import annotations

from datetime import timedelta

from emulator import Tenant, seed
from emulator.zoho import index_delay
from tests.zoho.zoho_calls import owner

WORLD = """
start: 2026-01-15T09:00:00Z
zoho:
  index_delay: 20
  users: [{ name: Asha Agent, email: asha.agent@example.com }]
  leads: [{ Last_Name: Test, Owner: Asha Agent }]
"""


def delayed() -> Tenant:
    return seed.tenant_from(seed.parse(WORLD).data)


def test_what_a_world_begins_with_is_known_to_searches() -> None:
    state = delayed().zoho
    assert all(index_delay.visible(state, row) for row in state.leads)


def test_what_was_just_written_is_known_after_the_delay() -> None:
    tenant = delayed()
    state = tenant.zoho
    row = state.add_lead(owner(tenant), {"Last_Name": "New"})
    row = state.leads.update(row.id, found_at=index_delay.found_at(state))
    assert not index_delay.visible(state, row)
    tenant.universe.clock.advance(timedelta(seconds=19))
    assert not index_delay.visible(state, row)
    tenant.universe.clock.advance(timedelta(seconds=1))
    assert index_delay.visible(state, row)


def test_the_delay_goes_into_snapshots() -> None:
    other = seed.tenant_from({})
    other.restore(delayed().snapshot())
    assert other.zoho.index_delay_s == 20


def test_there_is_no_delay_unless_the_world_has_one() -> None:
    state = seed.tenant_from({}).zoho
    assert index_delay.found_at(state) is None

"""How long a search does not know yet what was just written. Source: documented; over 20 seconds were measured.

By id, in lists and through COQL a record is there at once.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from emulator.zoho.rows import Record
from emulator.zoho.state import ZohoState


def found_at(state: ZohoState) -> datetime | None:
    """When a search will know what is written now; None where there is no delay."""
    delay = state.index_delay_s
    return state.universe.clock.now() + timedelta(seconds=delay) if delay else None


def visible(state: ZohoState, row: Record) -> bool:
    """Whether a search knows the record as it stands."""
    return row.found_at is None or row.found_at <= state.universe.clock.now()

"""Custom attributes that a request sets, and what of it the account takes over."""

from __future__ import annotations

from emulator.wati.assumptions.contacts import EMPTY_ATTRIBUTE, UNKNOWN_ATTRIBUTE
from emulator.wati.state import OWN_ROWS, WatiState


def accepted(state: WatiState, attributes: dict[str, str]) -> dict[str, str]:
    """Without those that the account ignores: empty ones and new ones, as far as the assumptions go."""
    assumptions = state.universe.assumptions
    if not all(attributes.values()) and assumptions.lean(EMPTY_ATTRIBUTE) == "left_out":
        attributes = {name: value for name, value in attributes.items() if value}
    new = {name for name in attributes if name not in OWN_ROWS and not state.contacts.at_most("attribute", name)}
    if new and assumptions.lean(UNKNOWN_ATTRIBUTE) == "ignored":
        return {name: value for name, value in attributes.items() if name not in new}
    return attributes

"""Templates that v3 sends to one or to many, at once or later."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from emulator.kernel.http import Reply
from emulator.kernel.suggest import did_you_mean
from emulator.wati import broadcast, target, template
from emulator.wati.broadcast import Wanted
from emulator.wati.quirks import SLOW_SENDS
from emulator.wati.rows import Broadcast, Template
from emulator.wati.state import WatiState
from emulator.wati.v3 import asked
from emulator.wati.v3.endpoint import Refused, ok, unknown
from emulator.wati.v3.schema import MAX_RECIPIENTS

SLOW_S = 35.0
BAD_NUMBER = "Invalid phone number format."
NOT_FOUND = "Template not found."


class Asked(NamedTuple):
    """A campaign as it was asked for."""

    channel: str
    template: str
    name: str
    wanted: list[Wanted]


def read(state: WatiState, found: dict[str, Any]) -> Asked:
    """Refused where the body is not as documented: a recipient that names nobody is, one that names nobody known is
    not.
    """
    name, title = asked.text(found, "template_name"), asked.text(found, "broadcast_name")
    rows = asked.entries(found, "recipients", 1, MAX_RECIPIENTS)
    channel = asked.optional(found, "channel")
    wanted = [_recipient(state, row) for row in rows]
    return Asked(asked.channel(state, channel), name, title, wanted)


def start(state: WatiState, what: Asked, at: datetime | None = None) -> Reply:
    """The reply to a campaign; what keeps it from being sent stands in `error`, with status 200 (documented)."""
    row = template.named(state, what.template)
    error, *help = _hindrance(state, what, row, at)
    if row is None or error:
        nothing: dict[str, Any] = {"success": False, "broadcast_id": None, "error": error, "recipients": []}
        return ok(state, nothing, *help)
    campaign, rows = broadcast.begin(state, row, what.name, what.wanted, what.channel, at)
    results = [
        {
            "local_message_id": one.local_message_id,
            "phone_number": one.phone,
            "errors": [BAD_NUMBER] if one.failed_code == broadcast.INVALID_NUMBER else [],
        }
        for one in rows
    ]
    reply = ok(state, {"success": True, "broadcast_id": campaign.id, "error": None, "recipients": results})
    if state.universe.assumptions.choice(SLOW_SENDS) == "slow":
        reply.latency_s = SLOW_S
    return reply


def called(state: WatiState, campaign_id: str) -> Broadcast:
    """Refused where there is none with this id."""
    found = state.broadcasts.get(campaign_id)
    if found is None:
        raise unknown(state, "The broadcast does not exist.")
    return found


def _recipient(state: WatiState, row: Any) -> Wanted:
    """`target` counts where both are there, which is assumed. Whoever cannot be found is kept as named, and fails."""
    if not isinstance(row, Mapping):
        raise Refused("Every recipient must be an object.")
    named, phone = asked.optional(row, "target").strip(), asked.optional(row, "phone_number").strip()
    if not named and not phone:
        raise Refused("Every recipient needs a phone_number or a target.")
    if named:
        contact = target.contact_by(state, named)
        phone = contact.wa_id if contact else named
    return Wanted(phone, asked.params(row, "custom_params", nulls=True), asked.optional(row, "local_message_id"))


def _hindrance(state: WatiState, what: Asked, row: Template | None, at: datetime | None) -> tuple[str, ...]:
    """Why nothing is sent, with what would help; an empty text where nothing speaks against it."""
    if row is None:
        names = [one.name for one in state.templates]
        return NOT_FOUND, f"No template is called {what.template}.{did_you_mean(what.template, names)}"
    if row.status != "APPROVED":
        return template.NOT_APPROVED, f"{row.name} is {row.status}."
    for one in what.wanted:
        blank = template.blanks(state, row, one.params)
        if blank:
            return template.CHECK, f"No text for {', '.join(blank)} of {one.phone}: nothing was sent to anybody."
    if at is not None and at <= state.universe.clock.now():
        return "scheduled_at must be in the future.", f"It is {state.universe.clock.now().isoformat()} here."
    return ("",)

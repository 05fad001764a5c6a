"""Templates that are sent through v1 and v2: what is asked for, and who gets it.

Nothing is sent before all of it was looked at: a template that cannot go out, or a blank parameter of one receiver,
refuses the whole send; a number that is none is its receiver's own failure. Source: docs.wati.io, sendTemplateMessage
and sendTemplateMessages; the texts of failures were captured.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from emulator.kernel.http import Reply
from emulator.kernel.suggest import did_you_mean
from emulator.wati import broadcast, payloads, sending, template
from emulator.wati.assumptions.sends import LOCAL_NUMBER, SAME_RECEIVER, SEND_FAILURE_TEXT
from emulator.wati.quirks import SLOW_SENDS
from emulator.wati.rows import Recipient, Template
from emulator.wati.state import VALID_NUMBER, WatiState

MAX_RECEIVERS = 10_000
SLOW_S = 35.0
INVALID_NUMBER = "Invalid WhatsApp number"
DUPLICATE = "Duplicate receiver"
MAX_TOLD = 200
"""Characters of names, in our help."""
NOT_ENOUGH = "not enough parameters"


class Refusal(NamedTuple):
    """Why nothing is sent at all: in the vendor's words, and in ours. `parameters` are those that have no text."""

    text: str
    help: str
    parameters: tuple[str, ...] = ()


class Campaign(NamedTuple):
    """What is asked for. `channel` is an id, empty for the account's own number."""

    template: Template
    name: str
    channel: str


class Receiver(NamedTuple):
    """Somebody who shall get it. `phone` is the number where one was found, else what the caller wrote; `error` says
    why nothing goes there, in the vendor's words, and `help` in ours.
    """

    phone: str
    values: dict[str, str]
    local_id: str = ""
    error: str = ""
    help: str = ""


def campaign(state: WatiState, template_name: Any, broadcast_name: Any, channel: Any = None) -> Campaign | Refusal:
    """The approved template, under which name and through which number it is sent."""
    if not isinstance(template_name, str) or not template_name.strip():
        return _unusable(state, "template_name is missing")
    if not isinstance(broadcast_name, str) or not broadcast_name.strip():
        return _unusable(state, "broadcast_name is missing")
    place = sending.channel_of(state, channel or "") if isinstance(channel, str | None) else None
    if place is None:
        return _unusable(state, sending.unknown_channel(state, str(channel)))
    found = template.named(state, template_name)
    if found is None:
        shown = template_name[: sending.SHOWN]
        known = did_you_mean(shown, dict.fromkeys(row.name for row in state.templates))
        return Refusal(f"Template {template_name} not found", f"The account has no template {shown!r}.{known}")
    if found.status != "APPROVED":
        return Refusal(template.NOT_APPROVED, f"The template is {found.status}.")
    return Campaign(found, broadcast_name, place)


def receiver(state: WatiState, whom: str, values: dict[str, str], local_id: str = "") -> Receiver:
    """By number, id of a contact or BSUID."""
    contact = sending.contact_of(state, whom)
    phone = contact.wa_id if contact else whom
    why = unreachable(state, phone)
    return Receiver(phone, values, local_id, INVALID_NUMBER if why else "", why)


def receivers(state: WatiState, entries: Any) -> list[Receiver] | Refusal:
    """Of the `receivers` of a body; one that stands there twice has an error the second time."""
    if not isinstance(entries, list) or not 1 <= len(entries) <= MAX_RECEIVERS:
        return _unusable(state, f"1 to {MAX_RECEIVERS:,} receivers are wanted")
    found: list[Receiver] = []
    for number, entry in enumerate(entries, 1):
        asked = entry if isinstance(entry, dict) else {}
        whom, values = asked.get("target") or asked.get("whatsappNumber"), values_of(asked.get("customParams"))
        local_id = asked.get("localMessageId") or ""
        if not isinstance(whom, str) or values is None or not isinstance(local_id, str):
            return _unusable(state, f"receiver {number} needs whatsappNumber or target, and customParams of texts")
        found.append(receiver(state, whom, values, local_id))
    return once(state, found)


def once(state: WatiState, found: Sequence[Receiver]) -> list[Receiver]:
    """With an error for whoever stood there before."""
    seen: set[str] = set()
    told: list[Receiver] = []
    for one in found:
        again = not one.error and one.phone in seen
        if again and state.universe.assumptions.lean(SAME_RECEIVER) == "once":
            one = one._replace(error=DUPLICATE, help=f"{one.phone} stands there twice, and gets it once.")
        seen.add(one.phone)
        told.append(one)
    return told


def lacking(state: WatiState, found: Template, wanted: Sequence[Receiver]) -> Refusal | None:
    """Where a parameter of anybody is blank or missing, and the service refuses that."""
    names = dict.fromkeys(name for one in wanted for name in template.blanks(state, found, one.values))
    if not names:
        return None
    wants = ", ".join(template.parameters(found))[:MAX_TOLD] or "nothing"
    told = f"The template wants a text for {wants}; blank or missing: {', '.join(names)[:MAX_TOLD]}."
    return Refusal(template.CHECK, told, tuple(names))


def send(state: WatiState, asked: Campaign, wanted: Sequence[Receiver]) -> list[Recipient]:
    """To those who have no error, in the order in which they stand; the others are kept as failed recipients."""
    refused = {INVALID_NUMBER: broadcast.INVALID_NUMBER}
    people = [
        broadcast.Wanted(one.phone, one.values, one.local_id, refused.get(one.error, one.error)) for one in wanted
    ]
    return broadcast.begin(state, asked.template, asked.name, people, asked.channel)[1]


def values_of(entries: Any) -> dict[str, str] | None:
    """`[{name, value}]` as names to values; null counts as blank. None where it is something else."""
    if entries is None:
        return {}
    if not isinstance(entries, list):
        return None
    found: dict[str, str] = {}
    for entry in entries:
        name, value = (entry.get("name"), entry.get("value")) if isinstance(entry, dict) else (None, None)
        if not isinstance(name, str) or not name or not isinstance(value, str | None):
            return None
        found[name] = value or ""
    return found


def unreachable(state: WatiState, phone: str) -> str:
    """Why a number has no WhatsApp, in words; empty where it has."""
    if not VALID_NUMBER.fullmatch(phone) or phone.startswith("0"):
        return f"{phone[: sending.SHOWN]!r} is no number with country code: digits alone, such as 15550100001."
    contact = state.contact(phone)
    if contact is not None:
        return f"The world says that the phone of {phone} is no_whatsapp." if contact.phone_is == "no_whatsapp" else ""
    whole = sending.with_country_code(state, phone)
    if whole is not None and state.universe.assumptions.lean(LOCAL_NUMBER) == "not_on_whatsapp":
        return f"{phone} is {whole.wa_id} without its country code."
    return ""


def answer(state: WatiState, payload: dict[str, Any], *help: str) -> Reply:
    """A template was accepted, sooner or later."""
    reply = payloads.ok(payload)
    reply.latency_s = SLOW_S if state.universe.assumptions.choice(SLOW_SENDS) == "slow" else 0.0
    reply.help = help
    return reply


def _unusable(state: WatiState, why: str) -> Refusal:
    state.universe.assumptions.lean(SEND_FAILURE_TEXT)
    return Refusal(sending.MALFORMED, why)

"""The account's WhatsApp numbers, its own and its channels, and Meta's ids of them, which are the same in every run."""

from __future__ import annotations

from hashlib import blake2b
from typing import NamedTuple

from emulator.kernel.http import Json
from emulator.wati import schemas
from emulator.wati.state import WatiState

OWN_NAME = "Default"
DIGITS = 15
WHATSAPP = 0
"""Of `channelType` and `embeddedSignupType` only that they are numbers is known."""

META_ID = {"type": "string", "pattern": f"^[1-9][0-9]{{{DIGITS - 1}}}$"}
NUMBERS = {
    "type": "array",
    "items": schemas.record(
        {
            "bmId": META_ID,
            "channelId": schemas.TEXT_OR_NULL,
            "channelName": schemas.TEXT,
            "channelType": {"type": "integer"},
            "embeddedSignupType": {"type": "integer"},
            "phoneNumber": {"type": "string", "pattern": "^[0-9]{8,15}$"},
            "phoneNumberId": META_ID,
            "wabaContextId": schemas.TEXT_OR_NULL,
            "wabaId": META_ID,
        }
    ),
}


class Number(NamedTuple):
    """`channel` is its id; empty for the account's own number."""

    phone: str
    name: str
    channel: str = ""


def numbers(state: WatiState) -> list[Number]:
    """The account's own first."""
    return [Number(state.phone, OWN_NAME), *(Number(row.phone, row.name, row.id) for row in state.channels)]


def waba_id(state: WatiState) -> str:
    """Of the account's WhatsApp Business Account: one for all of its numbers."""
    return meta_id("waba", state.tenant_id)


def business_id(state: WatiState) -> str:
    return meta_id("business", state.tenant_id)


def phone_id(number: Number) -> str:
    return meta_id("phone", number.phone)


def meta_id(kind: str, text: str) -> str:
    """15 decimal digits, as Meta's ids are."""
    digest = blake2b(f"{kind}\0{text}".encode("utf-8", "surrogatepass"), digest_size=8).digest()
    least = 10 ** (DIGITS - 1)
    return str(least + int.from_bytes(digest) % (9 * least))


def payload(number: Number, state: WatiState) -> Json:
    return {
        "bmId": business_id(state),
        "channelId": number.channel or None,
        "channelName": number.name,
        "channelType": WHATSAPP,
        "embeddedSignupType": WHATSAPP,
        "phoneNumber": number.phone,
        "phoneNumberId": phone_id(number),
        "wabaContextId": None,
        "wabaId": waba_id(state),
    }

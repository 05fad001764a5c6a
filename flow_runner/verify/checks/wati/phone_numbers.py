"""The account's WhatsApp numbers, by both versions."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.included import NUMBERS, rows, same_keys
from flow_runner.verify.observation import Differs, Observation, Same
from flow_runner.verify.target import Target


@check(
    "wati.phone-numbers-are-the-same-in-v1-and-v2",
    "wati.whats_app_phone_numbers",
    "wati.v2_whatsapp_phone_numbers",
    evidence="documented",
    source="docs.wati.io for the paths, a client's types for the rows of v2",
    other=instead("/api/v1/whatsApp/phoneNumbers", json={"result": True, "phoneNumbers": []}),
)
def phone_numbers(target: Target) -> Observation:
    """phoneNumbers is a bare array in v1 and v2, whose rows have phoneNumber, phoneNumberId and wabaId."""
    for path in ("/api/v1/whatsApp/phoneNumbers", NUMBERS):
        if not same_keys(rows(target, path), "phoneNumber", "phoneNumberId", "wabaId"):
            return Differs("rows of phoneNumber, phoneNumberId and wabaId", "others")
    return Same()

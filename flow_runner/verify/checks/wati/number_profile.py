"""How Meta sees a number of the account."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.included import get, number
from flow_runner.verify.observation import Differs, Observation, Same
from flow_runner.verify.target import Target
from flow_runner.verify.wording import json_of, told

KEYS = ("displayPhoneNumber", "phoneId", "qualityRating", "status", "verifiedName", "wabaId")


@check(
    "wati.number-has-a-profile",
    "wati.v2_whatsapp_profile",
    evidence="documented",
    source="docs.wati.io for the path, a client's types for the fields",
    other=instead("/profile", json={"result": True}),
)
def number_profile(target: Target) -> Observation:
    """The profile of a number is an object with its name, its quality rating and its status."""
    row = number(target)
    reply = get(target, f"/api/v2/whatsapp/{row.get('wabaId')}/{row.get('phoneNumber')}/profile")
    found = json_of(reply)
    is_profile = reply.status == 200 and isinstance(found, dict) and found.keys() >= set(KEYS)
    return Same() if is_profile else Differs(f"200 {{{', '.join(KEYS)}}}", told(reply))

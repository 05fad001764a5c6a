"""The conversation of somebody unknown."""

from __future__ import annotations

from emulator.wati.assumptions.contacts import UNKNOWN_CONTACT
from flow_runner.verify.check import check, instead
from flow_runner.verify.contacts import NOBODY
from flow_runner.verify.observation import Differs, Observation, Settles, Skip
from flow_runner.verify.target import Target
from flow_runner.verify.wording import json_of, told

REFUSED = "200 result false: Invalid Contact"


@check(
    "wati.messages-of-an-unknown-number",
    "wati.get_messages",
    evidence="assumed",
    source="never captured; the text is one of sendSessionMessage",
    settles=UNKNOWN_CONTACT,
    other=instead("/getMessages/*", status=404),
)
def messages_of_unknown(target: Target) -> Observation:
    """getMessages of an unknown number is 200 with result false and 'Invalid Contact'."""
    reply = target.wati("GET", f"/api/v1/getMessages/{NOBODY}", {"pageSize": "1", "pageNumber": "1"})
    body = json_of(reply)
    if told(reply) == REFUSED:
        return Settles(UNKNOWN_CONTACT, "invalid_contact", "an unknown number is 'Invalid Contact'")
    found = body.get("messages") if reply.status == 200 and isinstance(body, dict) else None
    if not isinstance(found, dict):
        return Differs(f"{REFUSED}, or an empty list", told(reply))
    if found.get("items"):
        raise Skip("the account has a conversation with the number that is reserved for nobody")
    return Settles(UNKNOWN_CONTACT, "empty", "an unknown number has an empty list of messages")

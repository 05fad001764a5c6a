"""A message by an id that nobody gave."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.included import get, number
from flow_runner.verify.observation import Observation, expected
from flow_runner.verify.target import Target

NOBODYS = "00000000-0000-4000-8000-000000000000"


@check(
    "wati.message-of-an-unknown-local-id",
    "wati.whats_app_message",
    evidence="assumed",
    source="docs.wati.io has the path, and nothing of the failure",
    other=instead("/whatsApp/messages/*", status=404),
)
def unknown_local_id(target: Target) -> Observation:
    """A localMessageId that nobody gave is 200 with result false and the text 'target input invalid'."""
    reply = get(target, f"/api/v1/whatsApp/messages/{number(target).get('phoneNumber')}/{NOBODYS}")
    return expected(reply, "200 result false: target input invalid")

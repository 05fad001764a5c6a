"""A message without a text."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.contacts import given
from flow_runner.verify.observation import Observation, expected
from flow_runner.verify.target import Target


@check(
    "wati.message-without-text-is-refused",
    "wati.send_session_message",
    evidence="observed",
    source="captured live",
    needs=("writes",),
    other=instead("/sendSessionMessage/*", json={"ok": True, "result": "success"}),
)
def empty_text(target: Target) -> Observation:
    """sendSessionMessage without a text is 200 with result false."""
    number = str(given(target)["wAid"])
    reply = target.wati("POST", f"/api/v1/sendSessionMessage/{number}", body=None)
    return expected(reply, "200 result false: message text can not be empty")

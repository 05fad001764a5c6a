"""A message that is really sent."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.contacts import given
from flow_runner.verify.observation import Differs, Observation, Same
from flow_runner.verify.target import Target
from flow_runner.verify.wording import told

TEXT = "A test by wati-sandbox verify. Please ignore it."
SENT, CLOSED = "200 {message, ok, result}", "200 result false: Ticket has been expired."
NEVER_WROTE = "200 result false: Invalid Conversation"


@check(
    "wati.message-is-sent-within-24-hours",
    "wati.send_session_message",
    evidence="observed",
    source="ok, result and message captured live, and so both refusals",
    needs=("writes",),
    other=instead("/sendSessionMessage/*", status=202),
)
def session_message(target: Target) -> Observation:
    """A message to a contact is sent, or refused as the 24 hours are over: this check really sends one."""
    number = str(given(target)["wAid"])
    reply = target.wati("POST", f"/api/v1/sendSessionMessage/{number}", {"messageText": TEXT})
    known = told(reply) in (SENT, CLOSED, NEVER_WROTE)
    return Same() if known else Differs(f"{SENT}, or {CLOSED}", told(reply))

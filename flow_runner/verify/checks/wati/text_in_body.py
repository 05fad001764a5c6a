"""The text of a message in the body."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.contacts import given
from flow_runner.verify.observation import Observation, expected
from flow_runner.verify.target import Target


@check(
    "wati.text-in-the-body-does-not-count",
    "wati.send_session_message",
    evidence="observed",
    source="captured live, September 2026",
    needs=("writes",),
    other=instead("/sendSessionMessage/*", json={"ok": True, "result": "success"}),
)
def text_in_body(target: Target) -> Observation:
    """sendSessionMessage with its text in the body is refused as empty: it must stand in the query."""
    number = str(given(target)["wAid"])
    reply = target.wati(
        "POST", f"/api/v1/sendSessionMessage/{number}", body={"messageText": "from wati-sandbox verify"}
    )
    return expected(reply, "200 result false: message text can not be empty")

"""The order of a conversation."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.contacts import messages, with_messages
from flow_runner.verify.observation import Differs, Observation, Same
from flow_runner.verify.target import Target

OLD, NEW = ({"created": f"2026-01-0{day}T00:00:00.000Z"} for day in (1, 2))


@check(
    "wati.messages-come-newest-first",
    "wati.get_messages",
    evidence="observed",
    source="a capture with messages and ticket lines",
    other=instead("/getMessages/*", json={"result": "success", "messages": {"items": [OLD, NEW]}}),
)
def messages_newest_first(target: Target) -> Observation:
    """Messages and ticket lines come newest first."""
    moments = [str(item.get("created")) for item in messages(target, with_messages(target))]
    in_order = moments == sorted(moments, reverse=True)
    return Same() if in_order else Differs("newest first", "another order")

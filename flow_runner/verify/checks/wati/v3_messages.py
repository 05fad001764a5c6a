"""The order of a conversation of v3."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.observation import Differs, Observation, Same, Skip
from flow_runner.verify.target import Target, ok
from flow_runner.verify.v3 import FIRST, ask, contacts

OLD, NEW = ({"created": f"2026-01-0{day}T00:00:00.0000000Z"} for day in (1, 2))


@check(
    "wati.v3-messages-come-newest-first",
    "wati.v3_get_messages",
    evidence="assumed",
    source="the OpenAPI does not tell the order; as v1 is assumed",
    other=instead("/api/ext/v3/conversations/*", json={"message_list": [OLD, NEW]}),
)
def v3_messages(target: Target) -> Observation:
    """Messages of v3 come newest first, as those of v1."""
    for row in contacts(target):
        reply = ask(target, f"conversations/{row.get('wa_id')}/messages", FIRST)
        if reply.status != 200 or len(ok(reply, "message_list")) < 2:
            continue
        moments = [str(one.get("created")) for one in ok(reply, "message_list")]
        in_order = moments == sorted(moments, reverse=True)
        return Same() if in_order else Differs("newest first", "another order")
    raise Skip("none of the first contacts has two messages")

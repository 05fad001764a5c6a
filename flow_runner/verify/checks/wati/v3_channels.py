"""The channels of the account."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.observation import Differs, Observation, Same
from flow_runner.verify.target import Target
from flow_runner.verify.v3 import FIRST, ask
from flow_runner.verify.wording import told


@check(
    "wati.v3-channels-are-a-list",
    "wati.v3_get_channels",
    evidence="documented",
    source="the vendor's OpenAPI",
    other=instead("/api/ext/v3/channels", json={"channels": [], "total": 0}),
)
def v3_channels(target: Target) -> Observation:
    """Channels are a list that does not tell its page."""
    reply = ask(target, "channels", FIRST)
    return Same() if told(reply) == "200 {channels}" else Differs("200 {channels}", told(reply))

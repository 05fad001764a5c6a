"""The chatbots of the account."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.observation import Observation, Same
from flow_runner.verify.target import Target
from flow_runner.verify.v3 import FIRST, ask, paged


@check(
    "wati.v3-chatbots-are-paged",
    "wati.v3_get_chatbots",
    evidence="documented",
    source="the vendor's OpenAPI (plan Pro)",
    other=instead("/api/ext/v3/chatbots", json={"chatbot_list": [], "page_number": 2, "page_size": 10}),
)
def v3_chatbots(target: Target) -> Observation:
    """A page of chatbots tells its number and size."""
    return paged(ask(target, "chatbots", FIRST), "chatbot_list") or Same()

"""The list of chatbots."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.included import rows, same_keys
from flow_runner.verify.observation import Differs, Observation, Same
from flow_runner.verify.target import Target

PATH = "/api/v1/chatbots"


@check(
    "wati.chatbots-are-an-array",
    "wati.chatbots",
    evidence="documented",
    source="docs.wati.io getChatbots",
    other=instead("/chatbots", json={"chatbot_list": []}),
)
def chatbots(target: Target) -> Observation:
    """The list of chatbots is a bare array, whose rows have id, name and created."""
    found = rows(target, PATH)
    return Same() if same_keys(found, "id", "name", "created") else Differs("rows of id, name and created", "others")

"""A + before the number."""

from __future__ import annotations

from emulator.wati.assumptions.contacts import PLUS_IN_PATH
from flow_runner.verify.check import check
from flow_runner.verify.contacts import messages, with_messages
from flow_runner.verify.observation import Observation, Settles
from flow_runner.verify.target import Target


@check(
    "wati.plus-before-a-number-in-the-path",
    "wati.get_messages",
    evidence="reported",
    source="only digits are documented; a widely used client sends a +",
    settles=PLUS_IN_PATH,
)
def plus_in_path(target: Target) -> Observation:
    """getMessages/+NUMBER answers as getMessages/NUMBER does."""
    number = with_messages(target)
    plain, plus = ([item.get("id") for item in messages(target, sign + number)] for sign in ("", "+"))
    same = plain[:1] == plus[:1]
    told = "a number with a + has the same messages" if same else "a number with a + has no messages"
    return Settles(PLUS_IN_PATH, "tolerated" if same else "rejected", told)

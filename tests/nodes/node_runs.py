"""Nodes, a platform and outcomes that the tests of several node types share."""

from __future__ import annotations

from typing import Any

from emulator.kernel.http import Reply
from flow_runner.engine.events import MessageSent
from tests.builders import ATTRIBUTE, condition, message, update_attribute, webhook
from tests.walks import FakePlatform, Run, answered, walk

AGENTS = FakePlatform(agents={"a1": ("Asha Agent", "asha@example.com")}, teams={"t1": "Sales", "t2": "Care"})
OK, OTHER, WRONG = message("ok"), message("other"), message("wrong")
DEEP = {
    "result": "yes",
    "data": [{"Owner": {"name": "Asha Agent"}}, {"Owner": {"name": "Ravi"}}],
    "a": {"b": {"c": "deep"}, "0": "key"},
    "dotted.key": "whole",
    "m": [["x", "y"]],
}


def messages_of(run: Run) -> list[MessageSent]:
    return [event for event in run.events if isinstance(event, MessageSent)]


def holds(*checks: tuple[str, str, str], attributes: dict[str, str] | None = None, **more: Any) -> bool:
    assume = more.pop("assume", None)
    run = walk(
        condition("a", *checks, yes="yes", no="no", **more),
        message("yes"),
        message("no"),
        platform=FakePlatform(attributes),
        assume=assume,
    )
    assert run.path[-1] == {"true": "yes", "false": "no"}[run.exits[0]]
    return run.exits[0] == "true"


def saved(payload: Any, path: str, **more: Any) -> str | None:
    """What a response variable holds after a reply, where it held `old` before."""
    reply = payload if isinstance(payload, Reply) else answered(payload)
    run = walk(
        update_attribute("u", ("x", "old")),
        webhook("a", saved=[(ATTRIBUTE, "x", path)]),
        edges=[("u", "a")],
        given=[reply],
        **more,
    )
    assert run.outcome == "ended"
    return run.platform.attribute("x")

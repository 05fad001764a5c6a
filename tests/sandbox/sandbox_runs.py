"""A sandbox in a few words, and what happened in it."""

from __future__ import annotations

from typing import Any

from flow_runner.engine import Flow
from flow_runner.engine.events import MessageSent
from flow_runner.report.result import result
from flow_runner.sandbox.sandbox import Sandbox
from flow_runner.sandbox.stubs import Stubs
from flow_runner.sandbox.trace import Exchanged, Said
from tests.builders import (
    VARIABLE,
    message,
    parse,
    webhook,
)


def sandbox_of(flow: Flow, stubs: str = "", **more: Any) -> Sandbox:
    return Sandbox(flow, stubs=Stubs.parse(stubs) if stubs else None, **more)


def sent_by(sandbox: Sandbox, phone: str = "") -> list[str]:
    return [entry.what.text for entry in sandbox.entries(phone) if isinstance(entry.what, MessageSent)]


def exchanged(sandbox: Sandbox, phone: str = "") -> list[Exchanged]:
    return [entry.what for entry in sandbox.entries(phone) if isinstance(entry.what, Exchanged)]


def heard(sandbox: Sandbox, phone: str = "") -> list[str]:
    said = [entry.what for entry in sandbox.entries(phone) if isinstance(entry.what, Said)]
    return [f"{one.heard}: {one.why}" if one.why else one.heard for one in said]


def warnings_of(sandbox: Sandbox) -> list[str]:
    found: list[str] = result(sandbox, [])["warnings"]
    return found


def outcome_of(sandbox: Sandbox, phone: str = "") -> str:
    session = sandbox.session(phone)
    assert session is not None
    return f"waits for {session.waiting}" if session.outcome == "running" else session.outcome


def asking(url: str = "https://api.example/x", **more: Any) -> Flow:
    """A flow of one call, which keeps `x` of the reply and says it."""
    hook = webhook("a", url, **{"saved": [(VARIABLE, "x", "x")], **more})
    return parse(hook, message("b", "x is @x"), edges=[("a", "b")])

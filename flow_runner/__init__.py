"""Runs exported Wati chatbots: the interpreter, and the sandbox in which it meets the emulated accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flow_runner.engine import Engine, Flow, Session
    from flow_runner.sandbox.sandbox import Sandbox

__all__ = ["Engine", "Flow", "Sandbox", "Session"]


def __getattr__(name: str) -> Any:
    """Imported when asked for, so that the command line starts fast."""
    if name == "Sandbox":
        from flow_runner.sandbox.sandbox import Sandbox

        return Sandbox
    if name in __all__:
        from flow_runner import engine

        return getattr(engine, name)
    raise AttributeError(f"module 'flow_runner' has no attribute '{name}'")

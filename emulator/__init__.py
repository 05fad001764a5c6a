"""A local Wati and Zoho CRM: stateful, deterministic, faithful to what is known of the real ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from emulator.tenant import Tenant
from emulator.world import World

if TYPE_CHECKING:
    from emulator.app import create_app

__all__ = ["Tenant", "World", "create_app"]


def __getattr__(name: str) -> Any:
    """Flask is imported only by those who serve."""
    if name == "create_app":
        from emulator.app import create_app

        return create_app
    raise AttributeError(f"module 'emulator' has no attribute '{name}'")

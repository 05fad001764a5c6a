"""Answer late: the effect takes place, the client's time-out may fire first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from emulator.kernel.fault import CallNext, fault_kind
from emulator.kernel.http import Reply


@fault_kind(
    "latency", side="after", attributes={"seconds": {"type": "number", "exclusiveMinimum": 0}}, required=("seconds",)
)
def latency(call_next: CallNext, attributes: Mapping[str, Any]) -> Reply:
    """`seconds` of the tenant's clock; nothing really waits."""
    reply = call_next()
    reply.latency_s += attributes["seconds"]
    return reply

"""Cut the body short: the effect takes place, the client gets broken JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from emulator.kernel.fault import CallNext, fault_kind
from emulator.kernel.http import Reply


@fault_kind("truncate", side="after", attributes={"bytes": {"type": "integer", "minimum": 0}}, required=("bytes",))
def truncate(call_next: CallNext, attributes: Mapping[str, Any]) -> Reply:
    """Keep the first `bytes` of the body."""
    reply = call_next()
    reply.raw = reply.body[: attributes["bytes"]]
    return reply

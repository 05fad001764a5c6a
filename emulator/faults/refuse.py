"""Refuse the connection: the service never sees the request."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from emulator.kernel.fault import CallNext, fault_kind
from emulator.kernel.http import NoReply, Reply


@fault_kind("refuse", side="before", attributes={})
def refuse(call_next: CallNext, attributes: Mapping[str, Any]) -> Reply:
    raise NoReply("refused")

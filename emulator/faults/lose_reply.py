"""Lose the reply: the effect takes place, the client never hears of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from emulator.kernel.fault import CallNext, fault_kind
from emulator.kernel.http import NoReply, Reply


@fault_kind("lose_reply", side="after", attributes={})
def lose_reply(call_next: CallNext, attributes: Mapping[str, Any]) -> Reply:
    call_next()
    raise NoReply("lost")

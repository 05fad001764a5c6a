"""A node's answer to the engine: go on, wait, call somebody, or end."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from emulator.kernel.http import Reply, Request


class Go(NamedTuple):
    """Leave by an exit: its name among the node's own."""

    exit: str


class Wait(NamedTuple):
    """Stay until the customer answers, or until a moment has come."""

    until: datetime | None = None


class Call(NamedTuple):
    """Stay until the reply to this request is here, for at most `timeout_s` seconds."""

    request: Request
    timeout_s: float


class Invoke(NamedTuple):
    """Go on in another chatbot, called by its id or name."""

    chatbot: str


class End(NamedTuple):
    """Nothing follows. `failed` where the flow could not go on; `exit` is the one that the run leaves by, where one was
    chosen and nothing is connected to it.
    """

    reason: str
    failed: bool = False
    exit: str | None = None


Step = Go | Wait | Call | Invoke | End


class Answer(NamedTuple):
    """What the customer sent. `choice` is the id of a tapped button or row, empty for typed text; `media` the address
    of a photo or file, whose caption is the text; `form` the (field, value) pairs of a filled WhatsApp Flow.
    """

    text: str
    choice: str = ""
    media: str = ""
    form: tuple[tuple[str, str], ...] = ()


TIMED_OUT = "timed out"


class Silence(NamedTuple):
    """A request that got no reply: `reason` is refused, lost or timed out."""

    reason: str


Input = Answer | Reply | Silence

"""What senders have in common of which nobody knows whether they wait: address buttons, products, sets of products."""

from __future__ import annotations

from abc import ABC, abstractmethod

from flow_runner.engine.assumptions import CARD_WAITS
from flow_runner.engine.context import Context
from flow_runner.engine.events import MessageSent
from flow_runner.engine.fields import Fields
from flow_runner.engine.node import ONLY, Exit
from flow_runner.engine.step import Go, Input, Step, Wait


class Card(ABC):
    """Sends one message, and goes on by its only exit at once, or after any message as far as the assumption goes."""

    __slots__ = ()

    @abstractmethod
    def message(self, ctx: Context) -> MessageSent | None:
        """What is sent; None for nothing, which is told."""

    def enter(self, ctx: Context) -> Step:
        sent = self.message(ctx)
        if sent is None:
            return Go("")
        ctx.emit(sent)
        return Wait() if ctx.lean(CARD_WAITS) == "for_any_message" else Go("")

    def resume(self, ctx: Context, given: Input) -> Step:
        return Go("")

    def time_out(self, ctx: Context) -> Step:
        raise AssertionError(f"{type(self).__name__} waits for an answer, not for a moment")

    def exits(self) -> tuple[Exit, ...]:
        return (ONLY,)


def header_media(header: Fields) -> str:
    """A media header's address: a text, or an object with `url` or `link`; the filled form was never seen."""
    media = header.raw.get("media")
    if isinstance(media, dict):
        media = media.get("url") or media.get("link")
    return media if isinstance(media, str) else ""

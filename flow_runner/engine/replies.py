"""Which replies to its request a node tells apart, and which of these a status is."""

from __future__ import annotations

from collections.abc import Collection, Iterable

OTHER, SUCCESS, ERROR, NO_REPLY = "other", "2xx", "error", "no reply"


def told_apart(codes: Iterable[int]) -> tuple[str, ...]:
    """By a node with an exit for each of these statuses; without any, what went well from what did not."""
    own = tuple(dict.fromkeys(str(code) for code in codes))
    return (*own, OTHER, NO_REPLY) if own else (SUCCESS, ERROR, NO_REPLY)


def kind_of(reply: str, kinds: Collection[str]) -> str:
    """The kind of a status (`503`), or of `no reply`, among those that a node tells apart."""
    if reply in kinds:
        return reply
    return OTHER if OTHER in kinds else SUCCESS if reply.startswith("2") else ERROR

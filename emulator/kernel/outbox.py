"""What happened in an API that somebody outside it must hear of: an inbound message for the chatbot, for one."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any, NamedTuple


class Notice(NamedTuple):
    """A thing that happened; plain JSON."""

    kind: str
    payload: dict[str, Any]


class Outbox:
    """Notices in order. They wait while nobody listens, so a snapshot between two of them loses none."""

    __slots__ = ("_notices",)

    def __init__(self) -> None:
        self._notices: deque[Notice] = deque()

    def put(self, kind: str, payload: dict[str, Any]) -> None:
        self._notices.append(Notice(kind, payload))

    def drain(self, listener: Callable[[Notice], None]) -> None:
        """Hand every notice over, those that a hand-over causes included."""
        while self._notices:
            listener(self._notices.popleft())

    def __len__(self) -> int:
        return len(self._notices)

    def snapshot(self) -> list[list[Any]]:
        return [[notice.kind, notice.payload] for notice in self._notices]

    def restore(self, data: list[list[Any]]) -> None:
        self._notices = deque(Notice(kind, payload) for kind, payload in data)

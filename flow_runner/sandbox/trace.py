"""What happened, in order: what customers said, the engine's events, and the exchanges in between."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple

from flow_runner.engine import events
from flow_runner.engine.events import Event

DEFAULT_LIMIT = 50_000


class Said(NamedTuple):
    """The customer wrote or tapped. `heard` is what came of it: started, answered, queued, or why nobody heard."""

    text: str
    choice: str
    heard: str


class Exchanged(NamedTuple):
    """A webhook's request and what came back. `source` is sandbox, stub or live; `number` counts the tenant's
    journal, 0 where it has no entry. `status` is None without a reply, and `reason` says why.
    """

    node: str
    method: str
    host: str
    path: str
    query: str
    status: int | None
    reason: str
    source: str
    number: int
    help: tuple[str, ...] = ()


class Entry(NamedTuple):
    """Something that happened, when, and to which contact."""

    at: datetime
    contact: str
    what: Event | Said | Exchanged


class Trace:
    """The last `limit` entries; the oldest go, and are counted in `dropped`."""

    __slots__ = ("_entries", "dropped", "limit")

    def __init__(self, limit: int = DEFAULT_LIMIT) -> None:
        self.limit = limit
        self.dropped = 0
        self._entries: deque[Entry] = deque()

    def add(self, at: datetime, contact: str, *what: Event | Said | Exchanged) -> None:
        self._entries.extend([Entry(at, contact, one) for one in what])
        while len(self._entries) > self.limit:
            self._entries.popleft()
            self.dropped += 1

    @property
    def mark(self) -> int:
        """How many entries there ever were: where `since` begins."""
        return self.dropped + len(self._entries)

    def since(self, mark: int) -> list[Entry]:
        """The entries after a mark, as far as they are still kept."""
        wanted = min(self.mark - mark, len(self._entries))
        return list(islice(reversed(self._entries), wanted))[::-1]

    def of(self, contact: str) -> list[Entry]:
        return [entry for entry in self._entries if entry.contact == contact]

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def snapshot(self) -> dict[str, Any]:
        entries = [[entry.at.isoformat(), entry.contact, to_json(entry.what)] for entry in self._entries]
        return {"limit": self.limit, "dropped": self.dropped, "entries": entries}

    def restore(self, data: dict[str, Any]) -> None:
        self.limit, self.dropped = data["limit"], data["dropped"]
        self._entries = deque(
            Entry(datetime.fromisoformat(at), contact, from_json(what)) for at, contact, what in data["entries"]
        )


def to_json(what: Event | Said | Exchanged) -> dict[str, Any]:
    own = OWN_NAMES.get(type(what))
    return {"type": own, **what._asdict()} if own else events.to_json(what)  # type: ignore[arg-type]  # not an own one


def from_json(data: dict[str, Any]) -> Event | Said | Exchanged:
    kind = OWN.get(data["type"])
    if kind is None:
        return events.from_json(data)
    values = {name: tuple(v) if isinstance(v, list) else v for name, v in data.items() if name != "type"}
    made: Said | Exchanged = kind(**values)
    return made


OWN: dict[str, Any] = {"said": Said, "exchanged": Exchanged}
OWN_NAMES: dict[type, str] = {kind: name for name, kind in OWN.items()}

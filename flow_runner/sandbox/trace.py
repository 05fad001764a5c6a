"""What happened, in order: what customers said, the engine's events, and the exchanges in between."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from emulator.kernel.shape import moment, read
from flow_runner.engine import events
from flow_runner.engine.events import Event

DEFAULT_LIMIT = 50_000


class Said(NamedTuple):
    """The customer wrote, tapped, sent a file or filled a form. `heard` is what came of it: a flow was `started`, the
    waiting node was `answered`, it is `queued` for the next node that asks, the account `handled` it by itself, or it
    went `unheard`; `why` says why.
    """

    text: str
    choice: str
    heard: str
    why: str = ""
    media: str = ""
    form: tuple[tuple[str, str], ...] = ()


class Acted(NamedTuple):
    """The account, or somebody in its team inbox, did something: `cause` says who or what, `action` what it was (send,
    chatbot, assign_agent, assign_team, status, attribute, back_to_bot), `value` with what. `problem` says why it
    could not be done, and is empty where it was.
    """

    cause: str
    action: str
    value: str
    problem: str = ""


class AgentSaid(NamedTuple):
    """An agent wrote to the customer."""

    agent: str
    text: str


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


What = Event | Said | Acted | AgentSaid | Exchanged


class Entry(NamedTuple):
    """Something that happened, when, and to which contact."""

    at: datetime
    contact: str
    what: What


Batch = tuple[datetime, str, Sequence[What]]


class Watcher(Protocol):
    """Somebody who sees all that happens, also what is dropped or taken back later."""

    def see(self, contact: str, what: Sequence[What]) -> None: ...

    def start_over(self, entries: Iterable[Entry]) -> None:
        """A snapshot was restored: what happens next, happens after these entries, which were seen before or not."""
        ...


class Trace:
    """The last entries, at least `limit` of them if there were as many; the oldest go, and are counted in `dropped`.

    What happens at one time to one contact is kept as it came, and made into entries when somebody looks.
    """

    __slots__ = ("_batches", "_count", "_watchers", "dropped", "limit")

    def __init__(self, limit: int = DEFAULT_LIMIT) -> None:
        self.limit = limit
        self.dropped = 0
        self._count = 0
        self._batches: deque[Batch] = deque()
        self._watchers: tuple[Watcher, ...] = ()

    def watch(self, watcher: Watcher) -> None:
        """Let somebody see everything from here on."""
        self._watchers += (watcher,)

    def add(self, at: datetime, contact: str, what: Sequence[What]) -> None:
        self._batches.append((at, contact, what))
        self._count += len(what)
        while self._count - len(self._batches[0][2]) >= self.limit:
            oldest = len(self._batches.popleft()[2])
            self._count -= oldest
            self.dropped += oldest
        for watcher in self._watchers:
            watcher.see(contact, what)

    @property
    def mark(self) -> int:
        """How many entries there ever were: where `since` begins."""
        return self.dropped + self._count

    def since(self, mark: int) -> list[Entry]:
        """The entries after a mark, as far as they are still kept."""
        batches, skipped = self._after(mark)
        return [Entry(at, contact, one) for at, contact, what in batches for one in what][skipped:]

    def happened(self, mark: int, contact: str) -> Iterator[What]:
        """What happened to a contact after a mark, without the entries around it."""
        batches, skipped = self._after(mark)
        for _, who, what in batches:
            if who == contact:
                yield from what[skipped:] if skipped else what
            skipped = 0

    def _after(self, mark: int) -> tuple[list[Batch], int]:
        """The batches from a mark on, and how much of the first one lies before it."""
        wanted, found = min(self.mark - mark, self._count), 0
        newest: list[Batch] = []
        for batch in reversed(self._batches):
            if found >= wanted:
                break
            newest.append(batch)
            found += len(batch[2])
        newest.reverse()
        return newest, found - wanted

    def of(self, contact: str) -> list[Entry]:
        return [Entry(at, who, one) for at, who, what in self._batches if who == contact for one in what]

    def __iter__(self) -> Iterator[Entry]:
        return (Entry(at, contact, one) for at, contact, what in self._batches for one in what)

    def __reversed__(self) -> Iterator[Entry]:
        return (Entry(at, who, one) for at, who, what in reversed(self._batches) for one in reversed(what))

    def __len__(self) -> int:
        return self._count

    def snapshot(self) -> dict[str, Any]:
        batches = [[at.isoformat(), contact, [to_json(one) for one in what]] for at, contact, what in self._batches]
        return {"limit": self.limit, "dropped": self.dropped, "batches": batches}

    def restore(self, data: dict[str, Any]) -> None:
        """ValueError, with nothing changed, for what is no snapshot of a trace."""
        limit, dropped = (read(int, data[name], name) for name in ("limit", "dropped"))
        batches: deque[Batch] = deque()
        for at, contact, what in data["batches"]:
            batches.append((moment(at), read(str, contact, "contact"), tuple(from_json(one) for one in what)))
        self.limit, self.dropped, self._batches = limit, dropped, batches
        self._count = sum(len(what) for _, _, what in batches)
        for watcher in self._watchers:
            watcher.start_over(self)


def to_json(what: What) -> dict[str, Any]:
    own = OWN_NAMES.get(type(what))
    return {"type": own, **what._asdict()} if own else events.to_json(what)  # type: ignore[arg-type]  # not an own one


def from_json(data: dict[str, Any]) -> What:
    kind = OWN.get(data["type"])
    if kind is None:
        return events.from_json(data)
    values = {name: events.tupled(value) for name, value in data.items() if name != "type"}
    made: What = kind(**values)
    return made


OWN: dict[str, Any] = {"said": Said, "acted": Acted, "agent_said": AgentSaid, "exchanged": Exchanged}
OWN_NAMES: dict[type, str] = {kind: name for name, kind in OWN.items()}

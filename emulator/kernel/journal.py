"""Every exchange of a tenant, bounded: the oldest go, and are counted."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from emulator.kernel.http import Reply, Request, bytes_of, text_of
from emulator.kernel.shape import moment, read

DEFAULT_LIMIT = 1000


@dataclass(slots=True)
class Exchange:
    """One request and its reply. `reply` is None where the client got none, and `no_reply` then says why.

    `violations` are breaches of contract (ours or the client's), `help` is what would make the request succeed,
    `faults` are the names of the faults that broke it. None of them ever changes the body.
    """

    number: int
    at: datetime
    request: Request
    api: str = ""
    operation: str = ""
    reply: Reply | None = None
    no_reply: str = ""
    violations: list[str] = field(default_factory=list)
    help: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def snapshot(self) -> dict[str, Any]:
        """Plain JSON; what `restored` reads."""
        reply = self.reply
        return {
            "number": self.number,
            "at": self.at.isoformat(),
            "api": self.api,
            "operation": self.operation,
            "request": self.request.to_json(),
            "reply": reply and {"status": reply.status, "headers": dict(reply.headers), "body": text_of(reply.body)},
            "latency_s": reply.latency_s if reply else 0.0,
            "no_reply": self.no_reply,
            "violations": list(self.violations),
            "help": list(self.help),
            "faults": list(self.faults),
        }

    @classmethod
    def restored(cls, data: dict[str, Any]) -> Exchange:
        reply = data["reply"]
        return cls(
            number=data["number"],
            at=moment(data["at"]),
            request=Request.from_json(data["request"]),
            api=data["api"],
            operation=data["operation"],
            reply=reply
            and Reply(reply["status"], None, reply["headers"], bytes_of(reply["body"]), latency_s=data["latency_s"]),
            no_reply=data["no_reply"],
            violations=list(data["violations"]),
            help=list(data["help"]),
            faults=list(data["faults"]),
        )


class Journal:
    """The last `limit` exchanges, numbered from 1; `dropped` counts those that had to go."""

    __slots__ = ("_exchanges", "_seq", "dropped", "limit")

    def __init__(self, limit: int = DEFAULT_LIMIT) -> None:
        self.limit = limit
        self.dropped = 0
        self._seq = 0
        self._exchanges: deque[Exchange] = deque()

    def open(self, at: datetime, request: Request) -> Exchange:
        """A new exchange, kept at once, so that one which fails in the middle is still on record."""
        self._seq += 1
        exchange = Exchange(self._seq, at, request)
        self._exchanges.append(exchange)
        if len(self._exchanges) > self.limit:
            self._exchanges.popleft()
            self.dropped += 1
        return exchange

    def get(self, number: int) -> Exchange | None:
        place = number - (self._seq - len(self._exchanges)) - 1
        return self._exchanges[place] if 0 <= place < len(self._exchanges) else None

    @property
    def last(self) -> Exchange | None:
        return self._exchanges[-1] if self._exchanges else None

    def __iter__(self) -> Iterator[Exchange]:
        return iter(self._exchanges)

    def __len__(self) -> int:
        return len(self._exchanges)

    def snapshot(self) -> dict[str, Any]:
        return {
            "limit": self.limit,
            "dropped": self.dropped,
            "seq": self._seq,
            "exchanges": [exchange.snapshot() for exchange in self._exchanges],
        }

    def restore(self, data: dict[str, Any]) -> None:
        """ValueError, with nothing changed, for what is no snapshot of a journal."""
        limit, dropped, seq = (read(int, data[name], name) for name in ("limit", "dropped", "seq"))
        exchanges = deque(Exchange.restored(item) for item in data["exchanges"])
        self.limit, self.dropped, self._seq, self._exchanges = limit, dropped, seq, exchanges

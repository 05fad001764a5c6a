"""What a state machine sees of its conversations: what can be tapped, and all that happened, to be read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

from rich.text import Text

from flow_runner.engine.events import MessageSent
from flow_runner.inspection.secret import secrets_in
from flow_runner.report.transcript import Lines, Transcript
from flow_runner.sandbox.sandbox import Sandbox
from flow_runner.sandbox.trace import Entry

Offer = tuple[str, str, str]
"""Something that can be tapped: (who, id, title)."""


class Offers:
    """Buttons and rows that customers have got, without reading the whole trace at each step."""

    __slots__ = ("_ever", "_last", "_names")

    def __init__(self, customers: Mapping[str, str]) -> None:
        """`customers` are numbers by name."""
        self._names = {phone: who for who, phone in customers.items()}
        self._last: dict[str, list[Offer]] = {}
        self._ever: dict[Offer, None] = {}

    def see(self, news: Iterable[Entry]) -> None:
        for one in news:
            who = self._names.get(one.contact)
            if who is not None and isinstance(one.what, MessageSent) and one.what.choices:
                self._last[who] = [(who, key, title) for key, title in one.what.choices]
                self._ever |= dict.fromkeys(self._last[who])

    @property
    def now(self) -> list[Offer]:
        """Of the last message of each customer that offers anything."""
        return [offer for offers in self._last.values() for offer in offers]

    @property
    def old(self) -> list[Offer]:
        """Of messages before those."""
        now = set(self.now)
        return [offer for offer in self._ever if offer not in now]


def transcript(sandbox: Sandbox, customers: Mapping[str, str]) -> str:
    """All that happened to all customers, each turn under their name; secrets masked."""
    names, lines, last = {phone: who for who, phone in customers.items()}, Lines(), ""
    printed = Transcript(lines, partial(secrets_in, sandbox))
    for one in sandbox.trace:
        if one.contact != last:
            last = one.contact
            lines.print(Text(f"--- {names.get(last, last)}"))
        printed.entries([one])
    return "\n".join(line.plain for line in lines.kept)

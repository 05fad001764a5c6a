"""The journal: what was asked and answered, secrets masked."""

from __future__ import annotations

from emulator.control.api import CONTROL, Desk, ok
from emulator.kernel.http import Reply, Request
from emulator.kernel.secret import mask

COUNT = {"type": "string", "pattern": "^[0-9]{1,9}$"}


@CONTROL.operation(
    "GET",
    "/_sandbox/journal",
    query={"type": "object", "properties": {"after": COUNT, "limit": COUNT}},
    replies={200: None},
    evidence="observed",
    source="our own",
)
def read_journal(request: Request, desk: Desk) -> Reply:
    """Exchanges after number `after`, at most `limit` (100) of them; `dropped` counts those that had to go.

    Example: GET /_sandbox/journal?after=0&limit=10 => 200
    """
    after, limit = int(request.args.get("after", 0)), int(request.args.get("limit", 100))
    journal = desk.tenant.universe.journal
    shown = [exchange.snapshot() for exchange in journal if exchange.number > after][:limit]
    known = desk.tenant.secrets()
    return ok({"dropped": journal.dropped, "exchanges": [mask(exchange, known) for exchange in shown]})

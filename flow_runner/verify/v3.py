"""Questions to Wati's v3: its paths have no account number, and one that the token may not ask proves nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from emulator.kernel.http import Reply
from emulator.wati.assumptions.v3 import V3_UNKNOWN_TARGET
from flow_runner.verify.observation import Differs, Observation, Settles, Skip
from flow_runner.verify.target import Target, ok
from flow_runner.verify.wording import told

V3 = "/api/ext/v3/"
FIRST = {"page_number": "1", "page_size": "10"}
NO_ID = "000000000000000000000000"
REFUSED = "{code, message, timestamp}"


def ask(target: Target, path: str, query: Mapping[str, str] | None = None, number: str = "") -> Reply:
    """`path` is what stands behind /api/ext/v3/; `number` the account's, where it shall be in the path. Skip where the
    token may not ask this.
    """
    access = target.access.wati
    assert access is not None, "the suite leaves out checks of an API that is not there"
    base = re.sub(r"/\d+/?$", "", access.base_url)
    reply = target.wati("GET", V3 + path, query, token=access.token, base_url=base + (f"/{number}" if number else ""))
    if reply.status in (401, 403):
        raise Skip(f"the token may not ask v3 for {path.partition('/')[0]}: {told(reply)}")
    return reply


def account_number(target: Target) -> str:
    """Of the base URL; empty where it has none."""
    access = target.access.wati
    found = re.search(r"/(\d+)/?$", access.base_url) if access else None
    return found[1] if found else ""


def contacts(target: Target) -> list[dict[str, Any]]:
    """The first of the account. Skip where there is none."""
    rows = [row for row in ok(ask(target, "contacts", FIRST), "contact_list") if isinstance(row, dict)]
    if not rows:
        raise Skip("the account has no contacts")
    return rows


def unknown(reply: Reply, what: str) -> Observation:
    """What is answered about something that is not there. Skip where it is."""
    if reply.status == 200:
        raise Skip(f"the account has {what}")
    if told(reply) in (f"400 {REFUSED}", f"404 {REFUSED}"):
        return Settles(V3_UNKNOWN_TARGET, str(reply.status), f"{what} that is not there is {reply.status}")
    return Differs(f"400 {REFUSED}, or 404", told(reply))


def paged(reply: Reply, key: str) -> Observation | None:
    """What is wrong with a first page; None where nothing is."""
    rows = ok(reply, key)
    shown = (ok(reply, "page_number"), ok(reply, "page_size"))
    if not isinstance(rows, list) or shown != (1, int(FIRST["page_size"])):
        return Differs(f"'{key}' with page_number 1 and page_size 10", "something else")
    return None if len(rows) <= shown[1] else Differs(f"at most {shown[1]} of '{key}'", f"{len(rows)} of them")

"""What anybody can see of a conversation at its end: the customer, the team, the back ends; and what is different."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import fields
from datetime import datetime
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

from emulator.kernel.http import Request
from emulator.wati.rows import Contact
from flow_runner.engine.events import MessageSent
from flow_runner.sandbox.sandbox import Sandbox
from flow_runner.sandbox.trace import Exchanged
from flow_runner.sandbox.transport import STUB

MAX_ALIGNED = 400  # items of two lists that are aligned; of longer ones, the n-th is held against the n-th
UNSEEN = frozenset({"id", "contact_id", "ticket_id", "wa_id"})
"""Fields of contacts and chats that tell nobody anything."""

Fact = str | Sequence[str] | Mapping[str, str]
Outcome = Mapping[str, Fact]
"""By topic: a text, texts in their order, or texts by name."""


class Differing(NamedTuple):
    """Something that came out differently; None is nothing. `name` is that of a variable or attribute, or empty."""

    topic: str
    name: str
    before: str | None
    after: str | None


def outcome_of(sandbox: Sandbox, sent: Iterable[Request], not_met: Iterable[str]) -> Outcome:
    """Of every customer and chat of the account. `sent` are the requests of all webhooks in order, `not_met` the
    expectations that were not met.
    """
    entries = list(sandbox.trace)
    said: dict[str, list[str]] = {}
    for entry in entries:
        if isinstance(entry.what, MessageSent):
            said.setdefault(entry.contact, []).append(_message(entry.what))
    found: dict[str, Fact] = {}
    kept: dict[str, Fact] = {}
    for contact in sorted(sandbox.tenant.wati.contacts, key=lambda one: one.wa_id != sandbox.phone):
        phone = contact.wa_id
        of = "" if phone == sandbox.phone else f" of {phone}"
        agent, chat = sandbox.assignee(phone), _seen(sandbox.tenant.wati.conversation(contact))
        facts = {**_run(sandbox, phone), **chat, "assignee": agent["name"] if agent else ""}
        facts["messages"] = said.get(phone, [])
        found.update({f"{topic}{of}": fact for topic, fact in facts.items()})
        kept.update({f"{topic}{of}": fact for topic, fact in _kept(sandbox, contact).items()})
    exchanged = [one.what for one in entries if isinstance(one.what, Exchanged)]
    found["exchanges"] = [_exchange(one) for one in exchanged]
    found["sent to stubs"] = [
        _request(asked) for asked, one in zip(sent, exchanged, strict=False) if one.source == STUB
    ]
    return {**found, "expectations not met": list(not_met), **kept}


def differences(before: Outcome, after: Outcome) -> list[Differing]:
    """Everything that came out differently, topic by topic."""
    found: list[Differing] = []
    for topic in dict.fromkeys((*before, *after)):
        one, other = before.get(topic), after.get(topic)
        if one == other:
            continue
        if isinstance(one, Mapping) or isinstance(other, Mapping):
            found += _by_name(topic, _mapped(one), _mapped(other))
        else:
            found += [Differing(topic, "", *pair) for pair in _aligned(_listed(one), _listed(other))]
    return found


def _run(sandbox: Sandbox, phone: str) -> dict[str, Fact]:
    session = sandbox.session(phone)
    if session is None:
        return {}
    if session.outcome == "running":
        return {"outcome": f"waiting at {session.node}"}
    return {"outcome": f"{session.outcome}: {session.reason}"}


def _kept(sandbox: Sandbox, contact: Contact) -> dict[str, Fact]:
    """What is remembered of a contact, and by a run that goes on: of one that is over, nobody can read a variable."""
    session = sandbox.session(contact.wa_id)
    running = session is not None and session.outcome == "running"
    return {**_seen(contact), "variables": dict(session.variables) if session and running else {}}


def _seen(row: Any) -> dict[str, Fact]:
    """The fields of a contact or chat, but for times: that a reply takes longer is told by what comes of it."""
    values = {one.name: getattr(row, one.name) for one in fields(row)} if row is not None else {}
    return {
        name.replace("_", " "): _fact(value)
        for name, value in values.items()
        if name not in UNSEEN and not isinstance(value, datetime)
    }


def _fact(value: Any) -> Fact:
    if isinstance(value, Mapping):
        return {str(key): str(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


def _message(sent: MessageSent) -> str:
    buttons = " ".join(f"[ {title.strip()} ]" for _, title in sent.choices)
    parts = (sent.header, sent.text, sent.media, sent.footer, buttons)
    return "\n".join(part for part in parts if part) or f"({sent.kind})"


def _exchange(one: Exchanged) -> str:
    came = one.reason if one.status is None else str(one.status)
    return f"{one.method} {one.host}{one.path} → {came}"


def _request(request: Request) -> str:
    """A request with everything that a back end would read, and nothing of how it is written."""
    query = [f"{name} = {value}" for name, value in parse_qsl(request.query, keep_blank_values=True)]
    headers = [f"{name}: {value}" for name, value in sorted(request.headers.items())]
    body = request.body.decode("utf-8", "replace")
    with suppress(ValueError, RecursionError):
        body = json.dumps(json.loads(body), ensure_ascii=False, sort_keys=True)
    return "\n".join([f"{request.method} {request.scheme}://{request.host}{request.path}", *query, *headers, body])


def _listed(fact: Fact | None) -> list[str]:
    return [] if not fact else [fact] if isinstance(fact, str) else list(fact)


def _mapped(fact: Fact | None) -> Mapping[str, str]:
    return fact if isinstance(fact, Mapping) else {}


def _by_name(topic: str, one: Mapping[str, str], other: Mapping[str, str]) -> Iterator[Differing]:
    for name in dict.fromkeys((*one, *other)):
        if one.get(name) != other.get(name):
            yield Differing(topic, name, one.get(name), other.get(name))


def _aligned(ones: list[str], others: list[str]) -> Iterator[tuple[str | None, str | None]]:
    """What stands at one place in two lists, where that is different."""
    if max(len(ones), len(others)) > MAX_ALIGNED:
        yield from (pair for pair in zip_longest(ones, others) if pair[0] != pair[1])
        return
    for tag, i, j, k, m in SequenceMatcher(None, ones, others, autojunk=False).get_opcodes():
        if tag != "equal":
            yield from zip_longest(ones[i:j], others[k:m])

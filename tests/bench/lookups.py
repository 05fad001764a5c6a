"""What a lookup costs in an account of a million contacts, against the same one in an account of a hundred."""

from __future__ import annotations

import json
import resource
from collections.abc import Callable, Iterator
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter
from urllib.parse import urlencode

from emulator import Tenant
from emulator.kernel.http import Request
from emulator.wati.rows import Contact
from tests.bench.measure import Figure, Slice, compare, seconds_each

FEW, MANY = 100, 1_000_000
SLICES, EACH = 40, 25
TARGET = 1.5
SAMPLES = 20
BASE, BEARER = "/424242/api/v1/", {"authorization": "Bearer sandbox-wati-token"}
CONSONANTS, VOWELS = "bcdfghjklmnprstvwxyz", "aeiou"
CITIES = ("Pune", "Springfield", "Lima", "Oslo", "Kyoto", "Accra", "Quito")

Lookup = Callable[[Contact], tuple[str, str, object]]
"""Of a contact: method, path and body of the request that looks it up."""


def figures() -> Iterator[Figure]:
    """Every kind of lookup; and what the million takes, in memory and time."""
    before = _megabytes()
    start = perf_counter()
    many = planted(MANY)
    took, grown = perf_counter() - start, _megabytes() - before
    few = planted(FEW)
    yield Figure("1,000,000 contacts, planted", f"{took:.0f} s, {grown:,.0f} MB", "-", grown / MANY * 1e6)
    for name, lookup in LOOKUPS.items():
        found = compare([_slice(many, lookup)] * SLICES, _slice(few, lookup))
        took_us = f"{found.subject_s * 1e6:.0f} us"
        yield Figure(f"{name}, 1,000,000 contacts", took_us, f"100: {found.floor_s * 1e6:.0f} us", found.ratio, TARGET)
    grown = _megabytes() - before
    yield Figure("the same, once parts of texts were looked for", f"{grown:,.0f} MB", "-", grown / MANY * 1e6)


def planted(count: int) -> Tenant:
    """Contacts with different names, numbers, e-mail addresses and cities; some of them have a chat."""
    tenant = Tenant("bench")
    wati = tenant.wati
    wati.limits = "unlimited"
    for number in range(count):
        name = person(number)
        attributes = {"email": f"{name.replace(' ', '.').lower()}@example.com", "city": CITIES[number % len(CITIES)]}
        if number == count // 2:
            attributes["tier"] = "VIP"
        wati.add_contact(f"91{7_000_000_000 + number * 2_741}", name, attributes)
    for row in samples(tenant):
        wati.receive(row.wa_id, "hi")
    return tenant


def person(number: int) -> str:
    """A name that nobody else has: one of 10,000 first names, one of 10,000 last ones."""
    mixed = number * 61_803_399 % 10**8
    syllables = [mixed // 100**place % 100 for place in range(4)]
    written = ["".join((CONSONANTS[one // 5], VOWELS[one % 5])) for one in syllables]
    return f"{''.join(written[:2]).capitalize()}n {''.join(written[2:]).capitalize()}son"


def samples(tenant: Tenant) -> list[Contact]:
    """Contacts from all over the account."""
    return list(islice(tenant.wati.contacts, 0, None, len(tenant.wati.contacts) // SAMPLES))


def _slice(tenant: Tenant, lookup: Lookup) -> Slice:
    requests = cycle([lookup(row) for row in samples(tenant)])

    def ask() -> None:
        method, path, body = next(requests)
        sent = b"" if body is None else json.dumps(body).encode()
        reply = tenant.call(Request.to(method, BASE + path, BEARER, sent))
        assert reply.status == 200, path
        assert reply.json()["result"] in (True, "success"), reply.text

    ask()
    return partial(seconds_each, [ask] * EACH)


def _contacts(**query: str) -> tuple[str, str, object]:
    return "GET", f"getContacts?{urlencode(query)}", None


def _attribute(name: str, operator: str, value: str = "") -> tuple[str, str, object]:
    return _contacts(attribute=json.dumps([{"name": name, "operator": operator, "value": value}]))


def _several(row: Contact) -> tuple[str, str, object]:
    """The city is that of many, the address is one person's."""
    filters = [
        {"name": "city", "operator": "==", "value": row.attributes["city"]},
        {"name": "email", "operator": "==", "value": row.attributes["email"]},
    ]
    return _contacts(attribute=json.dumps(filters), createdDate=row.created.strftime("%Y-%m-%d"))


def _update(target: str) -> tuple[str, str, object]:
    return "POST", f"updateContactAttributes/{target}", {"customParams": [{"name": "seen", "value": target[-4:]}]}


def _megabytes() -> float:
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 1e6


LOOKUPS: dict[str, Lookup] = {
    "first page": lambda row: _contacts(pageSize="10"),
    "name": lambda row: _contacts(name=row.name),
    "part of a name": lambda row: _contacts(name=row.name[2:-1]),
    "number": lambda row: _contacts(name=row.wa_id),
    "end of a number": lambda row: _contacts(name=row.wa_id[-8:]),
    "name ==": lambda row: _attribute("name", "==", row.name),
    "phone =": lambda row: _attribute("phone", "=", row.wa_id),
    "phone contain": lambda row: _attribute("phone", "contain", row.wa_id[3:]),
    "attribute ==": lambda row: _attribute("email", "==", row.attributes["email"]),
    "attribute == of many": lambda row: _attribute("city", "==", row.attributes["city"]),
    "attribute contain": lambda row: _attribute("email", "contain", row.attributes["email"][1:-4]),
    "attribute exist": lambda row: _attribute("tier", "exist"),
    "attribute exist, everybody": lambda row: _attribute("city", "exist"),
    "attribute !=": lambda row: _attribute("tier", "!=", "VIP"),
    "day": lambda row: _contacts(createdDate=row.created.strftime("%m-%d-%Y")),
    "three filters": _several,
    "getMessages": lambda row: ("GET", f"getMessages/{row.wa_id}", None),
    "updateContactAttributes": lambda row: _update(row.wa_id),
    "updateContactAttributes by id": lambda row: _update(row.id),
    "sendSessionMessage": lambda row: ("POST", f"sendSessionMessage/{row.wa_id}?messageText=Hello", None),
}

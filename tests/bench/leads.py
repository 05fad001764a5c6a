"""What a search for leads costs in an account of a million, against the same one in an account of a hundred.

Both accounts end with the same leads, so that the same page is found in both. Numbers have one beginning and differ in
seven digits, so that short numbers and the beginning are those of very many.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import product
from urllib.parse import urlencode

from emulator import Tenant
from emulator.kernel.http import Request
from emulator.zoho.assumptions import PHONE_DIGITS, PHONE_MATCH
from emulator.zoho.state import DEFAULT_SCOPE, UNLIMITED
from tests.bench.measure import Figure, Slice, compare, seconds_each

FEW, MANY = 100, 1_000_000
SLICES, EACH = 24, 20
TARGET = 1.5
TOKEN = "1000.bench"
NOBODYS = "15550100000"
NUMBERS = {
    "whole number": "919876543210",
    "national number": "9876543210",
    "2 digits": "43",
    "3 digits": "432",
    "4 digits": "5432",
    "5 digits": "65432",
    "beginning that all have": "9198765",
    "number that nobody has": NOBODYS,
}
SEARCHES = {
    "email": {"email": "newest@example.com"},
    "Phone:equals": {"criteria": "(Phone:equals:+91 98765 43210)"},
    "Phone:equals and Owner": {"criteria": "((Phone:equals:43210)and(Owner:equals:Asha Agent))"},
    "Email:in": {"criteria": "(Email:in:newest@example.com)"},
}


def figures() -> Iterator[Figure]:
    """Every way of comparing, with every kind of number; and other searches that an index serves."""
    few, many = planted(FEW), planted(MANY)
    for match, digits in product(PHONE_MATCH.choices, PHONE_DIGITS.choices):
        for tenant in (few, many):
            tenant.universe.assumptions.choose(PHONE_MATCH.name, match)
            tenant.universe.assumptions.choose(PHONE_DIGITS.name, digits)
        for name, number in NUMBERS.items():
            yield _figure(f"{match}, {digits}: {name}", {"phone": number, "per_page": "1"}, few, many)
    for name, query in SEARCHES.items():
        yield _figure(name, {**query, "per_page": "1"}, few, many)


def planted(count: int) -> Tenant:
    """Leads of one owner; the newest has a number that is known, and three look like the one that nobody has: a miss
    tells of as many.
    """
    tenant = Tenant("bench")
    zoho = tenant.zoho
    zoho.limits = UNLIMITED
    zoho.issue_access_token("", DEFAULT_SCOPE, TOKEN)
    owner = zoho.add_user("Asha Agent", "asha.agent@example.com")
    for start in ("90", "91", "92"):
        zoho.add_lead(owner, {"Last_Name": "Alike", "Phone": f"{start}{NOBODYS[-6:]}"})
    for number in range(count - 4):
        phone = f"9198765{number * 61_803 % 10**7:07d}"
        zoho.add_lead(owner, {"Last_Name": "Lead", "Phone": phone, "Email": f"lead{number}@example.com"})
    zoho.add_lead(owner, {"Last_Name": "Newest", "Phone": "+91 98765 43210", "Email": "newest@example.com"})
    return tenant


def _figure(name: str, query: dict[str, str], few: Tenant, many: Tenant) -> Figure:
    found = compare([_slice(many, query)] * SLICES, _slice(few, query))
    took, floor = f"{found.subject_s * 1e6:.0f} us", f"100: {found.floor_s * 1e6:.0f} us"
    return Figure(f"leads, {name}, 1,000,000", took, floor, found.ratio, TARGET)


def _slice(tenant: Tenant, query: dict[str, str]) -> Slice:
    path = f"/crm/v8/Leads/search?{urlencode(query)}"

    def ask() -> None:
        reply = tenant.call(Request.to("GET", path, {"authorization": f"Bearer {TOKEN}"}))
        assert reply.status in (200, 204), reply.text

    ask()
    return partial(seconds_each, [ask] * EACH)

"""getContacts: what the filters find, in accounts of any size."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emulator import Tenant
from emulator.kernel import index
from emulator.wati.contact_filter import OPERATORS, OPPOSITES
from emulator.wati.rows import Contact
from tests.wati.wati_calls import PRIYA, call

DAY = "2026-01-15"


def found(tenant: Tenant, **args: str) -> list[str]:
    reply = call(tenant, "GET", "getContacts", pageSize="1000", **args)
    assert reply.status == 200
    given = reply.json()
    assert given["link"]["total"] == len(given["contact_list"])
    return [row["wAid"] for row in given["contact_list"]]


def filters(*triples: tuple[str, str, str]) -> str:
    return json.dumps([{"name": name, "operator": operator, "value": value} for name, operator, value in triples])


# --- the day of creation ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("day", ["2026-01-15", "01-15-2026"])
def test_a_day_is_written_in_two_ways(tenant: Tenant, day: str) -> None:
    tenant.universe.clock.advance(timedelta(days=1))
    tenant.wati.add_contact("15550100001")
    assert found(tenant, createdDate=day) == ["22222222", PRIYA]
    assert tenant.universe.assumptions.used == {"wati.created_date": "that_day"}


def test_a_day_may_mean_from_then_on(tenant: Tenant) -> None:
    tenant.universe.assumptions.choose("wati.created_date", "from_that_day")
    tenant.universe.clock.advance(timedelta(days=1))
    tenant.wati.add_contact("15550100001")
    assert found(tenant, createdDate=DAY) == ["22222222", PRIYA, "15550100001"]
    assert found(tenant, createdDate="01-16-2026") == ["15550100001"]
    assert found(tenant, createdDate="2027-01-01") == []


def test_a_contact_that_was_changed_was_not_created_then(tenant: Tenant) -> None:
    tenant.universe.clock.advance(timedelta(days=1))
    call(tenant, "POST", f"addContact/{PRIYA}", {"name": "Priya New"})
    assert found(tenant, createdDate="2026-01-16") == []
    assert found(tenant, createdDate=DAY, name="Priya New") == [PRIYA]


@pytest.mark.parametrize(
    "day",
    ["15-01-2026", "2026-13-01", "2026-02-30", "2026/01/15", "20260115", "0000-01-01", "2026-1-5", "x", "٢٠٢٦-٠١-١٥"],
)
def test_a_day_that_is_none_is_refused_with_what_would_be_one(tenant: Tenant, day: str) -> None:
    reply = call(tenant, "GET", "getContacts", createdDate=day)
    assert (reply.status, reply.json()) == (200, {"result": False, "info": "target input invalid"})
    assert "YYYY-MM-DD or MM-DD-YYYY" in reply.headers["X-Sandbox-Help"]


def test_an_empty_day_asks_for_nothing(tenant: Tenant) -> None:
    assert found(tenant, createdDate="") == ["22222222", PRIYA]


# --- the same answer as reading them all ------------------------------------------------------------------------------

NAMES = ("Ada", "Ada Example", "ada", "Bea 123", "+15550100", "Straße")
VALUES = ("Pune", "pune", "", "Lima 1", "Straße")
words = st.sampled_from([*NAMES, *VALUES, "a", "1555", "15550100001", "d", "\0", "STRASSE"])
triples = st.tuples(
    st.sampled_from(["name", "phone", "city", "tier"]), st.sampled_from([*OPERATORS, *OPPOSITES]), words
)
people = st.lists(
    st.tuples(
        st.sampled_from(NAMES), st.dictionaries(st.sampled_from(["city", "tier"]), st.sampled_from(VALUES)),
        st.integers(0, 1),
    ),
    max_size=8,
)  # fmt: skip


def passes(row: Contact, triple: tuple[str, str, str]) -> bool:
    """As the filter is documented, on one contact."""
    name, operator, wanted = triple
    held = {"name": row.name, "phone": row.wa_id, **row.attributes}.get(name)
    match operator:
        case "contain" | "notContain":
            result = held is not None and wanted.casefold() in held.casefold()
        case "==" | "=" | "!=":
            result = held == wanted
        case _:
            result = bool(held)
    return result is not (operator in OPPOSITES)


@settings(derandomize=True, deadline=None, max_examples=120)
@given(people, st.lists(triples, max_size=3), st.none() | words, st.booleans())
def test_filters_find_what_reading_all_contacts_finds(
    people: list[tuple[str, dict[str, str], int]], asked: list[Any], name: str | None, by_day: bool
) -> None:
    tenant = Tenant("t")
    tenant.wati.limits = "unlimited"
    with patch.multiple(index, LITTLE=0, FEW=1, BUCKETS=7):
        for number, (called, attributes, day) in enumerate(people):
            contact = tenant.wati.add_contact(f"1555010000{number}", called, attributes)
            tenant.wati.contacts.update(contact.id, created=contact.created + timedelta(days=day))
        args = {"attribute": filters(*asked)} if asked else {}
        args |= {"createdDate": DAY} if by_day else {}
        args |= {"name": name} if name else {}
        start = tenant.universe.clock.now().date()
        expected = [
            row.wa_id
            for row in tenant.wati.contacts
            if all(passes(row, one) for one in asked)
            and (not by_day or row.created.date() == start)
            and (not name or name.casefold() in row.name.casefold() or (name.isdigit() and name in row.wa_id))
        ]
        assert found(tenant, **args) == expected
        page = call(tenant, "GET", "getContacts", pageSize="2", pageNumber="2", **args).json()
        assert [row["wAid"] for row in page["contact_list"]] == expected[2:4]
        assert page["link"]["total"] == len(expected)


def test_whether_a_number_is_a_name_is_assumed_only_where_it_matters() -> None:
    tenant = Tenant("t")
    tenant.wati.add_contact("15550100001", "Room 7")
    tenant.wati.add_contact("15550100007", "Room 9")
    tenant.wati.add_contact("15550100002", "Room 123")
    assert found(tenant, name="123") == ["15550100002"]
    assert tenant.universe.assumptions.used == {}
    assert found(tenant, name="7") == ["15550100001", "15550100007"]
    assert tenant.universe.assumptions.used == {"wati.name_filter": "name_and_phone"}
    tenant.universe.assumptions.choose("wati.name_filter", "name")
    assert found(tenant, name="7") == ["15550100001"]
    assert found(tenant, name="7", attribute=filters(("phone", "==", "15550100007"))) == []


def test_attributes_are_found_as_they_are_now(tenant: Tenant) -> None:
    tenant.wati.add_contact("15550100001", "Ada", {"city": "Pune"})
    assert found(tenant, attribute=filters(("city", "contain", "pun"))) == ["15550100001"]
    call(tenant, "POST", "updateContactAttributes/15550100001", {"customParams": [{"name": "city", "value": "Lima"}]})
    assert found(tenant, attribute=filters(("city", "contain", "pun"))) == []
    assert found(tenant, attribute=filters(("city", "==", "Lima"))) == ["15550100001"]
    assert found(tenant, attribute=filters(("city", "==", "Pune"))) == []


def test_a_filter_that_cannot_be_read_is_told_what_can_be(tenant: Tenant) -> None:
    reply = call(tenant, "GET", "getContacts", attribute='[{"name":"city","operator":"like","value":"x"}]')
    assert "notContain" in reply.headers["X-Sandbox-Help"]


@pytest.mark.parametrize("day", ["2026-01-15", "01-15-2026", ""])
def test_both_ways_to_write_a_day_are_in_the_contract(tenant: Tenant, day: str) -> None:
    call(tenant, "GET", "getContacts", createdDate=day)
    assert list(tenant.universe.journal)[-1].violations == []

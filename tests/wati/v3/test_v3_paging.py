"""Wati v3: pages of lists."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from emulator import Tenant
from emulator.kernel.table import Table
from emulator.wati.rows import Contact
from tests.wati.v3.conftest import tenant_of
from tests.wati.v3.v3_calls import ADA, CHANNEL, ok, refused
from tests.wati.wati_calls import PRIYA

LISTS = ("contacts", f"conversations/{PRIYA}/messages", "messageTemplates", "broadcasts", "channels", "chatbots")


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize(
    "args",
    [
        {},
        {"page_number": "1"},
        {"page_size": "10"},
        {"page_number": "0", "page_size": "10"},
        {"page_number": "-1", "page_size": "10"},
        {"page_number": "1", "page_size": "0"},
        {"page_number": "1", "page_size": "101"},
        {"page_number": "2147483648", "page_size": "10"},
        {"page_number": "1" + "0" * 400, "page_size": "10"},
        {"page_number": "²", "page_size": "10"},
        {"page_number": "１", "page_size": "10"},
        {"page_number": "1.0", "page_size": "10"},
        {"page_number": "1", "page_size": "1e1"},
        {"page_number": "", "page_size": "10"},
        {"page_number": "1", "pageSize": "0"},
        {"pageNumber": "1"},
    ],
)
def test_a_page_that_is_none_is_refused(tenant: Tenant, path: str, args: dict[str, str]) -> None:
    assert refused(tenant, "GET", path, **args)[0] == 400


@pytest.mark.parametrize("path", LISTS)
def test_a_page_behind_the_last_one_is_empty(tenant: Tenant, path: str) -> None:
    given = ok(tenant, "GET", path, page_number="2147483647", page_size="100")
    assert [value for value in given.values() if isinstance(value, list)] == [[]]


def test_pages_follow_one_another_without_gap_or_overlap(tenant: Tenant) -> None:
    for number in range(5):
        tenant.wati.add_contact(f"1555010010{number}")
    pages = [ok(tenant, "GET", "contacts", page_number=str(page), page_size="3")["contact_list"] for page in (1, 2, 3)]
    assert [len(page) for page in pages] == [3, 3, 1]
    assert len({row["id"] for page in pages for row in page}) == 7


@pytest.mark.parametrize(
    ("args", "number", "size"),
    [
        ({"pageSize": "1"}, 1, 1),
        ({"pageSize": "1", "pageNumber": "2"}, 2, 1),
        ({"pageSize": "1", "page_number": "2"}, 2, 1),
        ({"pageSize": "9", "page_size": "1", "page_number": "2"}, 2, 1),
    ],
)
def test_the_spelling_of_the_vendors_own_node_works_too(
    tenant: Tenant, args: dict[str, str], number: int, size: int
) -> None:
    given = ok(tenant, "GET", "contacts", **args)
    assert (given["page_number"], given["page_size"]) == (number, size)
    assert [row["wa_id"] for row in given["contact_list"]] == [[PRIYA], [ADA]][number - 1]


def test_the_other_spelling_is_a_guess_that_can_be_taken_back() -> None:
    strict = tenant_of(**{"wati.v3_paging": "strict"})
    assert refused(strict, "GET", "contacts", pageSize="1")[0] == 400
    assert strict.universe.assumptions.used["wati.v3_paging"] == "strict"
    plain = tenant_of()
    ok(plain, "GET", "contacts", page_number="1", page_size="1")
    assert "wati.v3_paging" not in plain.universe.assumptions.used


def test_one_page_of_contacts_reads_no_others(tenant: Tenant, monkeypatch: pytest.MonkeyPatch) -> None:
    def all_of_them(self: Table[Contact]) -> Iterator[Contact]:
        raise AssertionError("all contacts were read for one page")

    monkeypatch.setattr(Table, "__iter__", all_of_them)
    assert len(ok(tenant, "GET", "contacts", page_number="1", page_size="1")["contact_list"]) == 1


@pytest.mark.parametrize("path", ["messageTemplates", "broadcasts"])
def test_a_channel_that_is_not_there_is_refused(tenant: Tenant, path: str) -> None:
    page = {"page_number": "1", "page_size": "1"}
    assert refused(tenant, "GET", path, channel="nowhere", **page) == (400, "The channel nowhere does not exist.")
    for channel in ("", CHANNEL, tenant.wati.phone):
        ok(tenant, "GET", path, channel=channel, **page)

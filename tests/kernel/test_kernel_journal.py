"""The journal: every exchange, numbered from 1, bounded; the oldest go and are counted."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emulator.kernel.http import Reply, Request
from emulator.kernel.journal import DEFAULT_LIMIT, Journal

NOW = datetime(2026, 1, 15, 9, 0, tzinfo=UTC)


def filled(count: int, limit: int = DEFAULT_LIMIT) -> Journal:
    journal = Journal(limit)
    for number in range(count):
        journal.open(NOW, Request("GET", f"/{number + 1}")).reply = Reply(200, {"n": number + 1})
    return journal


def test_exchanges_are_numbered_from_one() -> None:
    assert [exchange.number for exchange in filled(3)] == [1, 2, 3]


def test_an_exchange_is_on_record_before_it_is_answered() -> None:
    journal = Journal()
    exchange = journal.open(NOW, Request("GET", "/x"))
    assert journal.last is exchange
    assert exchange.reply is None


def test_the_oldest_exchanges_go_and_are_counted() -> None:
    journal = filled(5, limit=2)
    assert [exchange.request.path for exchange in journal] == ["/4", "/5"]
    assert (len(journal), journal.dropped) == (2, 3)


def test_the_journal_of_a_tenant_is_bounded() -> None:
    journal = filled(DEFAULT_LIMIT + 1)
    assert (len(journal), journal.dropped) == (DEFAULT_LIMIT, 1)


@settings(derandomize=True, deadline=None)
@given(st.integers(0, 20), st.integers(1, 8), st.integers(-2, 22))
def test_an_exchange_is_found_by_its_number_as_long_as_it_is_kept(count: int, limit: int, number: int) -> None:
    journal = filled(count, limit)
    found = journal.get(number)
    if max(0, count - limit) < number <= count:
        assert found is not None
        assert (found.number, found.request.path) == (number, f"/{number}")
    else:
        assert found is None


def test_an_empty_journal_has_no_last_exchange() -> None:
    assert Journal().last is None
    assert Journal().get(1) is None


def test_a_restored_journal_is_the_same_and_counts_on() -> None:
    journal = filled(4, limit=3)
    exchange = journal.open(NOW, Request.to("POST", "https://a.example/b?c=d", {"X": "y"}, "body"))
    exchange.api, exchange.operation, exchange.no_reply = "zoho", "zoho.search_records", "lost"
    exchange.violations, exchange.help, exchange.faults = ["v"], ["h"], ["f"]
    data = json.loads(json.dumps(journal.snapshot()))
    other = Journal()
    other.restore(data)
    assert other.snapshot() == journal.snapshot()
    assert (other.limit, other.dropped, len(other)) == (3, 2, 3)
    last = other.get(5)
    assert last is not None
    assert (last.at, last.request.host, last.request.args) == (NOW, "a.example", {"c": "d"})
    first = other.get(3)
    assert first is not None
    assert first.reply is not None
    assert first.reply.json() == {"n": 3}
    assert other.open(NOW, Request("GET", "/")).number == 6


@pytest.mark.parametrize("body", [b"", b"\xff\xfe not UTF-8", "ü".encode()])
def test_any_body_survives_a_snapshot(body: bytes) -> None:
    journal, other = Journal(), Journal()
    journal.open(NOW, Request("POST", "/", body=body))
    other.restore(json.loads(json.dumps(journal.snapshot())))
    assert other.last is not None
    assert other.last.request.body == body

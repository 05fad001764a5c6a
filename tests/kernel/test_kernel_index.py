"""Indexes of many rows answer what reading all rows answers, whatever happened to the rows meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emulator.kernel import index
from emulator.kernel.index import LITTLE, Containing, Each, Exact
from emulator.kernel.posting import Posting, drop, numbers, put
from emulator.kernel.table import Table


@dataclass(frozen=True, slots=True)
class Page:
    id: str
    title: str
    tags: tuple[str, ...] = ()


def pages(*sizes: int) -> Table[Page]:
    return Table(
        Page,
        {
            "title": Exact(lambda row: row.title or None),
            "tag": Each(lambda row: row.tags),
            "part": Containing(lambda row: (row.title, *row.tags), *sizes),
        },
    )


# --- postings --------------------------------------------------------------------------------------------------------


@settings(derandomize=True, deadline=None, max_examples=150)
@given(st.lists(st.tuples(st.booleans(), st.sampled_from("ab"), st.integers(1, 6)), max_size=40))
def test_a_posting_is_a_set_in_order(steps: list[tuple[bool, str, int]]) -> None:
    postings: dict[str, Posting] = {}
    plain: dict[str, set[int]] = {"a": set(), "b": set()}
    for adds, key, number in steps:
        (put if adds else drop)(postings, key, number)
        (plain[key].add if adds else plain[key].discard)(number)
    for key, wanted in plain.items():
        assert list(numbers(postings, key)) == sorted(wanted)
    assert postings.keys() == {key for key, wanted in plain.items() if wanted}


# --- what is found ---------------------------------------------------------------------------------------------------

texts = st.text(alphabet="abß", max_size=9)
steps = st.lists(
    st.tuples(st.sampled_from(["insert", "update", "delete", "find"]), st.integers(0, 9), texts, texts), max_size=30
)


@settings(derandomize=True, deadline=None, max_examples=200)
@given(steps, texts, st.sampled_from([(1,), (2,), (2, 4), (1, 3, 6)]), st.sampled_from([1, 7, index.BUCKETS]))
def test_every_index_finds_what_a_scan_of_all_rows_finds(
    steps: list[tuple[str, int, str, str]], wanted: str, sizes: tuple[int, ...], buckets: int
) -> None:
    """With lists from the first row on, and with so few buckets that most texts share one."""
    table, plain = pages(*sizes), dict[str, Page]()
    with patch.multiple(index, LITTLE=0, FEW=1, MANY=2, BUCKETS=buckets):
        for step, number, title, tag in steps:
            row = Page(str(number), title, (tag, title))
            if step == "insert" and row.id not in plain:
                plain[row.id] = table.insert(row)
            elif step == "update" and row.id in plain:
                plain[row.id] = table.update(row.id, title=title, tags=(tag,))
            elif step == "delete" and row.id in plain:
                table.delete(row.id)
                del plain[row.id]
            elif step == "find":
                table.find("part", title)
        _compare(table, plain, wanted)
        table.restore(table.snapshot())
        _compare(table, plain, wanted)


def _compare(table: Table[Page], plain: dict[str, Page], wanted: str) -> None:
    rows = list(plain.values())
    parts = [row for row in rows if any(wanted in text for text in (row.title, *row.tags))]
    tagged = [row for row in rows if wanted in row.tags]
    titled = [row for row in rows if wanted and row.title == wanted]
    for name, expected in (("part", parts), ("tag", tagged), ("title", titled)):
        assert table.find(name, wanted) == expected
        assert table.find(name, wanted, 1, 3) == expected[1:3]
        assert table.count(name, wanted) == len(expected) <= table.at_most(name, wanted)
        assert table.first(name, wanted) == (expected[0] if expected else None)
        assert list(table.latest(name, wanted)) == list(table.walk((name, wanted), newest=True)) == expected[::-1]
    both = [row for row in rows if row in parts or row in titled]
    assert table.find_any([("part", wanted), ("title", wanted)]) == both
    assert list(table.walk(("part", wanted), ("title", wanted))) == both
    assert list(table.walk(("part", wanted), ("title", wanted), newest=True)) == both[::-1]
    assert list(table.walk(newest=True)) == rows[::-1]


def test_the_parts_of_texts_are_listed_once_there_are_many_rows() -> None:
    table = pages(3)
    for number in range(LITTLE):
        table.insert(Page(str(number), f"title {number}"))
    assert table.at_most("part", "title 7") == LITTLE
    table.insert(Page("one more", "title more"))
    assert table.at_most("part", "more") == 1
    assert [row.id for row in table.find("part", "title 7")] == ["7"]


def test_a_walk_reads_only_as_far_as_somebody_looks() -> None:
    read: list[str] = []

    def title(row: Page) -> list[str]:
        read.append(row.id)
        return [row.title]

    table = Table(Page, {"part": Containing(title, 2)})
    for number in range(LITTLE + 100):
        table.insert(Page(str(number), "title"))
    assert next(table.walk(("part", "ti"))).id == "0"
    read.clear()
    assert next(table.walk(("part", "ti"), newest=True)).id == str(LITTLE + 99)
    assert read == [str(LITTLE + 99)]


@pytest.mark.parametrize("name", ["title", "tag", "part"])
def test_who_reads_the_latest_may_change_the_table_meanwhile(name: str) -> None:
    table = pages(3)
    for number in range(4):
        table.insert(Page(str(number), "title", ("title",)))
    for row in table.latest(name, "title"):
        table.delete(row.id)
    assert list(table) == []


def test_a_row_that_is_written_twice_under_a_key_is_found_once() -> None:
    table = pages(2)
    table.insert(Page("a", "x", ("t", "t")))
    table.insert(Page("b", "x", ("t",)))
    table.update("a", tags=("t", "u", "u"))
    assert [row.id for row in table.find("tag", "t")] == ["a", "b"]
    table.delete("a")
    assert [row.id for row in table.find("tag", "t")] == ["b"]
    assert table.find("tag", "u") == []

"""Tables: frozen rows, found by declared index, to and from plain JSON."""

from __future__ import annotations

import json
from dataclasses import FrozenInstanceError, dataclass, fields, is_dataclass
from datetime import UTC, datetime
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import emulator.wati.rows
import emulator.zoho.rows
from emulator.kernel.index import Containing, Exact
from emulator.kernel.table import Table

MOMENT = datetime(2026, 1, 15, 9, 0, 0, 123456, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Person:
    id: str
    name: str
    group: str | None = None
    numbers: tuple[str, ...] = ()


def people(*rows: Person, size: int = 3) -> Table[Person]:
    table: Table[Person] = Table(
        Person,
        {
            "group": Exact(lambda row: row.group),
            "name": Containing(lambda row: (row.name,), size),
            "number": Containing(lambda row: row.numbers, size),
        },
    )
    for row in rows:
        table.insert(row)
    return table


def ids(rows: list[Person]) -> str:
    return "".join(row.id for row in rows)


def test_a_row_is_found_by_id() -> None:
    table = people(Person("a", "Asha"))
    assert table.get("a") == Person("a", "Asha")
    assert table.get("b") is None


def test_rows_come_in_the_order_in_which_they_were_inserted() -> None:
    table = people(Person("c", "x", "g"), Person("a", "x", "g"), Person("b", "x", "g"))
    assert ids(list(table)) == ids(table.find("group", "g")) == "cab"
    assert table.first("group", "g") == Person("c", "x", "g")


def test_a_taken_id_is_refused_and_the_first_row_stays() -> None:
    table = people(Person("a", "Asha", "g"))
    with pytest.raises(ValueError, match="^Person with id 'a' exists already$"):
        table.insert(Person("a", "Other", "g"))
    assert [row.name for row in table.find("group", "g")] == ["Asha"]


def test_nothing_is_found_under_an_unknown_key() -> None:
    table = people(Person("a", "Asha"))
    assert table.find("group", "g") == []
    assert table.first("group", "g") is None


def test_none_is_no_key() -> None:
    assert people(Person("a", "Asha", None)).find("group", None) == []


def test_an_index_must_be_declared() -> None:
    with pytest.raises(KeyError):
        people().find("age", 3)


def test_an_exact_index_follows_an_update() -> None:
    table = people(Person("a", "Asha", "old"), Person("b", "Ben", "new"))
    assert table.update("a", group="new") == Person("a", "Asha", "new")
    assert table.find("group", "old") == []
    assert ids(table.find("group", "new")) == "ab"
    table.update("a", group=None)
    assert ids(table.find("group", "new")) == "b"


def test_a_containing_index_follows_an_update() -> None:
    table = people(Person("a", "Asha Agent"), Person("b", "Ben Agent"))
    table.update("a", name="Asha Owner")
    assert ids(table.find("name", "Agent")) == "b"
    assert ids(table.find("name", "Owner")) == "a"
    assert ids(table.find("name", "Asha")) == "a"


def test_indexes_forget_a_deleted_row() -> None:
    table = people(Person("a", "Asha", "g", ("12345",)), Person("b", "Asha", "g", ("12345",)))
    table.delete("a")
    assert table.get("a") is None
    for index, key in (("group", "g"), ("name", "Asha"), ("number", "234"), ("number", "2")):
        assert ids(table.find(index, key)) == "b"
    assert len(table) == 1


def test_a_deleted_id_may_be_used_again() -> None:
    table = people(Person("a", "Asha", "g"))
    table.delete("a")
    table.insert(Person("a", "Anna", "g"))
    assert [row.name for row in table.find("group", "g")] == ["Anna"]


def test_an_update_keeps_the_place_in_the_order() -> None:
    table = people(Person("a", "x", "g"), Person("b", "x", "g"))
    table.update("a", name="y")
    assert ids(list(table)) == ids(table.find("group", "g")) == "ab"


def test_a_row_is_never_changed_in_place() -> None:
    table = people(Person("a", "Asha"))
    before = table.get("a")
    table.update("a", name="Anna")
    assert before == Person("a", "Asha")
    with pytest.raises(FrozenInstanceError):
        before.name = "Other"


@pytest.mark.parametrize("change", ["update", "delete"])
def test_an_unknown_row_cannot_be_changed(change: str) -> None:
    with pytest.raises(KeyError):
        getattr(people(), change)("a")


def test_an_update_cannot_leave_a_row_under_an_id_that_it_no_longer_has() -> None:
    table = people(Person("a", "Asha"))
    try:
        table.update("a", id="b")
    except (ValueError, TypeError):
        assert table.get("a") == Person("a", "Asha")
    else:
        assert table.get("a") is None
        assert table.get("b") == Person("b", "Asha")


def test_a_text_shorter_than_a_gram_is_still_found() -> None:
    table = people(Person("a", "xy", None, ("12", "7")), size=4)
    assert ids(table.find("name", "y")) == ids(table.find("number", "7")) == "a"
    assert ids(table.find("name", "")) == "a"


def test_a_part_must_stand_in_one_text() -> None:
    """Its grams may well come from two different ones."""
    table = people(Person("a", "", None, ("1234", "3456")))
    assert table.find("number", "123456") == []


texts = st.text(alphabet="ab1", max_size=7)
operations = st.lists(
    st.one_of(
        st.tuples(st.just("insert"), st.integers(0, 9), texts, texts),
        st.tuples(st.just("update"), st.integers(0, 9), texts, texts),
        st.tuples(st.just("delete"), st.integers(0, 9), st.just(""), st.just("")),
    ),
    max_size=25,
)


@settings(derandomize=True, deadline=None, max_examples=200)
@given(operations, texts, st.integers(1, 5))
def test_what_contains_finds_is_what_a_scan_of_all_rows_finds(
    steps: list[tuple[str, int, str, str]], wanted: str, size: int
) -> None:
    table, plain = people(size=size), dict[str, Person]()
    for step, number, one, two in steps:
        row = Person(str(number), one, one or None, (one, two))
        if step == "insert" and row.id not in plain:
            plain[row.id] = table.insert(row)
        elif step == "update" and row.id in plain:
            plain[row.id] = table.update(row.id, name=row.name, group=row.group, numbers=row.numbers)
        elif step == "delete" and row.id in plain:
            table.delete(row.id)
            del plain[row.id]
    assert list(table) == list(plain.values())
    assert table.find("name", wanted) == [row for row in plain.values() if wanted in row.name]
    assert table.find("number", wanted) == [row for row in plain.values() if any(wanted in n for n in row.numbers)]
    assert table.find("group", wanted) == [row for row in plain.values() if wanted and row.group == wanted]


def row_classes(module: ModuleType) -> list[type[Any]]:
    own = [value for value in vars(module).values() if is_dataclass(value) and isinstance(value, type)]
    return [value for value in own if value.__module__ == module.__name__]


ROW_CLASSES = [*row_classes(emulator.wati.rows), *row_classes(emulator.zoho.rows)]


def filled(row_class: type[Any], number: int, optional: bool) -> Any:
    """A row with a value of the declared type in every field, or None in every field that may be."""

    def value(name: str, hint: str) -> Any:
        if not optional and "None" in hint:
            return None
        kinds: dict[str, Any] = {
            "str": f"{name} ü {number}",
            "bool": True,
            "int": number,
            "datetime": MOMENT,
            "tuple[str, ...]": ("one", "two"),
            "dict[str, str]": {"a": "1", "b": "2"},
            "dict[str, Any]": {"a": [1, None], "b": {"c": 2.5}},
        }
        return kinds[hint.removesuffix(" | None")]

    return row_class(**{field.name: value(field.name, str(field.type)) for field in fields(row_class)})


@pytest.mark.parametrize("row_class", ROW_CLASSES, ids=lambda row_class: row_class.__name__)
def test_every_kind_of_row_survives_json(row_class: type[Any]) -> None:
    table: Table[Any] = Table(row_class, {})
    rows = [table.insert(filled(row_class, 1, optional=True)), table.insert(filled(row_class, 2, optional=False))]
    data = json.loads(json.dumps(table.snapshot()))
    other: Table[Any] = Table(row_class, {})
    other.insert(filled(row_class, 3, optional=True))
    other.restore(data)
    assert list(other) == rows
    assert [type(getattr(row, f.name)) for row in other for f in fields(row_class)] == [
        type(getattr(row, f.name)) for row in rows for f in fields(row_class)
    ]
    assert other.snapshot() == table.snapshot()


def test_every_kind_of_row_is_tested_here() -> None:
    assert {row_class.__name__ for row_class in ROW_CLASSES} >= {
        *("Contact", "Conversation", "HistoryItem", "Agent", "Team"),
        *("Client", "GrantCode", "RefreshToken", "AccessToken", "User", "Record"),
    }


def test_indexes_hold_after_a_restore() -> None:
    table = people(Person("a", "Asha Agent", "g", ("12345",)), Person("b", "Ben", "h"))
    other = people(Person("z", "Asha Zero", "g"))
    other.restore(table.snapshot())
    assert ids(other.find("group", "g")) == ids(other.find("name", "Asha")) == ids(other.find("number", "234")) == "a"


@pytest.mark.parametrize(
    "damaged",
    [[{"id": "a"}], [{"id": "a", "name": "x", "age": 3}], [{"id": "a", "name": "x"}, {"id": "a", "name": "y"}], [5]],
    ids=["a field is missing", "a field too many", "an id twice", "no row"],
)
def test_a_damaged_snapshot_is_an_error(damaged: list[Any]) -> None:
    with pytest.raises((TypeError, ValueError, AttributeError, KeyError)):
        people().restore(damaged)

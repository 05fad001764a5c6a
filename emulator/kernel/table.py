"""The only home of data: frozen rows, found by declared index, to and from plain JSON."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import fields, replace
from functools import cache
from heapq import merge
from itertools import groupby, islice
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar, get_type_hints

from emulator.kernel.index import Index
from emulator.kernel.shape import read, to_json

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    class Identified(DataclassInstance, Protocol):
        """A frozen dataclass with a text id."""

        @property
        def id(self) -> str: ...


Row = TypeVar("Row", bound="Identified")


class Table(Generic[Row]):
    """Rows of one kind, each with a text `id`. Rows are never changed in place: `update` stores a new one.

    In a snapshot moments are ISO 8601 texts and tuples are lists; the row's type hints bring them back.
    Reads go by id or by a declared index, so that another store can stand behind the same methods.
    """

    __slots__ = ("_by_id", "_indexes", "_row_class", "_rows", "_seq")

    def __init__(self, row_class: type[Row], indexes: dict[str, Index[Row]]):
        self._row_class = row_class
        self._indexes = indexes
        self._rows: dict[int, Row] = {}
        self._by_id: dict[str, int] = {}
        self._seq = 0

    def insert(self, row: Row) -> Row:
        """Store a new row. ValueError where its id is taken."""
        row_id = row.id
        if row_id in self._by_id:
            raise ValueError(f"{type(row).__name__} with id '{row_id}' exists already")
        self._seq += 1
        self._rows[self._seq] = row
        self._by_id[row_id] = self._seq
        for index in self._indexes.values():
            index.add(self._seq, row)
        return row

    def get(self, row_id: str) -> Row | None:
        number = self._by_id.get(row_id)
        return None if number is None else self._rows[number]

    def find(self, index: str, key: Hashable, start: int = 0, stop: int | None = None) -> list[Row]:
        """Rows by a declared index, in the order in which they were inserted: all, or some by their places."""
        rows = self._rows
        return [rows[number] for number in self._indexes[index].find(key, rows)[start:stop]]

    def count(self, index: str, key: Hashable) -> int:
        """How many rows `find` would answer. With an exact key it costs nothing."""
        return len(self._indexes[index].find(key, self._rows))

    def find_any(self, keys: Iterable[tuple[str, Hashable]]) -> list[Row]:
        """Rows that stand under any of several (index, key) pairs, in the order in which they were inserted."""
        numbers = {number for index, key in keys for number in self._indexes[index].find(key, self._rows)}
        return [self._rows[number] for number in sorted(numbers)]

    def walk(self, *keys: tuple[str, Hashable], newest: bool = False) -> Iterator[Row]:
        """As `find_any`, or all rows where no pair is given; one by one, the last one first if `newest`, read only as
        far as somebody looks; the table must not change meanwhile. The pair of `id` and an id needs no index.
        """
        if not keys:
            return iter(reversed(self._rows.values()) if newest else self._rows.values())
        ways = [self._way(index, key, newest) for index, key in keys]
        numbers = ways[0] if len(ways) == 1 else (one for one, _ in groupby(merge(*ways, reverse=newest)))
        return (self._rows[number] for number in numbers)

    def at_most(self, index: str, key: Hashable) -> int:
        """No more rows than these can be found there. It costs next to nothing."""
        return 1 if index == "id" else self._indexes[index].at_most(key, self._rows)

    def _way(self, index: str, key: Hashable, newest: bool) -> Iterator[int]:
        if index == "id":
            number = self._by_id.get(str(key))
            return iter(() if number is None else (number,))
        return self._indexes[index].walk(key, self._rows, newest)

    def first(self, index: str, key: Hashable) -> Row | None:
        numbers = self._indexes[index].find(key, self._rows)
        return self._rows[numbers[0]] if numbers else None

    def latest(self, index: str, key: Hashable) -> Iterator[Row]:
        """As `find`, the last one first, read only as far as somebody looks."""
        return (self._rows[number] for number in self._indexes[index].find(key, self._rows)[::-1])

    def page(self, start: int, stop: int) -> list[Row]:
        """Some of all rows, by their places in the order of insertion. The first pages cost nothing."""
        return list(islice(self._rows.values(), start, stop))

    def update(self, row_id: str, **changes: Any) -> Row:
        """Store a changed copy and give it back. KeyError where there is no such row."""
        number = self._by_id[row_id]
        old = self._rows[number]
        new = replace(old, **changes)
        if new.id != row_id:
            raise ValueError("an id never changes: delete the row and insert another")
        for index in self._indexes.values():
            index.move(number, old, new)
        self._rows[number] = new
        return new

    def delete(self, row_id: str) -> None:
        """Remove a row. KeyError where there is no such row."""
        number = self._by_id.pop(row_id)
        row = self._rows.pop(number)
        for index in self._indexes.values():
            index.remove(number, row)

    def __iter__(self) -> Iterator[Row]:
        return iter(self._rows.values())

    def __len__(self) -> int:
        return len(self._rows)

    def snapshot(self) -> list[dict[str, Any]]:
        names = [field.name for field in fields(self._row_class)]
        return [{name: to_json(getattr(row, name)) for name in names} for row in self._rows.values()]

    def restore(self, data: list[dict[str, Any]]) -> None:
        """The rows of a snapshot instead of those here. ValueError, with nothing changed, where they are no rows."""
        hints, rows = _hints(self._row_class), []
        for number, item in enumerate(data):
            where = f"{self._row_class.__name__} {number}"
            if item.keys() != hints.keys():
                raise ValueError(f"{where} should have {', '.join(hints)}")
            rows.append(self._row_class(**{name: read(hints[name], value, where) for name, value in item.items()}))
        if len({row.id for row in rows}) < len(rows):
            raise ValueError(f"two {self._row_class.__name__} rows have the same id")
        self._rows, self._by_id = {}, {}
        for index in self._indexes.values():
            index.clear()
        for row in rows:
            self.insert(row)


@cache
def _hints(row_class: type) -> dict[str, Any]:
    return get_type_hints(row_class)

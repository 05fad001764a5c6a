"""How rows are found without reading them all: by an exact key, or by a part of a text."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Generic, Protocol, TypeVar

from emulator.kernel.posting import Posting, drop, numbers, put

Row = TypeVar("Row")
RowT = TypeVar("RowT", contravariant=True)

BUCKETS = (1 << 20) - 1
"""How many lists of rows there can be for the parts of texts: parts that share one are told apart by their texts."""
LITTLE = 64
"""Up to so many rows, reading them all is as quick."""
ENOUGH = 3
"""So many lists of the largest parts, and smaller parts are left aside."""
FEW = 16
"""So many candidates are read sooner than they are made fewer."""
MANY = 4096
"""Of more candidates than these, who looks at the first ones only gets them sooner as they stand."""


class Index(Protocol[RowT]):
    """What a Table asks of an index. `add` and `remove` get the row's number and the row; `find` gets all rows by their
    numbers, and answers numbers in order; `walk` answers the same one by one, the last first if `newest`, reading only
    as far as somebody looks; `at_most` says, at once, how many these can be.
    """

    def add(self, number: int, row: RowT) -> None: ...

    def remove(self, number: int, row: RowT) -> None: ...

    def move(self, number: int, old: RowT, new: RowT) -> None: ...

    def find(self, key: Hashable, rows: Mapping[int, RowT]) -> Sequence[int]: ...

    def walk(self, key: Hashable, rows: Mapping[int, RowT], newest: bool) -> Iterator[int]: ...

    def at_most(self, key: Hashable, rows: Mapping[int, RowT]) -> int: ...

    def clear(self) -> None: ...


class Exact(Generic[Row]):
    """Rows by a key; None is not indexed."""

    __slots__ = ("_key", "_postings")

    def __init__(self, key: Callable[[Row], Hashable]) -> None:
        self._key = key
        self._postings: dict[Hashable, Posting] = {}

    def add(self, number: int, row: Row) -> None:
        key = self._key(row)
        if key is not None:
            put(self._postings, key, number)

    def remove(self, number: int, row: Row) -> None:
        drop(self._postings, self._key(row), number)

    def move(self, number: int, old: Row, new: Row) -> None:
        if self._key(old) != self._key(new):
            self.remove(number, old)
            self.add(number, new)

    def find(self, key: Hashable, rows: Mapping[int, Row]) -> Sequence[int]:
        return numbers(self._postings, key)

    def walk(self, key: Hashable, rows: Mapping[int, Row], newest: bool) -> Iterator[int]:
        found = numbers(self._postings, key)
        return reversed(found) if newest else iter(found)

    def at_most(self, key: Hashable, rows: Mapping[int, Row]) -> int:
        return len(numbers(self._postings, key))

    def clear(self) -> None:
        self._postings.clear()


class Each(Generic[Row]):
    """Rows by each of several keys of theirs, such as the pairs of a dictionary."""

    __slots__ = ("_keys", "_postings")

    def __init__(self, keys: Callable[[Row], Iterable[Hashable]]) -> None:
        self._keys = keys
        self._postings: dict[Hashable, Posting] = {}

    def add(self, number: int, row: Row) -> None:
        for key in self._keys(row):
            put(self._postings, key, number)

    def remove(self, number: int, row: Row) -> None:
        for key in self._keys(row):
            drop(self._postings, key, number)

    def move(self, number: int, old: Row, new: Row) -> None:
        before, after = set(self._keys(old)), set(self._keys(new))
        for key in before - after:
            drop(self._postings, key, number)
        for key in after - before:
            put(self._postings, key, number)

    def find(self, key: Hashable, rows: Mapping[int, Row]) -> Sequence[int]:
        return numbers(self._postings, key)

    def walk(self, key: Hashable, rows: Mapping[int, Row], newest: bool) -> Iterator[int]:
        found = numbers(self._postings, key)
        return reversed(found) if newest else iter(found)

    def at_most(self, key: Hashable, rows: Mapping[int, Row]) -> int:
        return len(numbers(self._postings, key))

    def clear(self) -> None:
        self._postings.clear()


class Containing(Generic[Row]):
    """Rows of which any text contains the one asked for, kept by grams: parts of so many characters, of several sizes
    in order: the larger a part, the fewer rows have it.

    The lists of a size are made when somebody first looks for a text of it among many rows, and kept from then on. They
    hold no texts: a candidate is read again. A text that is shorter than a gram is looked for in every row: rare, and
    still right.
    """

    __slots__ = ("_postings", "_sizes", "_texts_of")

    def __init__(self, texts: Callable[[Row], Iterable[str]], *sizes: int) -> None:
        self._texts_of = texts
        self._sizes = sizes
        self._postings: dict[int, dict[int, Posting]] = {}

    def add(self, number: int, row: Row) -> None:
        if self._postings:
            self._add(number, self._text(row))

    def remove(self, number: int, row: Row) -> None:
        if self._postings:
            self._remove(number, self._text(row))

    def move(self, number: int, old: Row, new: Row) -> None:
        if not self._postings:
            return
        before, after = self._text(old), self._text(new)
        if before != after:
            self._remove(number, before)
            self._add(number, after)

    def find(self, key: Hashable, rows: Mapping[int, Row]) -> Sequence[int]:
        wanted, text = str(key), self._text
        return [number for number in self._candidates(wanted, rows) if wanted in text(rows[number])]

    def walk(self, key: Hashable, rows: Mapping[int, Row], newest: bool) -> Iterator[int]:
        wanted, text = str(key), self._text
        found = self._candidates(wanted, rows, MANY)
        order = reversed(found) if newest else iter(found)
        return (number for number in order if wanted in text(rows[number]))

    def at_most(self, key: Hashable, rows: Mapping[int, Row]) -> int:
        return len(min(self._lists(str(key), rows), key=len))

    def clear(self) -> None:
        self._postings.clear()

    def _candidates(self, wanted: str, rows: Mapping[int, Row], many: int | None = None) -> Sequence[int]:
        """Those who have the rarest gram of the text; where they are more than a few but not `many`, and the next gram
        is about as rare, those who have both. Who looks at the first ones only says how many are many, and is spared
        that where the text is a gram itself.
        """
        lists = sorted(self._lists(wanted, rows), key=len)
        rarest = lists[0]
        if len(lists) == 1 or len(rarest) <= FEW or len(lists[1]) > len(rarest) * FEW:
            return rarest
        if many is not None and (len(rarest) > many or len(wanted) in self._sizes):
            return rarest
        return sorted(set(rarest).intersection(lists[1]))

    def _lists(self, wanted: str, rows: Mapping[int, Row]) -> list[Sequence[int]]:
        """Of the large grams of the text, who has each; nobody, where one of them is missing. All rows, where that is
        as quick or there is no gram.
        """
        if len(wanted) < self._sizes[0] or len(rows) <= LITTLE:
            return [list(rows)]
        found: list[Sequence[int]] = []
        for size in reversed(self._sizes):
            if size <= len(wanted) and len(found) < ENOUGH:
                postings = self._of_size(size, rows)
                for gram in _grams(wanted, size):
                    who = numbers(postings, gram)
                    if not who:
                        return [()]
                    found.append(who)
        return found

    def _of_size(self, size: int, rows: Mapping[int, Row]) -> dict[int, Posting]:
        made = self._postings.get(size)
        if made is None:
            made = self._postings[size] = {}
            for number, row in rows.items():
                for gram in _grams(self._text(row), size):
                    put(made, gram, number)
        return made

    def _add(self, number: int, text: str) -> None:
        for size, postings in self._postings.items():
            for gram in _grams(text, size):
                put(postings, gram, number)

    def _remove(self, number: int, text: str) -> None:
        for size, postings in self._postings.items():
            for gram in _grams(text, size):
                drop(postings, gram, number)

    def _text(self, row: Row) -> str:
        """All texts of a row as one, with something between them that nobody asks for."""
        return "\0".join(self._texts_of(row))


def _grams(text: str, size: int) -> set[int]:
    """The buckets of the parts of a text. They differ from one process to the next, and no answer does."""
    return {hash(text[i : i + size]) & BUCKETS for i in range(len(text) - size + 1)}

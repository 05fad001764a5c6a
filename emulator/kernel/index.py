"""How rows are found without reading them all: by an exact key, or by a part of a text."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable
from typing import Generic, Protocol, TypeVar

Row = TypeVar("Row")
RowT = TypeVar("RowT", contravariant=True)


class Index(Protocol[RowT]):
    """What a Table asks of an index. `add` and `remove` get the row's number and the row."""

    def add(self, number: int, row: RowT) -> None: ...

    def remove(self, number: int, row: RowT) -> None: ...

    def move(self, number: int, old: RowT, new: RowT) -> None: ...

    def find(self, key: Hashable) -> Collection[int]: ...


class Exact(Generic[Row]):
    """Rows by a key; None is not indexed."""

    __slots__ = ("_key", "_numbers")

    def __init__(self, key: Callable[[Row], Hashable]) -> None:
        self._key = key
        self._numbers: dict[Hashable, dict[int, None]] = {}

    def add(self, number: int, row: Row) -> None:
        key = self._key(row)
        if key is not None:
            self._numbers.setdefault(key, {})[number] = None

    def remove(self, number: int, row: Row) -> None:
        key = self._key(row)
        found = self._numbers.get(key)
        if found is not None:
            found.pop(number, None)
            if not found:
                del self._numbers[key]

    def move(self, number: int, old: Row, new: Row) -> None:
        if self._key(old) != self._key(new):
            self.remove(number, old)
            self.add(number, new)

    def find(self, key: Hashable) -> Collection[int]:
        return self._numbers.get(key, ())


class Each(Generic[Row]):
    """Rows by each of several keys of theirs, such as the pairs of a dictionary."""

    __slots__ = ("_keys", "_numbers")

    def __init__(self, keys: Callable[[Row], Iterable[Hashable]]) -> None:
        self._keys = keys
        self._numbers: dict[Hashable, dict[int, None]] = {}

    def add(self, number: int, row: Row) -> None:
        for key in self._keys(row):
            self._numbers.setdefault(key, {})[number] = None

    def remove(self, number: int, row: Row) -> None:
        for key in set(self._keys(row)):
            self._drop(key, number)

    def move(self, number: int, old: Row, new: Row) -> None:
        before, after = set(self._keys(old)), set(self._keys(new))
        for key in before - after:
            self._drop(key, number)
        for key in after - before:
            self._numbers.setdefault(key, {})[number] = None

    def find(self, key: Hashable) -> Collection[int]:
        return self._numbers.get(key, ())

    def _drop(self, key: Hashable, number: int) -> None:
        found = self._numbers[key]
        found.pop(number, None)
        if not found:
            del self._numbers[key]


class Containing(Generic[Row]):
    """Rows of which any text contains the one asked for. Kept as grams of `size` characters per row.

    A shorter text than `size` is looked for in every row: rare, and still right.
    """

    __slots__ = ("_grams", "_size", "_texts", "_texts_of")

    def __init__(self, texts: Callable[[Row], Iterable[str]], size: int) -> None:
        self._texts_of = texts
        self._size = size
        self._grams: dict[str, dict[int, None]] = {}
        self._texts: dict[int, str] = {}

    def add(self, number: int, row: Row) -> None:
        self._texts[number] = text = self._text(row)
        for gram in self._split(text):
            self._grams.setdefault(gram, {})[number] = None

    def remove(self, number: int, row: Row) -> None:
        for gram in self._split(self._texts.pop(number, "")):
            found = self._grams.get(gram)
            if found is not None:
                found.pop(number, None)
                if not found:
                    del self._grams[gram]

    def move(self, number: int, old: Row, new: Row) -> None:
        if self._texts[number] != self._text(new):
            self.remove(number, old)
            self.add(number, new)

    def find(self, key: Hashable) -> Collection[int]:
        wanted, texts = str(key), self._texts
        candidates: Collection[int] = texts
        if len(wanted) >= self._size:
            candidates = min((self._grams.get(gram, {}) for gram in self._split(wanted)), key=len)
        return [number for number in candidates if wanted in texts[number]]

    def _text(self, row: Row) -> str:
        """All texts of a row as one, with something between them that nobody asks for."""
        return "\0".join(self._texts_of(row))

    def _split(self, text: str) -> set[str]:
        size = self._size
        return {text[i : i + size] for i in range(len(text) - size + 1)}

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


class Containing(Generic[Row]):
    """Rows of which any text contains the one asked for. Kept as grams of `size` characters per text.

    A shorter text than `size` is looked for in every row: rare, and still right.
    """

    __slots__ = ("_grams", "_size", "_texts", "_texts_of")

    def __init__(self, texts: Callable[[Row], Iterable[str]], size: int) -> None:
        self._texts_of = texts
        self._size = size
        self._grams: dict[str, dict[int, None]] = {}
        self._texts: dict[int, tuple[str, ...]] = {}

    def add(self, number: int, row: Row) -> None:
        texts = tuple(self._texts_of(row))
        self._texts[number] = texts
        for gram in self._split(texts):
            self._grams.setdefault(gram, {})[number] = None

    def remove(self, number: int, row: Row) -> None:
        for gram in self._split(self._texts.pop(number, ())):
            found = self._grams.get(gram)
            if found is not None:
                found.pop(number, None)
                if not found:
                    del self._grams[gram]

    def move(self, number: int, old: Row, new: Row) -> None:
        if self._texts[number] != tuple(self._texts_of(new)):
            self.remove(number, old)
            self.add(number, new)

    def find(self, key: Hashable) -> Collection[int]:
        wanted = str(key)
        candidates: Collection[int] = self._texts
        if len(wanted) >= self._size:
            postings = [self._grams.get(gram, {}) for gram in self._split((wanted,))]
            candidates = min(postings, key=len)
        return [number for number in candidates if any(wanted in text for text in self._texts[number])]

    def _split(self, texts: Iterable[str]) -> set[str]:
        size = self._size
        return {text[i : i + size] for text in texts for i in range(len(text) - size + 1)}

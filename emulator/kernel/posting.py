"""The numbers of the rows that a key stands in: in order, four bytes each, and one alone as it is."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Sequence
from typing import TypeAlias, TypeVar, Union

Key = TypeVar("Key")
Posting: TypeAlias = Union[int, "array[int]"]  # array takes no parameter at run time before Python 3.12
FOUR_BYTES = "I"


def put(postings: dict[Key, Posting], key: Key, number: int) -> None:
    """Once is enough: a number that stands there already stays as it is."""
    found = postings.get(key)
    if found is None:
        postings[key] = number
    elif isinstance(found, int):
        if found != number:
            postings[key] = array(FOUR_BYTES, (found, number) if found < number else (number, found))
    elif found[-1] < number:
        found.append(number)
    else:
        place = bisect_left(found, number)
        if found[place] != number:
            found.insert(place, number)


def drop(postings: dict[Key, Posting], key: Key, number: int) -> None:
    """Nothing happens where the number does not stand."""
    found = postings.get(key)
    if found is None:
        return
    if isinstance(found, int):
        if found == number:
            del postings[key]
        return
    place = bisect_left(found, number)
    if place < len(found) and found[place] == number:
        if len(found) == 2:
            postings[key] = found[1 - place]
        else:
            del found[place]


def numbers(postings: dict[Key, Posting], key: Key) -> Sequence[int]:
    """In order. What comes back may change with the next `put`: copy it to keep it."""
    found = postings.get(key, ())
    return (found,) if isinstance(found, int) else found

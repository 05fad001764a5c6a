"""What is different between two nodes, field by field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import NamedTuple

from flow_runner.inspection.diff.content import Content, Offered, Piece, Record

MAX_ALIGNED = 30  # items of two lists that are aligned; of longer ones, the n-th is held against the n-th

Shown = Callable[[str, str], str]
"""(name, text) -> the text as it may be shown."""


class Change(NamedTuple):
    """A field that is different, with what stood there and what stands there now; empty is nothing."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Exits:
    """What is told of a node's exits elsewhere: those that came or went, and pairs of titles of one exit."""

    told: Collection[str] = ()
    retitled: Collection[tuple[str, str]] = ()


def changes(before: Content, after: Content, shown: Shown, exits: Exits) -> list[Change]:
    """Every field that is different, with secrets masked by `shown`."""
    ones, others = dict(before.entries), dict(after.entries)
    found = [] if before.type == after.type else [Change("type", before.type, after.type)]
    for label in dict.fromkeys((*ones, *others)):
        one, other = ones.get(label, ()), others.get(label, ())
        if isinstance(one, Offered) or isinstance(other, Offered):
            found += _offered(label, one, other, shown, exits)
        else:
            found += _between(label, one, other, shown)
    return found


def _between(label: str, one: Piece, other: Piece, shown: Shown, name: str = "") -> Iterator[Change]:
    """`name` is that under which a value stands: of the field, or of the header or attribute whose value it is."""
    if one == other:
        return
    if isinstance(one, Record) and isinstance(other, Record):
        ones, others = dict(one.entries), dict(other.entries)
        for key in dict.fromkeys((*ones, *others)):
            inside = other.name if key == "value" else key
            yield from _between(f"{label} > {key}", ones.get(key, ""), others.get(key, ""), shown, inside)
    elif _is_list(one) and _is_list(other):
        yield from _items(label, one, other, shown)
    else:
        yield Change(label, _text(one, shown, name or label), _text(other, shown, name or label))


def _items(label: str, ones: Sequence[Piece], others: Sequence[Piece], shown: Shown) -> Iterator[Change]:
    single = len(ones) <= 1 and len(others) <= 1
    for number, (one, other) in enumerate(_aligned(ones, others), 1):
        name = one.name if isinstance(one, Record) and isinstance(other, Record) and one.name == other.name else ""
        title = f"{label} > {name}" if name else label if single else f"{label} {number}"
        if one is None or other is None:
            yield Change(label, _text(one or "", shown, label), _text(other or "", shown, label))
        else:
            yield from _between(title, one, other, shown)


def _aligned(ones: Sequence[Piece], others: Sequence[Piece]) -> Iterator[tuple[Piece | None, Piece | None]]:
    """The items that belong together: of the same name or content, or between such. None where one came or went."""
    if max(len(ones), len(others)) > MAX_ALIGNED:
        yield from zip_longest(ones, others)
        return
    matcher = SequenceMatcher(
        None, [_known_by(one) for one in ones], [_known_by(one) for one in others], autojunk=False
    )
    for _, i, j, k, m in matcher.get_opcodes():
        yield from zip_longest(ones[i:j], others[k:m])


def _known_by(piece: Piece) -> Hashable:
    return (piece.name if isinstance(piece, Record) else "") or piece


def _offered(label: str, one: Piece, other: Piece, shown: Shown, exits: Exits) -> Iterator[Change]:
    """What is not told of the exits themselves: other titles of the same ones, and another order."""
    ones, others = (piece.titles if isinstance(piece, Offered) else () for piece in (one, other))
    gone, come = Counter(ones) - Counter(others), Counter(others) - Counter(ones)
    for before, after in exits.retitled:
        if gone[before] and come[after]:
            gone[before] -= 1
            come[after] -= 1
            yield Change(label, shown(label, before), shown(label, after))
    yield from (Change(label, shown(label, title), "") for title in gone.elements() if title not in exits.told)
    yield from (Change(label, "", shown(label, title)) for title in come.elements() if title not in exits.told)
    both = set(ones) & set(others)
    order = [title for title in ones if title in both], [title for title in others if title in both]
    if order[0] != order[1] and Counter(order[0]) == Counter(order[1]):
        yield Change(f"order of {label}", *(shown(label, ", ".join(titles)) for titles in order))


def _is_list(piece: Piece) -> bool:
    return type(piece) is tuple


def _text(piece: Piece, shown: Shown, name: str) -> str:
    if isinstance(piece, str):
        return shown(name, piece)
    if isinstance(piece, Offered):
        return shown(name, ", ".join(piece.titles))
    if isinstance(piece, Record):
        told = [(key, _text(item, shown, piece.name if key == "value" else key)) for key, item in piece.entries]
        others = ", ".join(f"{key} {text}" for key, text in told if text and not (piece.name and key == "name"))
        return f"{shown('name', piece.name)} ({others})" if piece.name and others else others or piece.name
    return "; ".join(_text(item, shown, name) for item in piece)

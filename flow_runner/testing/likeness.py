"""How like a wording a sentence is that nobody knows: by its words, wherever they stand, and what stands in quotes."""

from __future__ import annotations

import re
from typing import NamedTuple

from rapidfuzz import fuzz

_QUOTED = re.compile(r'"[^"]*"|“[^”]*”|”[^“”]*[“”]|「[^」]*」|＂[^＂]*＂')
_WORD = re.compile(r"[\u4e00-\u9fff]|[^\W\u4e00-\u9fff]+")
_FREE = re.compile(r"\{\w+\}")
_NUMBER = re.compile(r"\{\w+:d\}|[0-9０-９]+")
LEAST = 60  # of 100: two words that are less alike are two words
FREE_LETTERS = 12  # a name takes so many, or two words


class Shape(NamedTuple):
    """What a sentence, or a wording, is made of: its words, and how many quoted texts, names and numbers."""

    words: tuple[str, ...]
    quoted: int
    names: int
    numbers: int

    @classmethod
    def of(cls, text: str) -> Shape:
        bare, quoted = _QUOTED.subn(" ", text)
        bare, numbers = _NUMBER.subn(" ", bare)
        bare, names = _FREE.subn(" ", bare)
        return cls(tuple(_WORD.findall(bare.casefold())), quoted, names, numbers)


def likeness(asked: Shape, wording: Shape) -> float:
    """From 0 to about 1: how much of each is in the other, names aside."""
    own = sum(map(_weight, wording.words))
    found = sum(_weight(one) * _best(one, asked.words) for one in wording.words)
    strange = sorted(((_weight(one), _best(one, wording.words)) for one in asked.words), key=lambda one: one[1])
    room = wording.names * FREE_LETTERS
    counted, held = 0.0, 0.0
    for weight, like in strange:
        if not like and weight <= room:
            room -= weight
        else:
            counted += weight
            held += weight * like
    fits = (asked.quoted == wording.quoted) + (asked.numbers == wording.numbers) / 2
    order = fuzz.ratio(" ".join(asked.words), " ".join(wording.words)) / 100
    both = (found / own if own else 0) * (held / counted if counted else 0)
    return float(0.75 * both**0.5 + 0.1 * fits + 0.1 * order)


def _weight(word: str) -> int:
    return len(word) if word.isascii() else 2 * len(word)


def _best(word: str, words: tuple[str, ...]) -> float:
    """How like the word the one is that is most so."""
    return max((_alike(word, one) for one in words), default=0.0)


def _alike(one: str, other: str) -> float:
    if one == other:
        return 1.0
    found = fuzz.ratio(one, other)
    return found / 100 if found >= LEAST and len(one) > 1 else 0.0

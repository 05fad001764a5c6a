"""Names that are one slip of the finger apart, found without comparing each with each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

SHORTEST = 4
SURE = 5  # of two names one slip apart, one must be as long as this: short words resemble each other by chance
LONGEST = 40
KEPT = 8


def folded(name: str) -> str:
    """A name without what writers vary: case, blanks, `_` and `-`."""
    return "".join(char for char in name.casefold() if char.isalnum())


class NearNames:
    """An index of names: each is filed under itself and under all that remains when one letter is left out."""

    __slots__ = ("_filed",)

    def __init__(self, names: Iterable[str]) -> None:
        self._filed: dict[str, list[str]] = {}
        for name in names:
            for key in _keys(folded(name)):
                here = self._filed.setdefault(key, [])
                if len(here) < KEPT:
                    here.append(name)

    def to(self, name: str) -> str | None:
        """The first of the names that differs by no more than a slip, or by what `folded` leaves out."""
        wanted = folded(name)
        found = [one for key in _keys(wanted) for one in self._filed.get(key, ())]
        same = next((one for one in found if folded(one) == wanted), None)
        return same or next((one for one in found if _one_slip(folded(one), wanted)), None)


def _keys(word: str) -> Iterator[str]:
    if word:
        yield word
    if SHORTEST <= len(word) <= LONGEST:
        yield from dict.fromkeys(word[:at] + word[at + 1 :] for at in range(len(word)))


def _one_slip(one: str, other: str) -> bool:
    """A letter more, another letter, or two neighbours swapped."""
    short, long = sorted((one, other), key=len)
    if len(long) < SURE or len(short) < SHORTEST:
        return False
    differ = [at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]]
    if len(short) < len(long):
        at = differ[0] if differ else len(short)
        return len(long) - len(short) == 1 and short == long[:at] + long[at + 1 :]
    swapped = len(differ) == 2 and one[differ[0]] == other[differ[1]] and one[differ[1]] == other[differ[0]]
    return len(differ) == 1 or (swapped and differ[1] == differ[0] + 1)

"""Two things measured in turns, so that whatever slows the machine slows both; what counts is the median ratio."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from statistics import median
from time import perf_counter


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table. `target` is what `ratio` may at most be, or must at least be where more is better."""

    name: str
    figure: str
    floor: str
    ratio: float
    target: float | None = None
    more_is_better: bool = False

    @property
    def met(self) -> bool | None:
        """None where nothing is asked for."""
        if self.target is None:
            return None
        return self.ratio >= self.target if self.more_is_better else self.ratio <= self.target

    def cells(self) -> tuple[str, ...]:
        """As the table shows it."""
        target = "-" if self.target is None else f"{'>=' if self.more_is_better else '<='} {self.target:.2f}"
        met = "-" if self.met is None else "yes" if self.met else "NO"
        return self.name, self.figure, self.floor, f"{self.ratio:.2f}", target, met

    def to_json(self) -> dict[str, object]:
        return {**asdict(self), "met": self.met}


@dataclass(frozen=True, slots=True)
class Compared:
    """Medians of two things measured in turns: seconds of each, and their ratio."""

    subject_s: float
    floor_s: float
    ratio: float


Slice = Callable[[], float]
"""Does something for some ten milliseconds, or starts one process; the answer is the seconds that one of it took."""


def compare(subject: Iterable[Slice], floor: Slice) -> Compared:
    """Every slice of the subject, and one of the floor after each."""
    gc.collect()
    pairs = [(one(), floor()) for one in subject]
    return Compared(
        median(taken for taken, _ in pairs), median(least for _, least in pairs), median(a / b for a, b in pairs)
    )


def seconds_each(acts: Iterable[Callable[[], object]], before: Callable[[], object] = lambda: None) -> float:
    """The mean time of a few acts; `before` is called before each, outside the time taken."""
    taken, count = 0.0, 0
    for act in acts:
        before()
        start = perf_counter()
        act()
        taken += perf_counter() - start
        count += 1
    return taken / count

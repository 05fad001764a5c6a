"""What a check finds, and what is told of it."""

from __future__ import annotations

from typing import Literal, NamedTuple

Grade = Literal["note", "warning", "error"]
GRADES: tuple[Grade, ...] = ("note", "warning", "error")
"""From mild to grave: worth knowing; will hurt some customers; cannot run, or hurts every customer who comes by."""


class Found(NamedTuple):
    """One place that a check objects to. `pointer` leads into the document as it was given; `text` says what is there.

    `grade` and `fix` overrule those of the check, where this place is milder or graver or has a better advice.
    """

    node: str
    pointer: str
    text: str
    grade: Grade | Literal[""] = ""
    fix: str = ""


class Finding(NamedTuple):
    """A place with everything that is told of it. `where` is the place in words, `line` that of the file, from 1."""

    code: str
    grade: Grade
    node: str
    pointer: str
    line: int
    where: str
    text: str
    why: str
    fix: str


def reaches(grade: Grade, bar: Grade) -> bool:
    """Whether a grade is as grave as another, or graver."""
    return GRADES.index(grade) >= GRADES.index(bar)

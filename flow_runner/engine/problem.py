"""What is wrong with an export: all of it at once, each with its place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Problem(NamedTuple):
    """`grade` is `error` (the file cannot be run) or `warning` (it runs, as on the platform).

    `node` is the id of the node that it concerns, `pointer` the place in the export as it was given (RFC 6901).
    """

    grade: str
    code: str
    where: str
    text: str
    node: str = ""
    pointer: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.text} [{self.code}]"


class FlowError(ValueError):
    """An export that cannot be run, with every error in it; `warnings` are what else was seen."""

    def __init__(self, problems: list[Problem], warnings: Iterable[Problem] = ()) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems
        self.warnings = tuple(warnings)

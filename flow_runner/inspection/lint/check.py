"""What a check is, and the registry of checks: one code a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from emulator.kernel.evidence import Evidence
from emulator.kernel.registry import Registry
from flow_runner.inspection.lint.draft import Draft
from flow_runner.inspection.lint.finding import Found, Grade
from flow_runner.inspection.lint.subject import Subject

Find = Callable[[Subject], Iterator[Found]]
Mend = Callable[[Subject, Draft], Iterator[str]]
"""Changes the draft, and yields a sentence for each change. The chatbot must do what it did before, or better."""
Example = dict[str, Any] | str | bytes | Callable[[], str]
"""An export, the text of a file or its bytes, or what makes a text that is too large to be kept."""


@dataclass(frozen=True, slots=True)
class Check:
    """Something that can be wrong. `why` it hurts and how to `fix` it are a sentence each.

    `example` is an export (or what a file holds) of which exactly this is told, `neighbour` the nearest one of which
    nothing is; `world` is the account that both are held against, where the check needs one.
    """

    code: str
    grade: Grade
    why: str
    fix: str
    evidence: Evidence
    source: str
    example: Example
    neighbour: Example
    find: Find
    mend: Mend | None = None
    world: dict[str, Any] | None = None


CHECKS: Registry[Check] = Registry("check")


def check(
    code: str,
    grade: Grade,
    *,
    why: str,
    fix: str,
    evidence: Evidence,
    source: str,
    example: Example,
    neighbour: Example,
    mend: Mend | None = None,
    world: dict[str, Any] | None = None,
) -> Callable[[Find], Find]:
    """Register a function that finds something in a flow. See Check for the words."""

    def register(find: Find) -> Find:
        CHECKS.register(code, Check(code, grade, why, fix, evidence, source, example, neighbour, find, mend, world))
        return find

    return register


def told_by_loader(
    code: str,
    grade: Grade,
    *,
    why: str,
    fix: str,
    evidence: Evidence,
    source: str,
    example: Example,
    neighbour: Example,
    mend: Mend | None = None,
) -> None:
    """Register something that the loader tells: each of its problems with this code is a finding.

    The grade is that of the check; only what keeps the file from running is an error, whatever it says here.
    """

    def find(subject: Subject) -> Iterator[Found]:
        for problem in subject.problems:
            if problem.code == code:
                graver: Grade = "error" if problem.grade == "error" else grade
                yield Found(problem.node, problem.pointer, problem.text, graver)

    check(
        code,
        grade,
        why=why,
        fix=fix,
        evidence=evidence,
        source=source,
        example=example,
        neighbour=neighbour,
        mend=mend,
    )(find)

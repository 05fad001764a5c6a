"""Mending what is safe to mend: the chatbot does what it did before, or better, and nothing unknown is lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from flow_runner.engine.flow import dump
from flow_runner.inspection.lint.check import CHECKS, Check
from flow_runner.inspection.lint.draft import Draft
from flow_runner.inspection.lint.linter import read_tolerantly
from flow_runner.inspection.lint.subject import Subject

_INDENT = re.compile(r"\s*[{\[][ \t]*\r?\n([ \t]*)")


class Change(NamedTuple):
    """Something that was mended: by the check of this code, and what was done."""

    code: str
    text: str


class Mended(NamedTuple):
    """A document, another one than was given, and what was changed in it."""

    document: Any
    changes: tuple[Change, ...]


def mended(document: Any, wanted: Callable[[Check], bool] = lambda check: True) -> Mended:
    """An export with everything mended that the wanted checks know to mend. One that cannot be read stays as it is."""
    changes: list[Change] = []
    for check in CHECKS.values():
        if check.mend is None or not wanted(check):
            continue
        read = read_tolerantly(document)
        if read.flow is None:
            break
        draft = Draft(document)
        told = [Change(check.code, text) for text in check.mend(Subject(read.flow, read.problems), draft)]
        document = draft.finished()
        changes += told
    return Mended(document, tuple(changes))


def written_as(text: str, document: Any) -> str:
    """The document as a text, indented as another one is."""
    found = _INDENT.match(text)
    ending = "\n" if text.endswith("\n") else ""
    return dump(document, found[1] if found else None) + ending

"""All checks over one export."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from emulator.kernel.registry import Registry, discover
from flow_runner.engine import Flow, FlowError, Problem
from flow_runner.engine.flow import decode
from flow_runner.engine.pointer import parts_of
from flow_runner.inspection.lint import checks as _checks
from flow_runner.inspection.lint.account import Account
from flow_runner.inspection.lint.check import CHECKS, Check
from flow_runner.inspection.lint.finding import GRADES, Finding, Found, Grade
from flow_runner.inspection.lint.subject import Subject
from flow_runner.inspection.place import lines
from flow_runner.inspection.secret import secrets_of
from flow_runner.sandbox.files import read_flow

discover(sys.modules[_checks.__name__])
UNTOLD = ("It may not do what its author meant.", "Look at this place in the builder, and export the chatbot again.")


def all_checks() -> Registry[Check]:
    """Every check of the folder, by its code."""
    return CHECKS


@dataclass(frozen=True, slots=True)
class Linted:
    """What was found in one export. `flow` is None where it cannot be read at all; `runs` where it has no errors of
    the loader. `secrets` stand in it and must not be printed.
    """

    document: Any
    flow: Flow | None
    runs: bool
    findings: tuple[Finding, ...]
    secrets: frozenset[str]

    def selected(self, only: Iterable[str] = (), ignored: Iterable[str] = ()) -> tuple[Finding, ...]:
        wanted, unwanted = set(only), set(ignored)
        return tuple(one for one in self.findings if (not wanted or one.code in wanted) and one.code not in unwanted)


class Read(NamedTuple):
    """An export as far as it can be read: without its errors, where it has such that can be left out."""

    flow: Flow | None
    problems: tuple[Problem, ...]
    runs: bool


def lint(text: str, account: Account | None = None) -> Linted:
    """Everything that is found in the text of an export, held against an account where one is given; by line."""
    try:
        document = decode(text)
    except FlowError as error:
        return unreadable(error)
    read = read_tolerantly(document)
    subject = Subject(read.flow, read.problems, account) if read.flow else None
    found = _found(read, subject)
    places = lines(text, {one.pointer for _, one in found})
    findings = [_finding(check, one, places.get(one.pointer, 1), read.flow) for check, one in found]
    ordered = sorted(dict.fromkeys(findings), key=lambda one: (one.line, -GRADES.index(one.grade), one.code))
    return Linted(
        document, read.flow, read.runs, tuple(ordered), secrets_of(document, subject.secrets if subject else None)
    )


def lint_file(path: Path, account: Account | None = None) -> Linted:
    """As `lint`, of a file. One that is too large or no text is told as a finding; OSError where it cannot be read."""
    try:
        text = read_flow(path)
    except FlowError as error:
        return unreadable(error)
    return lint(text, account)


def unreadable(error: FlowError) -> Linted:
    """A file that is no JSON, or not even text."""
    cause = error.__cause__
    line = cause.lineno if isinstance(cause, json.JSONDecodeError) else 1
    findings = [_finding(_check(one.code, "error"), _place(one), line, None) for one in error.problems]
    return Linted(None, None, False, tuple(findings), frozenset())


def read_tolerantly(document: Any) -> Read:
    """The flow even where some of it cannot be run, with all that the loader tells."""
    try:
        flow = Flow.parse(document)
        return Read(flow, flow.warnings, runs=True)
    except FlowError as error:
        problems = (*error.problems, *error.warnings)
    try:
        return Read(Flow.parse(document, drop_dangling=True), problems, runs=False)
    except FlowError:
        return Read(None, problems, runs=False)


def _found(read: Read, subject: Subject | None) -> list[tuple[Check, Found]]:
    """Of a flow that can be walked, what the checks find; of another, what the loader tells."""
    known = {check.code for check in CHECKS.values()} if subject else set()
    found = [(_check(one.code, _grade(one)), _place(one)) for one in read.problems if one.code not in known]
    if subject is not None:
        found += [(check, one) for check in CHECKS.values() for one in check.find(subject)]
    return found


def _check(code: str, grade: Grade) -> Check:
    """The check of this code; for a code of the loader that has none, one that says what can be said."""
    known = CHECKS.get(code)
    if known is not None:
        return known
    return Check(code, grade, *UNTOLD, "assumed", "the loader", "", "", find=lambda subject: iter(()))


def _place(problem: Problem) -> Found:
    return Found(problem.node, problem.pointer, problem.text, _grade(problem))


def _grade(problem: Problem) -> Grade:
    return "error" if problem.grade == "error" else "warning"


def _finding(check: Check, found: Found, line: int, flow: Flow | None) -> Finding:
    return Finding(
        check.code,
        found.grade or check.grade,
        found.node,
        found.pointer,
        line,
        _where(found, flow),
        found.text,
        check.why,
        found.fix or check.fix,
    )


def _where(found: Found, flow: Flow | None) -> str:
    """The place in words: `main_question-a (Question) > answerValidation > regex`, or the path in the file."""
    pointer = found.pointer
    head = found.node
    if flow is not None and found.node in flow.nodes:
        head = flow.titled(found.node)
        if pointer.startswith(own := flow.pointers[found.node]) and pointer[len(own) : len(own) + 1] in ("", "/"):
            pointer = pointer[len(own) :]
    words = [head] if head else []
    for name in parts_of(pointer.removeprefix("/result")):
        if name.isdecimal() and words and words[-1] != head:
            words[-1] += f"[{name}]"
        else:
            words.append(name)
    return " > ".join(words) or "file"

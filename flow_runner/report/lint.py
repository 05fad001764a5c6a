"""What lint found, as text, as JSON (schema: `LINT_SCHEMA`) and as SARIF 2.1.0. Secrets are masked in all three."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from emulator.kernel.json_schema import record
from emulator.kernel.secret import masker
from emulator.kernel.words import counted
from flow_runner.engine import Flow
from flow_runner.inspection.lint.finding import GRADES, Finding, Grade, reaches
from flow_runner.inspection.lint.mend import Change

if TYPE_CHECKING:
    from rich.console import Console

TEXT = {"type": "string"}
STYLES = {"error": "bold red", "warning": "yellow", "note": "cyan"}


class FileReport(NamedTuple):
    """What is told of one file. `changes` were made before, and written to `output`, where it was to be mended."""

    file: str
    flow: Flow | None
    findings: tuple[Finding, ...]
    changes: tuple[Change, ...] = ()
    output: str = ""

    def worst(self) -> Grade | None:
        return max((one.grade for one in self.findings), key=GRADES.index, default=None)


def file_report(
    file: str,
    flow: Flow | None,
    findings: Iterable[Finding],
    secrets: frozenset[str],
    changes: Iterable[Change] = (),
    output: str = "",
) -> FileReport:
    """What can be shown: every text with the secrets in it masked."""
    masked = masker(secrets)
    return FileReport(
        file,
        replace(flow, name=masked(flow.name)) if flow else None,
        tuple(one._replace(where=masked(one.where), text=masked(one.text)) for one in findings),
        tuple(one._replace(text=masked(one.text)) for one in changes),
        output,
    )


def by_grade(reports: Iterable[FileReport]) -> dict[str, int]:
    """How many findings there are of each grade, the gravest first."""
    found = [one.grade for report in reports for one in report.findings]
    return {grade: found.count(grade) for grade in reversed(GRADES)}


def fails(reports: Iterable[FileReport], bar: Grade | None) -> bool:
    """Whether a finding is as grave as the bar, or graver. None: nothing is."""
    return bar is not None and any(reaches(one.grade, bar) for report in reports for one in report.findings)


# --- JSON ------------------------------------------------------------------------------------------------------------


COUNTS = record({f"{grade}s": {"type": "integer", "minimum": 0} for grade in reversed(GRADES)})
LINT_SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "What `wati-sandbox lint --format json` prints",
    **record(
        {
            "files": {
                "type": "array",
                "items": record(
                    {
                        "file": TEXT,
                        "flow": {
                            "anyOf": [record({"name": TEXT, "version": TEXT}), {"type": "null"}],
                            "description": "null where the file cannot be read as a chatbot",
                        },
                        "findings": {
                            "type": "array",
                            "items": record(
                                {
                                    "code": {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"},
                                    "grade": {"enum": list(reversed(GRADES))},
                                    "node": {"type": "string", "description": "id of the node, or empty"},
                                    "pointer": {"type": "string", "description": "JSON pointer into the file"},
                                    "line": {"type": "integer", "minimum": 1},
                                    "where": {"type": "string", "description": "the place in words"},
                                    "text": {"type": "string", "description": "what is there"},
                                    "why": {"type": "string", "description": "why it hurts"},
                                    "fix": {"type": "string", "description": "how to mend it"},
                                }
                            ),
                        },
                        "changes": {
                            "type": "array",
                            "description": "what --fix changed; findings are those that remain",
                            "items": record({"code": TEXT, "text": TEXT}),
                        },
                        "output": {"type": "string", "description": "the file that --fix wrote, or empty"},
                    }
                ),
            },
            "summary": COUNTS,
            "failed": {"type": "boolean", "description": "whether a finding reaches --fail-on"},
        }
    ),
}


def as_json(reports: list[FileReport], bar: Grade | None) -> dict[str, Any]:
    return {
        "files": [_file(report) for report in reports],
        "summary": {f"{grade}s": count for grade, count in by_grade(reports).items()},
        "failed": fails(reports, bar),
    }


def _file(report: FileReport) -> dict[str, Any]:
    flow = report.flow
    return {
        "file": report.file,
        "flow": {"name": flow.name, "version": flow.version} if flow else None,
        "findings": [one._asdict() for one in report.findings],
        "changes": [one._asdict() for one in report.changes],
        "output": report.output,
    }


# --- text ------------------------------------------------------------------------------------------------------------


def print_text(console: Console, reports: list[FileReport]) -> None:
    """By file, then by code with the gravest first: every place, and once for all of them why it hurts and the fix, or
    under each its own.
    """
    for report in reports:
        _print_file(console, report)
    console.print(_summary(reports))


def _print_file(console: Console, report: FileReport) -> None:
    from rich.text import Text

    name = f"  flow '{report.flow.name}'" if report.flow else ""
    console.print(Text.assemble((report.file, "bold"), (name, "dim")), soft_wrap=True)
    for change in report.changes:
        console.print(Text.assemble(("  mended ", "green"), change.text, (f"  [{change.code}]", "dim")), soft_wrap=True)
    if report.output:
        console.print(Text(f"  written to {report.output}", "green"), soft_wrap=True)
    for group in _groups(report.findings):
        fixes = {one.fix for one in group}
        console.print()
        for one in group:
            head = (f"  {report.output or report.file}:{one.line}: ", "bold")
            grade, code = (one.grade, STYLES[one.grade]), (f"  [{one.code}]", "dim")
            console.print(Text.assemble(head, grade, f": {one.where}: {one.text}", code), soft_wrap=True)
            if len(fixes) > 1:
                console.print(Text(f"      fix: {one.fix}"), soft_wrap=True)
        console.print(Text(f"      why: {group[0].why}", "dim"), soft_wrap=True)
        if len(fixes) == 1:
            console.print(Text(f"      fix: {group[0].fix}"), soft_wrap=True)
    console.print()


def _groups(findings: tuple[Finding, ...]) -> list[list[Finding]]:
    """Findings that have the reason in common; the gravest group first, then by line."""
    groups: dict[tuple[str, str], list[Finding]] = {}
    for one in findings:
        groups.setdefault((one.grade, one.code), []).append(one)
    return sorted(groups.values(), key=lambda group: (-GRADES.index(group[0].grade), group[0].line))


def _summary(reports: list[FileReport]) -> str:
    files = counted(len(reports), "file")
    told = [counted(count, grade) for grade, count in by_grade(reports).items() if count]
    return f"{files}: {', '.join(told) or 'nothing found'}"

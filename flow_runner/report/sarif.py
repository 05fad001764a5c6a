"""What lint found as SARIF 2.1.0, in the form that code scanning services take."""

from __future__ import annotations

from hashlib import sha256
from importlib.metadata import version
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import quote

from flow_runner.inspection.lint.check import CHECKS
from flow_runner.inspection.lint.finding import Finding
from flow_runner.report.lint import FileReport

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def as_sarif(reports: list[FileReport]) -> dict[str, Any]:
    """One run with a rule for each code that was found, and a result for each finding."""
    first: dict[str, Finding] = {}
    for report in reports:
        for one in report.findings:
            first.setdefault(one.code, one)
    codes = sorted(first)
    results = [_result(report, one, codes.index(one.code)) for report in reports for one in report.findings]
    driver = {
        "name": "wati-sandbox",
        "semanticVersion": version("wati-sandbox"),
        "rules": [_rule(first[code]) for code in codes],
    }
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(example: Finding) -> dict[str, Any]:
    check = CHECKS.get(example.code)
    why, fix, grade = (check.why, check.fix, check.grade) if check else (example.why, example.fix, example.grade)
    title = example.code.replace("-", " ")
    return {
        "id": example.code,
        "name": "".join(part.capitalize() for part in example.code.split("-")),
        "shortDescription": {"text": title.capitalize()},
        "fullDescription": {"text": why},
        "help": {"text": f"{why}\n\nFix: {fix}", "markdown": f"{why}\n\n**Fix:** {fix}"},
        "defaultConfiguration": {"level": grade},
        "properties": {"tags": ["chatbot", "wati"], "precision": "high"},
    }


def _result(report: FileReport, one: Finding, rule: int) -> dict[str, Any]:
    logical = [{"name": one.node or "file", "fullyQualifiedName": one.pointer or "/", "kind": "object"}]
    place = {
        "artifactLocation": {"uri": uri(report.output or report.file)},
        "region": {"startLine": one.line},
    }
    same = sha256("\0".join((one.code, one.node, one.text)).encode("utf-8", "backslashreplace")).hexdigest()
    return {
        "ruleId": one.code,
        "ruleIndex": rule,
        "level": one.grade,
        "message": {"text": f"{one.where}: {one.text}{'' if one.text.endswith(('.', '?')) else '.'} {one.fix}"},
        "locations": [{"physicalLocation": place, "logicalLocations": logical}],
        "partialFingerprints": {"codeNodeText/v1": same[:32]},
    }


def uri(file: str) -> str:
    """A file as code scanning wants it: relative to where lint was called, if it is below."""
    path = Path(file)
    if path.is_absolute():
        try:
            path = path.relative_to(Path.cwd())
        except ValueError:
            return path.as_uri()
    return quote(PurePath(path).as_posix())

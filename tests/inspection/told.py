"""What lint tells of a flow, of one code or of those about variables, conditions and paths."""

from __future__ import annotations

import json
from typing import Any

from emulator import seed
from flow_runner.engine import Flow
from flow_runner.inspection.lint.account import account_from
from flow_runner.inspection.lint.finding import Finding
from flow_runner.inspection.lint.linter import lint
from flow_runner.inspection.lint.subject import Subject

PATH_CODES = frozenset(
    {
        "unknown-variable",
        "unknown-attribute",
        "unset-variable-on-path",
        "wrong-namespace",
        "condition-never-true",
        "condition-always-true",
        "near-equal-branches",
        "dead-end",
        "no-default-exit",
        "question-runs-out",
        "loop-without-wait",
        "message-burst",
        "mixed-variable",
        "unescaped-variable",
        "body-not-json",
    }
)


def findings(raw: dict[str, Any], world: dict[str, Any] | None = None) -> tuple[Finding, ...]:
    """All of them, held against an account where a world is given."""
    account = None if world is None else account_from(seed.parse(json.dumps(world)).data)
    return lint(json.dumps(raw), account).findings


def told(raw: dict[str, Any], code: str, world: dict[str, Any] | None = None) -> list[Finding]:
    """Those of one code, in the order of the file."""
    return [one for one in findings(raw, world) if one.code == code]


def texts(raw: dict[str, Any], code: str, world: dict[str, Any] | None = None) -> list[str]:
    return [one.text for one in told(raw, code, world)]


def subject_of(raw: dict[str, Any]) -> Subject:
    flow = Flow.parse(raw)
    return Subject(flow, flow.warnings)

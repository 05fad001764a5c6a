"""What lint finds in an example: all of it, or what one check finds."""

from __future__ import annotations

import json
from typing import Any

from emulator import seed
from flow_runner.inspection.lint.account import account_from
from flow_runner.inspection.lint.finding import Finding
from flow_runner.inspection.lint.linter import lint

Raw = dict[str, Any]


def found(raw: Raw, code: str = "", world: Raw | None = None) -> list[Finding]:
    """The findings in an export, or those of one code, held against an account where a world is given."""
    account = None if world is None else account_from(seed.parse(json.dumps(world)).data)
    return [one for one in lint(json.dumps(raw), account).findings if code in ("", one.code)]


def told(raw: Raw, code: str, world: Raw | None = None) -> list[tuple[str, str, str]]:
    """Node, grade and text of each."""
    return [(one.node, one.grade, one.text) for one in found(raw, code, world)]

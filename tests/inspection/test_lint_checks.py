"""Every check has what it must have, and an example of which exactly it is told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

import pytest

from emulator import seed
from emulator.kernel.evidence import Evidence
from flow_runner.inspection.lint.account import Account, account_from
from flow_runner.inspection.lint.check import Check, Example
from flow_runner.inspection.lint.finding import GRADES
from flow_runner.inspection.lint.linter import all_checks, lint, lint_file
from flow_runner.inspection.lint.mend import mended, written_as

CHECKS = all_checks()
MENDING = [code for code in CHECKS if CHECKS[code].mend is not None]


def text_of(example: Example) -> str:
    assert not isinstance(example, bytes)
    return example if isinstance(example, str) else example() if callable(example) else json.dumps(example, indent=2)


def account_of(check: Check) -> Account | None:
    return None if check.world is None else account_from(seed.parse(json.dumps(check.world)).data)


def codes_of(example: Example, check: Check, folder: Path) -> list[str]:
    if isinstance(example, bytes):
        (file := folder / "bot.json").write_bytes(example)
        return [one.code for one in lint_file(file).findings]
    return [one.code for one in lint(text_of(example), account_of(check)).findings]


@pytest.mark.parametrize("code", list(CHECKS))
def test_every_check_says_why_how_to_fix_it_and_how_sure_we_are(code: str) -> None:
    check = CHECKS[code]
    assert check.grade in GRADES
    for sentence in (check.why, check.fix):
        assert sentence[0].isupper()
        assert sentence.endswith(".")
        assert len(sentence) > 20
    assert check.evidence in get_args(Evidence)
    assert len(check.source) > 8


@pytest.mark.parametrize("code", list(CHECKS))
def test_the_example_of_a_check_has_it_and_nothing_else(code: str, tmp_path: Path) -> None:
    assert set(codes_of(CHECKS[code].example, CHECKS[code], tmp_path)) == {code}


@pytest.mark.parametrize("code", list(CHECKS))
def test_the_neighbour_of_an_example_has_nothing(code: str, tmp_path: Path) -> None:
    assert codes_of(CHECKS[code].neighbour, CHECKS[code], tmp_path) == []


@pytest.mark.parametrize("code", MENDING)
def test_what_a_check_mends_is_gone_and_nothing_new_is_there(code: str, tmp_path: Path) -> None:
    check = CHECKS[code]
    text = text_of(check.example)
    result = mended(json.loads(text))
    assert {change.code for change in result.changes} == {code}
    assert all(change.text.endswith(".") for change in result.changes)
    assert codes_of(written_as(text, result.document), check, tmp_path) == []

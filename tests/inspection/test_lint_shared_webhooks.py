"""Lint over exports of real chatbots: every finding of these checks was read against its file, and is true."""

from __future__ import annotations

from pathlib import Path

import pytest

from flow_runner.engine.flow import dump
from flow_runner.inspection.lint.linter import all_checks, lint, lint_file
from flow_runner.inspection.redact import redacted

TOPICS = (
    "webhook",
    "stale",
    "token",
    "auth",
    "zoho",
    "secret",
    "personal",
    "no-",
    "foreign",
    "tenant",
    "paid",
    "media",
)
MORE = frozenset(
    {
        *("missing-status-exit", "unencrypted-webhook", "plus-in-url", "delay-past-window", "secret-test-value"),
        *("text-too-long", "too-many-choices", "empty-title", "title-twice", "section-without-title"),
        *("header-not-text", "nothing-to-send", "dangling-edge", "dangling-target", "edge-disagrees", "two-edges"),
        *("edge-fits-no-exit", "choice-id", "several-starts", "odd-value", "odd-delay", "odd-method", "status-twice"),
        *("unknown-node-type", "unknown-test", "guessed-test", "no-conditions", "unknown-validation", "empty-regex"),
    }
)
CHECKED = {code for code in all_checks() if code.startswith(TOPICS) or code in MORE}
UNSEEN = ("webhook-failure-unseen", "main_webhook-dcBeI")
STALE = [("stale-attribute", "main_condition-loc")]
DISAGREES = [("edge-disagrees", "main_buttons-city")] * 2
REVIEWED: dict[str, list[tuple[str, str]]] = {
    "01": [],
    "02": [UNSEEN],
    "04": [UNSEEN, *STALE],
    "05": [*DISAGREES, UNSEEN, *STALE],
    "06": [
        *DISAGREES,
        UNSEEN,
        ("stale-attribute", "main_condition-booked"),
        *STALE,
        ("stale-attribute", "main_condition-slots"),
    ],
}


@pytest.mark.parametrize("number", list(REVIEWED))
def test_what_is_found_in_a_real_export_is_what_was_reviewed(shared: Path, number: str) -> None:
    [path] = (shared / "flows").glob(f"{number}_*.json")
    found = [(one.code, one.node) for one in lint_file(path).findings if one.code in CHECKED]
    assert sorted(found) == sorted(REVIEWED[number])


def test_every_real_export_is_reviewed(shared: Path) -> None:
    assert {path.name[:2] for path in (shared / "flows").glob("*.json")} == REVIEWED.keys()


@pytest.mark.parametrize("number", list(REVIEWED))
def test_a_real_export_is_redacted_to_one_with_the_same_findings(shared: Path, number: str) -> None:
    """These files were redacted by hand before, so test values and account numbers are all that is replaced."""
    [path] = (shared / "flows").glob(f"{number}_*.json")
    linted = lint_file(path)
    result = redacted(linted.document)
    assert result.counts.keys() <= {"account number", "test value"}
    told = [(one.code, one.node) for one in lint(dump(result.document)).findings]
    assert told == [(one.code, one.node) for one in linted.findings]

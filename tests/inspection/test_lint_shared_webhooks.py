"""Lint over exports of real chatbots: every finding of these checks was read against its file, and is true."""

from __future__ import annotations

from pathlib import Path

import pytest

from flow_runner.engine.flow import dump
from flow_runner.inspection.lint.linter import all_checks, lint, lint_file
from flow_runner.inspection.redact import redacted
from flow_runner.sandbox.files import bundled_flows

CHECKED = frozenset(
    {
        *("auth-scheme", "choice-id", "dangling-edge", "dangling-target", "delay-past-window"),
        *("edge-disagrees", "edge-fits-no-exit", "empty-regex", "empty-title", "foreign-account"),
        *("foreign-agent", "foreign-chatbot", "foreign-team", "guessed-test", "header-not-text"),
        *("inferred-node-type", "inferred-reply-type", "media-not-in-export", "missing-status-exit"),
        *("no-agent-chosen", "no-chatbot-chosen", "no-choices", "no-conditions", "no-team-chosen"),
        *("nothing-to-send", "odd-delay", "odd-method", "odd-value", "paid-node", "personal-test-value"),
        *("plus-in-url", "secret-in-export", "secret-test-value", "section-without-title"),
        *("several-starts", "stale-attribute", "status-twice", "tenant-id", "text-too-long", "title-twice"),
        *("token-error-as-success", "too-many-choices", "two-edges", "unencrypted-webhook"),
        *("unknown-node-type", "unknown-test", "unknown-validation", "unreadable-status"),
        *("webhook-address", "webhook-failure-unseen", "zoho-data-centre", "zoho-token-request"),
    }
)
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


def test_the_codes_are_those_of_checks() -> None:
    assert set(all_checks()) >= CHECKED


@pytest.mark.parametrize("path", bundled_flows().values(), ids=list(bundled_flows()))
def test_nothing_of_the_kind_is_found_in_a_bundled_chatbot(path: Path) -> None:
    assert [one for one in lint_file(path).findings if one.code in CHECKED] == []


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

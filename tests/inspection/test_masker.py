"""Secrets that stand in an export are masked in whatever is told of it."""

from __future__ import annotations

from typing import Any

import pytest

from emulator.kernel.secret import masker
from flow_runner.inspection.secret import secrets_of


def holding(*secrets: str) -> dict[str, Any]:
    return {"headers": [{"headerName": "Authorization", "headerValue": secret} for secret in secrets]}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("say hush-hush-1, please", "say ***, please"),
        ("hush-hush-1hush-hush-1", "******"),
        ("hush-hush-12 is longer", "*** is longer"),
        ("hush-hush", "hush-hush"),
        ("", ""),
        ("hush", "hush"),
        ("?api_key=anything&x=1", "?api_key=***&x=1"),
    ],
)
def test_a_known_secret_is_masked_wherever_it_stands(text: str, shown: str) -> None:
    assert masker(secrets_of(holding("hush-hush-1", "hush-hush-12")))(text) == shown


def test_a_crowd_of_secrets_that_begin_alike_are_all_masked() -> None:
    secrets = [f"hush-hush-{number}" for number in range(1000, 4000)]
    masked = masker(secrets_of(holding(*secrets)))
    assert {masked(f"<{secret}>") for secret in secrets} == {"<***>"}


def test_an_export_without_secrets_changes_nothing() -> None:
    assert masker(secrets_of({"flowNodes": []}))("Hello hush-hush-1") == "Hello hush-hush-1"

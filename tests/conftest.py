"""Fixtures of all tests."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

pytest.register_assert_rewrite("tests")  # the helper modules tell what they compared, too

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden transcripts anew")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--update-golden") and os.environ.get("CI"):
        raise pytest.UsageError("golden transcripts are not written in CI: run `make golden` and review the diff")


def pytest_bdd_apply_tag(tag: str, function: Callable[..., object]) -> bool:
    """Tags name items of the article; they select nothing."""
    return True


@pytest.fixture(scope="session")
def shared() -> Path:
    """The reference material beside the repository; tests that need it are skipped without it."""
    if not SHARED.is_dir():
        pytest.skip("the reference material is not beside this repository")
    return SHARED

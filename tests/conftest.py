"""Fixtures of all tests."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from emulator import pipeline
from emulator.kernel.http import Reply
from emulator.kernel.journal import Exchange
from emulator.tenant import APIS
from emulator.wati import callback_queue
from emulator.wati.rows import Delivery
from emulator.wati.state import WatiState

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


@pytest.fixture(autouse=True)
def _replies_hold_to_their_contracts(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whatever a test is about: no reply of an emulated API may break the contract of its operation."""
    found: list[str] = []
    check = pipeline.check_reply_contract

    def checked(call: pipeline.Call, reply: Reply) -> None:
        known = len(call.exchange.violations)
        check(call, reply)
        if call.api in APIS:
            told = (f"{call.exchange.operation} {reply.status}: {one}" for one in call.exchange.violations[known:])
            found.extend(told)

    monkeypatch.setattr(pipeline, "check_reply_contract", checked)
    yield
    assert not found, "a reply breaks its contract"


@pytest.fixture(autouse=True)
def _callbacks_hold_to_their_schemas(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nor does anything that webhooks of an account are sent break the schema of its event."""
    found: list[str] = []
    begin = callback_queue.begin

    def checked(state: WatiState, delivery: Delivery) -> Exchange:
        exchange = begin(state, delivery)
        found.extend(f"{exchange.operation}: {one}" for one in exchange.violations)
        return exchange

    monkeypatch.setattr(callback_queue, "begin", checked)
    yield
    assert not found, "a callback breaks its schema"

"""Fixtures: a sandbox of its own for each test, and the parts of it that tests hold."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NoReturn

import pytest

from flow_runner.testing.pytest_plugin.bound import bound_feature
from flow_runner.testing.pytest_plugin.options import setting_for

if TYPE_CHECKING:
    from emulator.kernel.fault import Faults
    from emulator.wati.state import WatiState
    from emulator.zoho.state import ZohoState
    from flow_runner.sandbox.sandbox import Sandbox
    from flow_runner.sandbox.stubs import Stubs
    from flow_runner.testing.story import Story

STORY: pytest.StashKey[Story] = pytest.StashKey()
VERDICT = "wati-verdict"
"""The name of the property that reports have."""


class Clock:
    """The sandbox's time, which moves only when it is told to."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox

    def now(self) -> datetime:
        return self._sandbox.tenant.universe.clock.now()

    def advance(self, span: str | int | float) -> None:
        """By `90` (seconds), `61 minutes`, `2 days`: tokens expire, delays end. ValueError for none of these."""
        from flow_runner.sandbox.duration import duration

        self._sandbox.advance(duration(span))


@pytest.fixture
def story(request: pytest.FixtureRequest) -> Story:
    """One scenario's chatbot, account and customers; what is wrong at its end fails the test, by its verdict."""
    from flow_runner.testing.story import Story

    folder = (bound_feature(request.node) or request.path).parent
    try:
        told = Story(setting_for(request.config, folder, request.node))
    except pytest.UsageError as error:
        _unusable(request.node, str(error))
    request.node.stash[STORY] = told
    return told


@pytest.fixture
def sandbox(request: pytest.FixtureRequest, story: Story) -> Sandbox:
    """A fresh sandbox: of the markers `wati_flow`, `wati_world`, …, of the options, or the bundled demo."""
    from flow_runner.testing.verdict import of_error

    try:
        return story.sandbox
    except Exception as error:
        _unusable(request.node, of_error(error).text)


@pytest.fixture
def wati(sandbox: Sandbox) -> WatiState:
    """The Wati account: contacts, agents, teams, conversations."""
    return sandbox.tenant.wati


@pytest.fixture
def zoho(sandbox: Sandbox) -> ZohoState:
    """The Zoho account: users, leads, clients, tokens."""
    return sandbox.tenant.zoho


@pytest.fixture
def clock(sandbox: Sandbox) -> Clock:
    """`clock.advance("61 minutes")`, `clock.now()`."""
    return Clock(sandbox)


@pytest.fixture
def faults(sandbox: Sandbox) -> Faults:
    """`faults.add("status", "zoho.search_records", status=503)`; each must fire."""
    return sandbox.tenant.universe.faults


@pytest.fixture
def stubs(sandbox: Sandbox) -> Stubs:
    """`stubs.add("https://api.example/slots", json={"free": "yes"})`, or by `node=…`; all must be used."""
    return sandbox.stubs


def _unusable(node: pytest.Item, text: str) -> NoReturn:
    from flow_runner.testing.verdict import Verdict

    node.user_properties.append((VERDICT, str(Verdict.UNUSABLE)))
    pytest.fail(f"{Verdict.UNUSABLE}: {text}", pytrace=False)

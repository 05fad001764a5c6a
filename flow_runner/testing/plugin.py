"""The Gherkin vocabulary as one pytest plugin, and `--wati-coverage=DIR`.

In a conftest.py of your own: `pytest_plugins = ["flow_runner.testing.plugin"]`.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from flow_runner.testing import recording
from flow_runner.testing.story import Story

pytest_plugins = (
    "flow_runner.testing.steps.account",
    "flow_runner.testing.steps.console",
    "flow_runner.testing.steps.customer",
    "flow_runner.testing.steps.inbox",
    "flow_runner.testing.steps.outcome",
    "flow_runner.testing.steps.trouble",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    recording.add_option(parser)


def pytest_configure(config: pytest.Config) -> None:
    recording.configure(config)


@pytest.fixture
def story(request: pytest.FixtureRequest) -> Iterator[Story]:
    """One scenario's chatbot, account and customers. At its end every armed fault must have fired, every stub used."""
    told = Story(folder=request.path.parent)
    yield told
    leftovers = told.leftovers()
    if leftovers:
        pytest.fail("\n".join(leftovers))

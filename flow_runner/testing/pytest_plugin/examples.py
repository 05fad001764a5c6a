"""`pytest --wati-examples=WHERE`: failing examples are shared, and tried first; also as WATI_EXAMPLES."""

from __future__ import annotations

import os
from collections.abc import Sequence

import pytest

OPTION, VARIABLE = "--wati-examples", "WATI_EXAMPLES"
PROFILE = "wati-examples"


class SharedExamples:
    """A plugin that is there only while examples are shared."""

    def __init__(self, where: Sequence[str]) -> None:
        from flow_runner.testing.examples import example_database

        self.where = where
        self.database = example_database(*where)

    def pytest_sessionstart(self) -> None:
        """Behind everybody who loads a profile, and before tests are collected: what they chose stays, but for what a
        database forbids. A run that repeats itself (`derandomize`, as hypothesis does by itself in CI) has none.
        """
        from hypothesis import settings

        settings.register_profile(PROFILE, settings(), database=self.database, derandomize=False)
        settings.load_profile(PROFILE)

    def pytest_report_header(self) -> str:
        from flow_runner.testing.examples import shown

        return f"examples of hypothesis: {', '.join(map(shown, self.where))}"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.getgroup("wati-sandbox").addoption(
        OPTION,
        action="append",
        metavar="WHERE",
        help="share failing examples of hypothesis: a folder or redis://host:port/0, nearest first; "
        f"read-only:WHERE writes nothing there; also as {VARIABLE}, with commas between",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Share examples, if that was asked for. UsageError where they cannot be kept."""
    wanted = config.getoption(OPTION, None) or [os.environ.get(VARIABLE, "")]
    if not any(wanted):
        return
    from flow_runner.testing.examples import places

    try:
        sharing = SharedExamples(places(wanted))
    except ValueError as error:
        raise pytest.UsageError(f"{OPTION}: {error}") from error
    config.pluginmanager.register(sharing, PROFILE)

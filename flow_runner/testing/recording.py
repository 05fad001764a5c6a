"""`pytest --wati-coverage=DIR`: every sandbox that a test opens is recorded, and each test is a scenario."""

from __future__ import annotations

import shlex
from collections.abc import Generator
from pathlib import Path

import pytest

from flow_runner.inspection.recorder import Recorder
from flow_runner.inspection.store import prepare
from flow_runner.sandbox.sandbox import Sandbox

OPTION = "--wati-coverage"


class Recording:
    """A plugin that is there only while something is recorded: runs without the option know nothing of it.

    A sandbox is seen where it is made, so that it does not matter which fixture, step or test makes it. With workers
    in parallel each has a plugin, and writes a file, of its own.
    """

    def __init__(self, folder: Path, shown: str) -> None:
        self.folder = folder
        self.shown = shlex.quote(shown)
        self.recorder = Recorder()
        self._end = Sandbox.on_open(self.recorder.watch)
        self._passed = True

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        self._passed = True
        done = yield
        self.recorder.finish(item.nodeid, self._passed)
        return done

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A scenario has passed if its steps have, and what is looked at before and behind them."""
        self._passed &= report.outcome == "passed"

    def pytest_sessionfinish(self) -> None:
        self.recorder.finish("", True)
        self.recorder.write(self.folder)

    def pytest_unconfigure(self) -> None:
        self._end()

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if any(self.folder.glob("*.jsonl")):
            terminalreporter.write_line(f"chatbots recorded; see: wati-sandbox coverage --data {self.shown}")
        else:
            terminalreporter.write_line(f"no chatbot ran: nothing is recorded in {self.shown}")
        if self.recorder.left_out:
            terminalreporter.write_line(f"too many different chatbots: {self.recorder.left_out} of them not recorded")


def add_option(parser: pytest.Parser) -> None:
    parser.getgroup("wati-sandbox").addoption(
        OPTION, metavar="DIR", help="record in this folder which nodes, exits and statuses of chatbots the tests cover"
    )


def configure(config: pytest.Config) -> None:
    """Begin to record, if that was asked for. UsageError where the folder cannot be made."""
    wanted = config.getoption(OPTION, None)
    if not wanted:
        return
    folder = config.invocation_params.dir / wanted
    try:
        prepare(folder)
    except OSError as error:
        raise pytest.UsageError(f"{OPTION}: {error.filename}: {error.strerror or error}") from error
    config.pluginmanager.register(Recording(folder, wanted), "wati-coverage")

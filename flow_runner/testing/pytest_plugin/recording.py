"""`--wati-coverage=DIR`, `--flow-coverage=FLOW`: every sandbox that a test opens is recorded, each test a scenario."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
import tempfile
from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from flow_runner.testing.place import placed

if TYPE_CHECKING:
    from flow_runner.report.coverage import Bar, FlowReport

DATA, FLOW, BAR, SHORT_BAR = "--wati-coverage", "--flow-coverage", "--flow-fail-under", "--fail-under"
FOLDER: pytest.StashKey[Path] = pytest.StashKey()
"""Where it is recorded."""

ASKED_FOR = "WATI_FLOW_COVERAGE"


class Recording:
    """A plugin that is there only while something is recorded: runs without the option know nothing of it.

    A sandbox is seen where it is made, so that it does not matter which fixture, step or test makes it. With workers
    in parallel each has a plugin, and writes a file, of its own.
    """

    def __init__(self, folder: Path, shown: str) -> None:
        from flow_runner.inspection.recorder import Recorder
        from flow_runner.sandbox.sandbox import Sandbox

        self.folder = folder
        self.shown = shlex.quote(shown) if shown else ""
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
        if self.shown and any(self.folder.glob("*.jsonl")):
            terminalreporter.write_line(f"chatbots recorded; see: wati-sandbox coverage --data {self.shown}")
        elif self.shown:
            terminalreporter.write_line(f"no chatbot ran: nothing is recorded in {self.shown}")
        if self.recorder.left_out:
            terminalreporter.write_line(f"too many different chatbots: {self.recorder.left_out} of them not recorded")


class FlowCoverage:
    """Tells at the end what of some chatbots is covered by what the folder holds, and fails a run that covers less."""

    def __init__(self, folder: Path, flows: dict[str, Path], bars: list[Bar], temporary: bool) -> None:
        self.folder = folder
        self.flows = flows
        self.bars = bars
        self.temporary = temporary
        self.reports: list[FlowReport] = []
        self.unmet: list[str] = []

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        from flow_runner.report.coverage import unmet

        self.reports = [_report(name, path, self.folder) for name, path in self.flows.items()]
        self.unmet = unmet(self.reports, self.bars)
        if self.unmet and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        from flow_runner.report.console import console
        from flow_runner.report.coverage_text import print_text

        terminalreporter.section("flow coverage")
        print_text(console(terminalreporter._tw._file), self.reports, [], self.unmet)

    def pytest_unconfigure(self) -> None:
        if self.temporary:
            shutil.rmtree(self.folder, ignore_errors=True)


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("wati-sandbox")
    group.addoption(
        DATA, metavar="DIR", help="record in this folder which nodes, exits and statuses of chatbots the tests cover"
    )
    group.addoption(
        FLOW,
        metavar="FLOW",
        action="append",
        default=[],
        help="tell at the end what of this chatbot is covered; can be repeated",
    )
    group.addoption(
        BAR,
        *([SHORT_BAR] if _is_asked_for() else []),
        metavar="[MEASURE=]PERCENT",
        action="append",
        default=[],
        dest="flow_fail_under",
        help=f"of {FLOW}: fail a run that covers less; 80, or nodes=100 exits=90 statuses=50, each by an option of its "
        f"own; {SHORT_BAR} is the same",
    )


def _is_asked_for() -> bool:
    """Whether the command line speaks of flows: only then a name that is anybody's is taken, which another plugin may
    have, and pytest does not start with two of them.
    """
    words = (*sys.argv, *os.environ.get("PYTEST_ADDOPTS", "").split())
    if any(word.startswith(FLOW) for word in words):
        os.environ[ASKED_FOR] = "1"  # for the workers, which have another command line
    return ASKED_FOR in os.environ


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Begin to record, if that was asked for. UsageError where something is wrong with the options."""
    worker: dict[str, str] = getattr(config, "workerinput", {})
    flows, texts = config.getoption(FLOW), config.getoption("flow_fail_under")
    wanted = worker.get(DATA) or config.getoption(DATA)
    if texts and not flows:
        raise pytest.UsageError(f"{BAR} is about the chatbots of {FLOW}: name at least one")
    if config.getoption("collectonly") or (not flows and not wanted):
        return
    try:
        files, bars = _files(config, flows), _bars(texts)
    except ValueError as error:
        raise pytest.UsageError(str(error)) from error
    temporary = not wanted
    if temporary:
        wanted = tempfile.mkdtemp(prefix="wati-coverage-")
    folder = config.stash[FOLDER] = _prepared(config.invocation_params.dir / wanted)
    if flows and not worker:
        config.pluginmanager.register(FlowCoverage(folder, files, bars, temporary), "wati-flow-coverage")
    config.pluginmanager.register(Recording(folder, "" if temporary else wanted), "wati-coverage")


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a worker of pytest-xdist where to write: it gets the command line, and no more."""
    if FOLDER in node.config.stash:
        node.workerinput[DATA] = str(node.config.stash[FOLDER])


def _prepared(folder: Path) -> Path:
    from flow_runner.inspection.store import prepare

    try:
        prepare(folder)
    except OSError as error:
        raise pytest.UsageError(f"{DATA}: {error.filename}: {error.strerror or error}") from error
    return folder


def _files(config: pytest.Config, flows: list[str]) -> dict[str, Path]:
    """The files by what they are called here. ValueError for one that is not there."""
    from flow_runner.testing.setting import Setting

    here = config.invocation_params.dir
    found = {name: Setting(here, placed(here, name)).path for name in flows}
    for name, path in found.items():
        if not path.is_file():
            raise ValueError(f"{FLOW} {name}: there is no such file, and no bundled chatbot of that name")
    return found


def _bars(texts: list[str]) -> list[Bar]:
    from flow_runner.report.coverage import bar_of

    return [bar_of(text) for text in texts]


def _report(name: str, path: Path, folder: Path) -> FlowReport:
    from flow_runner.engine import Flow
    from flow_runner.inspection.coverage import Coverage
    from flow_runner.inspection.point_place import lines_of
    from flow_runner.inspection.store import load, recorded
    from flow_runner.report.coverage import flow_report
    from flow_runner.sandbox.files import read_flow

    text = read_flow(path)
    flow = Flow.loads(text)
    record = recorded(flow, [load(folder)])
    coverage = Coverage.counted(flow, record.counts)
    return flow_report(name, coverage, record, (), lines_of(coverage, text))

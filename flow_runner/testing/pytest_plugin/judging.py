"""The verdict on a test that has a story, and what is shown of every sandbox of a test that fails."""

from __future__ import annotations

import sys
from collections import Counter, deque
from collections.abc import Generator
from typing import TYPE_CHECKING, Any

import pytest

from flow_runner.testing.pytest_plugin.bound import bound_feature
from flow_runner.testing.pytest_plugin.collecting import PlayedItem
from flow_runner.testing.pytest_plugin.fixtures import STORY, VERDICT

if TYPE_CHECKING:
    from flow_runner.sandbox.sandbox import Sandbox
    from flow_runner.testing.story import Story
    from flow_runner.testing.verdict import Finding

SHOWN = 3  # sandboxes of one test: those that were opened last


class Judge:
    """Sees the sandboxes of the test that runs."""

    def __init__(self) -> None:
        self._opened: deque[Sandbox] = deque(maxlen=SHOWN)
        self._verdicts: Counter[str] = Counter()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """Look on, unless nothing has asked for a sandbox yet: tests that need none should not load one."""
        self._opened.clear()
        module = sys.modules.get("flow_runner.sandbox.sandbox")
        end = module.Sandbox.on_open(self._opened.append) if module else None
        try:
            return (yield)
        finally:
            if end is not None:
                end()
            self._opened.clear()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, object, object]:
        """A test with a story passes only if nothing keeps its scenario from passing."""
        error: Exception | None = None
        done: object = None
        try:
            done = yield
        except Exception as raised:
            error = _understood(raised)
        story = item.stash.get(STORY, None)
        if story is None:
            if error is not None:
                raise error
            return done
        from flow_runner.testing.verdict import verdict_of

        findings = _judged(item, story, error)
        item.user_properties.append((VERDICT, str(verdict_of(findings))))
        if error is not None and not _tells_all(item, error):
            _note(error, findings)
            raise error
        if findings:
            pytest.fail(told(findings), pytrace=False)
        return done

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        if report.failed:
            story = item.stash.get(STORY, None)
            if story is not None and report.when == "call":
                _mark_as_failed(item, report)
            opened = self._sandboxes(story, _is_generated(item))
            if opened:
                _tell(report, opened)
        return report

    def _sandboxes(self, story: Story | None, generated: bool) -> list[Sandbox]:
        """Those that the test has opened."""
        own = story.opened if story is not None else None
        seen = list(self._opened)[-1:] if generated else list(self._opened)  # earlier ones are of other examples
        return [*seen, *([own] if own is not None and own not in seen else [])]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" or (report.when == "setup" and report.failed):
            self._verdicts.update(str(value) for name, value in report.user_properties if name == VERDICT)

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """How many scenarios came out how, where not all have passed."""
        if self._verdicts and set(self._verdicts) != {"passed"}:
            counts = ", ".join(f"{count} {verdict}" for verdict, count in self._verdicts.most_common())
            terminalreporter.write_line(f"chatbots: {counts}")


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Judge(), "wati-judge")


def _is_generated(item: pytest.Item) -> bool:
    """Whether hypothesis calls the test again and again."""
    return bool(getattr(getattr(item, "obj", None), "is_hypothesis_test", False))


def told(findings: list[Finding]) -> str:
    """Each with its verdict."""
    return "\n".join(f"{one.verdict}: {one.text}" for one in findings)


def _understood(error: Exception) -> Exception:
    """A sentence that pytest-bdd knows no step for makes the scenario unusable."""
    if type(error).__name__ != "StepDefinitionNotFoundError":
        return error
    from flow_runner.testing.verdict import Unusable

    return Unusable(str(error))


def _judged(item: pytest.Item, story: Story, error: Exception | None) -> list[Finding]:
    from flow_runner.testing.verdict import judge

    foreseen = set(story.foreseen)
    if item.get_closest_marker("wati_flow_may_fail") and story.opened is not None:
        foreseen |= {entry.contact for entry in story.opened.trace}
    return judge(story.opened, error, foreseen)


def _tells_all(item: pytest.Item, error: Exception) -> bool:
    """Whether the text of an error is enough: in a scenario, and not where Python of the user's own has raised it."""
    from flow_runner.testing.verdict import NotMet, Unusable

    ours = isinstance(item, PlayedItem) or bound_feature(item) is not None
    return ours and (isinstance(error, NotMet | Unusable) or _raised_by_us(error))


def _raised_by_us(error: Exception) -> bool:
    trace, module = error.__traceback__, ""
    while trace is not None:
        module, trace = str(trace.tb_frame.f_globals.get("__name__")), trace.tb_next
    return not isinstance(error, AssertionError) and module.partition(".")[0] in ("emulator", "flow_runner")


def _note(error: Exception, findings: list[Finding]) -> None:
    """Tell with an error what else is wrong."""
    from flow_runner.testing.verdict import of_error

    own = of_error(error).verdict
    others = [one for one in findings if one.verdict is not own]
    if others:
        error.add_note(told(others))


def _mark_as_failed(item: pytest.Item, report: pytest.TestReport) -> None:
    """A test that failed by something else than an error, such as `pytest.fail`, has not met what was expected."""
    verdicts = [value for name, value in item.user_properties if name == VERDICT]
    if verdicts in ([], ["passed"]):
        item.user_properties[:] = [one for one in item.user_properties if one[0] != VERDICT]
        item.user_properties.append((VERDICT, "expectation not met"))
        report.user_properties = list(item.user_properties)


def _tell(report: pytest.TestReport, opened: list[Sandbox]) -> None:
    """Add what is to be shown of the sandboxes, and take their secrets out of all that is shown."""
    from flow_runner.inspection.secret import secrets_in
    from flow_runner.report.failure import sections
    from flow_runner.testing.pytest_plugin.masking import mask_report

    mask_report(report, frozenset().union(*map(secrets_in, opened)))
    report.sections += [
        (f"wati-sandbox{f' {number}' if len(opened) > 1 else ''}: {title}", text)
        for number, sandbox in enumerate(opened, 1)
        for title, text in sections(sandbox)
    ]

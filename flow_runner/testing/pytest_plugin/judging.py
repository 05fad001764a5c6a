"""The verdict on a test that has a story, and what is shown of every sandbox of a test that fails."""

from __future__ import annotations

import sys
from collections import Counter, deque
from collections.abc import Generator
from typing import TYPE_CHECKING, Any

import pytest

from flow_runner.testing.pytest_plugin.fixtures import STORY

if TYPE_CHECKING:
    from flow_runner.sandbox.sandbox import Sandbox
    from flow_runner.testing.story import Story
    from flow_runner.testing.verdict import Finding

SHOWN = 3  # sandboxes of one test: those that were opened last
VERDICT = "wati-verdict"


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
            error = raised
        story = item.stash.get(STORY, None)
        if story is None:
            if error is not None:
                raise error
            return done
        from flow_runner.testing.verdict import Verdict, judge, verdict_of

        findings = judge(story.opened, error, story.foreseen)
        if item.get_closest_marker("wati_flow_may_fail"):
            findings = [one for one in findings if one.verdict is not Verdict.FLOW_FAILED]
        verdict = verdict_of(findings)
        item.user_properties.append((VERDICT, str(verdict)))
        if error is not None and verdict is Verdict.NOT_MET:
            raise error
        if findings:
            pytest.fail(told(findings), pytrace=False)
        return done

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        if report.when == "call" and report.failed:
            report.sections += self._sections(item.stash.get(STORY, None), _is_generated(item))
        return report

    def _sections(self, story: Story | None, generated: bool) -> list[tuple[str, str]]:
        """What is to be shown of the sandboxes that the test has opened."""
        own = story.opened if story is not None else None
        seen = list(self._opened)[-1:] if generated else list(self._opened)  # earlier ones are of other examples
        opened = [*seen, *([own] if own is not None and own not in seen else [])]
        if not opened:
            return []
        from flow_runner.report.failure import sections

        return [
            (f"wati-sandbox{f' {number}' if len(opened) > 1 else ''}: {title}", text)
            for number, sandbox in enumerate(opened, 1)
            for title, text in sections(sandbox)
        ]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call":
            self._verdicts.update(str(value) for name, value in report.user_properties if name == VERDICT)

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """How many scenarios came out how, where not all have passed."""
        if self._verdicts and set(self._verdicts) != {"passed"}:
            told = ", ".join(f"{count} {verdict}" for verdict, count in self._verdicts.most_common())
            terminalreporter.write_line(f"chatbots: {told}")


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Judge(), "wati-judge")


def _is_generated(item: pytest.Item) -> bool:
    """Whether hypothesis calls the test again and again."""
    return bool(getattr(getattr(item, "obj", None), "is_hypothesis_test", False))


def told(findings: list[Finding]) -> str:
    """Each with its verdict."""
    return "\n".join(f"{one.verdict}: {one.text}" for one in findings)

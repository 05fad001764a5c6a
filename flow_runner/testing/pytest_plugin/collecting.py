"""Feature files and scripts as tests by themselves: a repository needs no Python for them.

Collected are those that name a chatbot of ours, that are named on the command line, or all where `wati_flow` is set;
not those that a module binds with pytest-bdd's `scenarios`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from flow_runner.testing.place import is_scenario_file, names_chatbot
from flow_runner.testing.pytest_plugin.bound import bound_feature
from flow_runner.testing.pytest_plugin.fixtures import STORY
from flow_runner.testing.pytest_plugin.options import has_default_flow, setting_for

if TYPE_CHECKING:
    from flow_runner.testing.scenario import Line, Scenario
    from flow_runner.testing.scripted import Scripted
    from flow_runner.testing.story import Story


class FeatureFile(pytest.File):
    """A feature; its scenarios are tests."""

    def collect(self) -> Iterator[pytest.Item]:
        from flow_runner.testing.scenario import load
        from flow_runner.testing.verdict import Unusable

        try:
            found = load(self.path)
        except Unusable as error:
            raise self.CollectError(str(error)) from error
        for scenario in found:
            yield ScenarioItem.from_parent(self, name=scenario.name, scenario=scenario)


class ScriptFile(pytest.File):
    """A script: one test."""

    def collect(self) -> Iterator[pytest.Item]:
        from flow_runner.testing.scripted import load

        try:
            found = load(self.path)
        except ValueError as error:
            raise self.CollectError(str(error)) from error
        yield ScriptItem.from_parent(self, name=found.scenario.name, scripted=found)


class PlayedItem(pytest.Item):
    """A scenario as a test. Its tags can be selected with -k; those that are registered as markers (skip, xfail) are
    markers.
    """

    def __init__(self, *, scenario: Scenario, **more: Any) -> None:
        super().__init__(**more)
        self.scenario = scenario
        self._stopped_at: Line | None = None
        self._unmet: tuple[Line, ...] = ()
        known = {line.partition(":")[0].partition("(")[0].strip() for line in self.config.getini("markers")}
        for tag in (tag.removeprefix("@") for tag in scenario.tags):
            self.extra_keyword_matches.add(tag)
            if tag in known:
                self.add_marker(tag)

    def story(self) -> Story:
        """A new one, that is judged at the end of the test."""
        from flow_runner.testing.story import Story

        told = self.stash[STORY] = Story(setting_for(self.config, self.path.parent, self))
        return told

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The scenario itself, as far as it came, and why no further; no Python."""
        from flow_runner.testing.scenario import listed

        if not isinstance(excinfo.value, pytest.fail.Exception):
            return super().repr_failure(excinfo)
        return f"{excinfo.value}\n\n{listed(self.scenario, self._stopped_at, self._unmet)}"

    def reportinfo(self) -> tuple[Path, int, str]:
        named = " ".join(part for part in (f"{self.scenario.feature}:", self.name) if part != ":")
        return self.path, self.scenario.number - 1, named


class ScenarioItem(PlayedItem):
    """A scenario of a feature."""

    def runtest(self) -> None:
        from flow_runner.testing.scenario import perform

        self._stopped_at, error = perform(self.scenario, self.story())
        if error is not None:
            raise error


class ScriptItem(PlayedItem):
    """A conversation: what it expects holds, and its transcript is the one that stands beside it, if there is any."""

    def __init__(self, *, scripted: Scripted, **more: Any) -> None:
        super().__init__(scenario=scripted.scenario, **more)
        self.scripted = scripted

    def runtest(self) -> None:
        from flow_runner.testing.scripted import compared, perform, setting_of
        from flow_runner.testing.verdict import judge

        story = self.story()
        story.setting = setting_of(self.scripted.script.header, story.setting)
        self._unmet, error = perform(self.scripted, story)
        if error is None and story.opened is not None and not judge(story.opened, None, story.foreseen):
            _, error = compared(self.path, story.opened, update=False)
        if error is not None:
            raise error


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.File | None:
    if not is_scenario_file(file_path) or not _is_ours(file_path, parent.config):
        return None
    kind = FeatureFile if file_path.suffix == ".feature" else ScriptFile
    made: pytest.File = kind.from_parent(parent, path=file_path)
    return made


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Scenarios that a module binds with pytest-bdd get the vocabulary, and are not played twice."""
    bound = {feature for feature in map(bound_feature, items) if feature is not None}
    if not bound:
        return
    config.pluginmanager.import_plugin("flow_runner.testing.pytest_plugin.sentences")
    twice = [item for item in items if isinstance(item, ScenarioItem) and item.path.resolve() in bound]
    if twice:
        config.hook.pytest_deselected(items=twice)
        items[:] = [item for item in items if item not in twice]


def _is_ours(path: Path, config: pytest.Config) -> bool:
    named = {(config.invocation_params.dir / arg.partition("::")[0]).resolve() for arg in config.args}
    if has_default_flow(config) or path.resolve() in named:
        return True
    return names_chatbot(path)

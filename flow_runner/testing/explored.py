"""Features of what was explored: the finds, which fail until they are mended, and what the chatbot does today."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from emulator.kernel.secret import finder, masker
from emulator.kernel.visible import CONTROL
from flow_runner.explore.find import MEANING, Find
from flow_runner.explore.shrink import shrunk
from flow_runner.explore.state import States
from flow_runner.explore.suite import each_state_once
from flow_runner.explore.trial import Script, play
from flow_runner.inspection.secret import secrets_in
from flow_runner.sandbox.sandbox import Sandbox
from flow_runner.testing.calls import Calls
from flow_runner.testing.retold import Scene, find_as_scenario, trial_as_scenario
from flow_runner.testing.scenario import parse
from flow_runner.testing.scenario import play as play_scenario
from flow_runner.testing.setting import Setting
from flow_runner.testing.verdict import Verdict
from flow_runner.testing.writing import Writer, Written

OpenSandbox = Callable[[], Sandbox]
Begin = Callable[[str], None]
FAILING = frozenset({Verdict.NOT_MET, Verdict.FLOW_FAILED})


class Feature(NamedTuple):
    """A feature as text, how many scenarios it has, and those that did not come out as they should and are left out."""

    text: str
    scenarios: int
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Notebook:
    """Where and how the features of one chatbot are written: `scene` is what their scenarios begin with, `name` what
    the chatbot is called; `begin` is called with a word before each step of the work.
    """

    open: OpenSandbox
    scene: Scene
    folder: Path
    write: Writer
    name: str
    begin: Begin = lambda name: None


def by_harm(finds: Iterable[Find]) -> list[Find]:
    """The worst first, then in the order in which they were found."""
    order = list(MEANING)
    return sorted(finds, key=lambda one: order.index(one.fault))


def finds_feature(finds: Iterable[Find], book: Notebook) -> Feature:
    """A scenario for each find, as short as it can be: it was played, and fails."""
    written = []
    for number, one in enumerate(by_harm(finds), 1):
        book.begin(f"shortening find {number}")
        written.append(find_as_scenario(shrunk(one, book.open), book.scene, book.write))
    return _checked(written, FAILING, book, "finds.feature", "what hurts customers")


def suite_feature(scripts: Iterable[Script], book: Notebook) -> Feature:
    """A scenario for each script, with all that comes of it: it was played, and passes."""
    written, states = [], States(book.open().library)
    for number, script in enumerate(scripts, 1):
        book.begin(f"writing scenario {number}")
        sandbox = book.open()
        calls = Calls(sandbox)
        trial = play(sandbox, script, each_state_once(states))
        written.append(trial_as_scenario(trial, calls.every(), book.scene, book.write))
    return _checked(written, frozenset({Verdict.PASSED}), book, "suite.feature", "what it does today")


def _checked(written: list[Written], wanted: Collection[Verdict], book: Notebook, file: str, what: str) -> Feature:
    """The scenarios that come out as they should when they are played as they are written."""
    name, path = f"{book.name}: {what}", book.folder / file
    fit, left_out = _writable(written, secrets_in(book.open()))
    scenarios = parse(book.write.feature(name, fit), path) if fit else []
    kept = []
    for number, (one, scenario) in enumerate(zip(fit, scenarios, strict=True), 1):
        book.begin(f"playing scenario {number}")
        played = play_scenario(scenario, Setting(book.folder))
        if played.verdict in wanted:
            kept.append(one)
        else:
            why = played.findings[0].text if played.findings else "it passes"
            left_out.append(f"{one.name}: {played.verdict}: {why}")
    return Feature(book.write.feature(name, kept), len(kept), tuple(left_out))


def _writable(written: Iterable[Written], secrets: frozenset[str]) -> tuple[list[Written], list[str]]:
    """Those that can stand in a feature, with what is said about them masked; and why others cannot."""
    fit, left_out = [], []
    masked, found = masker(secrets), finder(secrets)
    for one in written:
        named = replace(one, name=masked(one.name, spoken=True), told=masked(one.told, spoken=True))
        why = _unwritable(one, found)
        if why:
            left_out.append(f"{named.name}: {why}")
        else:
            fit.append(named)
    return fit, left_out


def _unwritable(one: Written, secrets_of: Callable[[str], list[tuple[int, int]]]) -> str:
    """Why it cannot stand in a feature, where it cannot: a carriage return would be read as a new line, half a
    character as none.
    """
    texts = [text for each in one.sentences for text in (each.text, each.docstring or "", *chain(*(each.table or ())))]
    if any(CONTROL.search(text) for text in texts):
        return "no feature can hold the control characters in it"
    if any(secrets_of(text) for text in texts):
        return "a secret of the chatbot or its account would stand in it"
    return ""

"""Scenarios as they stand in feature files, and playing them: no test framework, no Python of the author's own."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from gherkin.errors import CompositeParserException, ParserError
from gherkin.parser import Parser
from gherkin.pickles.compiler import Compiler
from gherkin.token_scanner import TokenScanner

from emulator.document import text_of
from flow_runner.testing.setting import Setting
from flow_runner.testing.story import Story
from flow_runner.testing.verdict import Finding, NotMet, Unusable, Verdict, judge, of_error, require, verdict_of
from flow_runner.testing.vocabulary import UnknownSentence, find


@dataclass(frozen=True, slots=True)
class Line:
    """A step of a scenario, where it stands (lines from 1), and what stands below it."""

    keyword: str
    sentence: str
    number: int
    docstring: str | None = None
    datatable: tuple[tuple[str, ...], ...] | None = None

    @property
    def below(self) -> str:
        """What stands below it, in lines."""
        rows = [f"| {' | '.join(row)} |" for row in self.datatable or ()]
        return "\n".join([*((self.docstring or "").split("\n") if self.docstring else ()), *rows])


@dataclass(frozen=True, slots=True)
class Scenario:
    """One scenario, or one row of an outline's examples. `name` is unlike all others of the file."""

    file: Path
    feature: str
    name: str
    number: int
    tags: tuple[str, ...]
    lines: tuple[Line, ...]


class Played(NamedTuple):
    """A scenario that was played, how far, and what keeps it from passing. A script goes on behind steps that are
    `unmet`; `notes` are told of it in any case.
    """

    scenario: Scenario
    story: Story
    findings: list[Finding]
    stopped_at: Line | None
    unmet: tuple[Line, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def verdict(self) -> Verdict:
        return verdict_of(self.findings)


def load(path: Path) -> list[Scenario]:
    """The scenarios of a feature file, in their order. Unusable, with file and line, where it is no Gherkin; OSError
    where it cannot be read.
    """
    return parse(text_of(path), path)


def parse(text: str, path: Path) -> list[Scenario]:
    """The same, of the text of a file."""
    document = _document(text, path)
    feature = document.get("feature")
    if not feature:
        raise Unusable(f"{path.name}: there is no feature in it")
    places = dict(_places(feature))
    document["uri"] = str(path)
    pickles: list[Any] = Compiler().compile(document)
    taken: set[str] = set()
    found = []
    for one in pickles:
        row = places[one["astNodeIds"][-1]]
        name = _named(one["name"] or f"line {row.line}", row, taken)
        tags = tuple(tag["name"] for tag in one["tags"])
        lines = tuple(_line(step, places) for step in one["steps"])
        found.append(Scenario(path, feature["name"], name, row.line, tags, lines))
    return found


def _named(name: str, row: _Place, taken: set[str]) -> str:
    """What a scenario is called, on one line and unlike those that were taken; that of a row has its cells."""

    def called(number: int) -> str:
        shown = ", ".join(row.cells)
        again = f" ({number})" if number > 1 else ""
        return " ".join((f"{name} [{shown}{again}]" if shown else f"{name}{again}").split())

    found = next(one for one in map(called, count(1)) if one not in taken)
    taken.add(found)
    return found


def _document(text: str, path: Path) -> Any:
    try:
        return Parser().parse(TokenScanner(text))
    except CompositeParserException as error:
        told = (f"{path.name}:{_line_of(one)}: {_plain(str(one))}" for one in error.errors)
        raise Unusable("\n".join(told)) from error
    except ParserError as error:
        raise Unusable(f"{path.name}:{_line_of(error)}: {_plain(str(error))}") from error


def _line_of(error: Any) -> int:
    return int(error.location["line"]) if hasattr(error, "location") else 1


def play(scenario: Scenario, setting: Setting) -> Played:
    """Play it to its end, or to the step that cannot be. `setting` is what holds unless the scenario says otherwise."""
    story = Story(setting)
    line, error = perform(scenario, story)
    return Played(scenario, story, judge(story.opened, error, story.foreseen), line)


def perform(scenario: Scenario, story: Story) -> tuple[Line | None, Exception | None]:
    """Take every step, up to one that does not hold or cannot be taken: that one, and the error with its place."""
    for line in scenario.lines:
        try:
            take(line, story)
            if line is scenario.lines[-1]:
                require(story.sandbox, "a chatbot that is only named is opened, too")
        except Exception as error:
            found = of_error(error)
            text = f"{scenario.file.name}:{line.number}: {found.text}"
            return line, NotMet(text) if found.verdict is Verdict.NOT_MET else Unusable(text)
    return None, None


def listed(scenario: Scenario, stopped_at: Line | None, unmet: Collection[Line] = ()) -> str:
    """The scenario's steps, as far as they came: those that did not hold are marked."""
    name = " › ".join(part for part in (scenario.feature, scenario.name) if part)
    told = [name]
    for mark, line in marked(scenario, stopped_at, unmet):
        told.append(f"  {mark} {line.keyword} {line.sentence}".rstrip())
        told += (f"        {below}".rstrip() for below in line.below.splitlines())
    return "\n".join(told)


def marked(scenario: Scenario, stopped_at: Line | None, unmet: Collection[Line] = ()) -> Iterator[tuple[str, Line]]:
    """Each step with `✓`, with `✗` where it did not hold, or with a blank where it was not come to."""
    reached = True
    for line in scenario.lines:
        reached = reached and line is not stopped_at
        wrong = line is stopped_at or line in unmet
        yield "✗" if wrong else "✓" if reached else " ", line


def take(line: Line, story: Story) -> None:
    """Do what one step says. Unusable where no step reads like that, or where what stands below it does not fit."""
    try:
        step, arguments = find(line.sentence)
    except UnknownSentence as error:
        raise Unusable(str(error)) from error
    below = {"docstring": line.docstring, "datatable": line.datatable and [list(row) for row in line.datatable]}
    given = {name: value for name, value in below.items() if value is not None}
    if given.keys() != ({step.takes} if step.takes else set()):
        wanted = {"docstring": "a text in triple quotes", "datatable": "a table", "": "nothing"}[step.takes]
        raise Unusable(f"below '{line.sentence}' should stand {wanted}")
    step.play(story, **arguments, **given)


class _Place(NamedTuple):
    line: int
    keyword: str = ""
    cells: tuple[str, ...] = ()


def _places(feature: Any) -> Iterator[tuple[str, _Place]]:
    """Where everything stands that a pickle refers to by its id."""
    for child in feature["children"]:
        if "rule" in child:
            yield from _places(child["rule"])
        for one in (child[kind] for kind in ("background", "scenario") if kind in child):
            yield one["id"], _Place(one["location"]["line"])
            for step in one["steps"]:
                yield step["id"], _Place(step["location"]["line"], step["keyword"].strip())
            for examples in one.get("examples", ()):
                for row in examples.get("tableBody") or ():
                    yield row["id"], _Place(row["location"]["line"], "", _cells(row))


def _line(step: Any, places: dict[str, _Place]) -> Line:
    place = places[step["astNodeIds"][0]]
    below = step.get("argument") or {}
    text = below["docString"]["content"] if "docString" in below else None
    table = tuple(_cells(row) for row in below["dataTable"]["rows"]) if "dataTable" in below else None
    return Line(place.keyword, step["text"], place.line, text, table)


def _cells(row: Any) -> tuple[str, ...]:
    return tuple(cell["value"] for cell in row["cells"])


def _plain(told: str) -> str:
    """A parser's error without the place, which stands before it."""
    return told.partition("): ")[2] or told

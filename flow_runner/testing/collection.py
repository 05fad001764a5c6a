"""The scenarios of files and folders: features, and scripts that say which chatbot they run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from flow_runner.testing import scenario, scripted
from flow_runner.testing.place import FEATURE, is_scenario_file, names_chatbot, scenario_files
from flow_runner.testing.scenario import Scenario
from flow_runner.testing.scripted import Scripted
from flow_runner.testing.verdict import Unusable

NO_CHATBOT = (
    "it does not say which chatbot it runs: write 'chatbot: bot.json' and 'steps:' in it, or name one by --flow"
)


class Broken(NamedTuple):
    """A file that cannot be read as what it should be."""

    file: Path
    text: str


Case = Scenario | Scripted | Broken


def collect(paths: Iterable[Path], default_flow: bool = False) -> list[Case]:
    """In order, each file once. In folders only those are taken that name a chatbot, or all where there is a
    `default_flow`; a file that is named is always taken. FileNotFoundError for what is not there.
    """
    found: dict[Path, list[Case]] = {}
    for path in paths:
        for file in _files(path, default_flow):
            if file not in found:
                found[file] = list(_cases(file, default_flow))
    return [case for cases in found.values() for case in cases]


def of(case: Case) -> Scenario:
    """What a case is as a scenario: a broken file is one without steps."""
    match case:
        case Scenario():
            return case
        case Scripted():
            return case.scenario
        case Broken(file=file):
            return Scenario(file, "", file.name, 1, (), ())


def is_asked_for(case: Case, text: str) -> bool:
    """Whether a text stands in its name, its feature's, its file's, or a tag; capital letters or not."""
    one = of(case)
    return any(text.casefold() in part.casefold() for part in (one.name, one.feature, one.file.name, *one.tags))


def _files(path: Path, default_flow: bool) -> Iterator[Path]:
    if path.is_dir():
        yield from (file for file in scenario_files(path) if default_flow or names_chatbot(file))
    elif not path.exists():
        raise FileNotFoundError(f"{path}: there is no such file or folder")
    elif not is_scenario_file(path) and path.suffix not in (".yaml", ".yml"):
        raise ValueError(f"{path}: this is no .feature and no .chat.yaml")
    else:
        yield path


def _cases(file: Path, default_flow: bool) -> Iterator[Case]:
    try:
        if file.suffix == FEATURE:
            yield from scenario.load(file)
            return
        found = scripted.load(file)
    except (Unusable, ValueError) as error:
        yield Broken(file, str(error))
    except OSError as error:
        yield Broken(file, f"{file.name}: {error.strerror or error}")
    else:
        named = default_flow or "chatbot" in found.script.header
        yield found if named else Broken(file, f"{file.name}:1: {NO_CHATBOT}")

"""Scripts as scenarios: what is expected holds, and the transcript is the one that was accepted before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from emulator.document import named_file
from flow_runner.report.golden import SCRIPT, beside, difference, transcript
from flow_runner.sandbox.phone import wa_id
from flow_runner.sandbox.sandbox import Sandbox
from flow_runner.sandbox.script import Script
from flow_runner.testing.scenario import Line, Played, Scenario
from flow_runner.testing.setting import Setting
from flow_runner.testing.story import Story
from flow_runner.testing.verdict import NotMet, Unusable, judge, of_error

NO_TRANSCRIPT = "no transcript yet: `wati-sandbox test --update` writes {}"
WRITTEN = "wrote {}"
DIFFERS = "the transcript is not that of {}:\n{}\nIf this is meant: wati-sandbox test --update"


class Scripted(NamedTuple):
    """A script, and what it is as a scenario: each of its steps is a line."""

    scenario: Scenario
    script: Script


def load(path: Path) -> Scripted:
    """DocumentError with every mistake of a script, OSError where it cannot be read."""
    return of(Script.load(path), path)


def of(script: Script, path: Path) -> Scripted:
    """A script that stands, or is to stand, in a file."""
    lines = tuple(_line(step, script.line(number)) for number, step in enumerate(script.steps))
    return Scripted(Scenario(path, "", path.name.removesuffix(SCRIPT), 1, (), lines), script)


def setting_of(header: Mapping[str, Any], setting: Setting) -> Setting:
    """What a script's header says, and for the rest what holds anyway."""
    said = setting.chosen(header.get("chatbot", ""), header.get("world", ""), header.get("stubs", ""))
    return replace(
        said,
        others=(*said.others, *header.get("with", ())),
        assume={**said.assume, **header.get("assume", {})},
        phone=wa_id(str(header["as"])) if "as" in header else said.phone,
    )


def play(scripted: Scripted, setting: Setting, update: bool = False) -> Played:
    """Play it to its end, also behind what was not as expected. With `update` its transcript is written, unless
    something else keeps it from passing.
    """
    story = Story(setting_of(scripted.script.header, setting))
    unmet, error = perform(scripted, story)
    findings = judge(story.opened, error, story.foreseen)
    played = Played(scripted.scenario, story, findings, None, unmet)
    if findings or story.opened is None:
        return played
    note, error = compared(scripted.scenario.file, story.opened, update)
    return played._replace(findings=judge(story.opened, error, story.foreseen), notes=(note,) if note else ())


def perform(scripted: Scripted, story: Story) -> tuple[tuple[Line, ...], Exception | None]:
    """Do every step: the lines that were not as expected, and one error that tells of all."""
    scenario, script = scripted
    unmet, told = [], []
    try:
        sandbox = story.sandbox
        for number, line in enumerate(scenario.lines):
            found = script.take(number, sandbox)
            if script.steps[number].get("expect", {}).get("outcome") == "failed" and not found:
                story.foreseen.add(sandbox.phone)
            if found:
                unmet.append(line)
                told += found
    except Exception as error:
        return tuple(unmet), Unusable(of_error(error).text)
    return tuple(unmet), NotMet("\n".join(told)) if told else None


def compared(script: Path, sandbox: Sandbox, update: bool) -> tuple[str, Exception | None]:
    """What is to be told of the transcript that stands beside a script, and NotMet where it is another one."""
    path = beside(script)
    found = transcript(sandbox)
    try:
        kept = named_file(path.parent, path.name).read_text(encoding="utf-8") if path.exists() else None
        if update and kept != found:
            _write(path, found)
            return WRITTEN.format(path.name), None
    except OSError as error:
        return "", Unusable(f"{path.name}: {error.strerror or error}")
    except ValueError as error:
        told = f"{path.name}: this is not UTF-8 text" if isinstance(error, UnicodeDecodeError) else str(error)
        return "", Unusable(told)
    if kept is None:
        return NO_TRANSCRIPT.format(path.name), None
    same = kept == found
    return "", None if same else NotMet(DIFFERS.format(path.name, difference(kept, found)))


def _write(path: Path, text: str) -> None:
    """Beside, then moved: whatever the name leads to is left alone."""
    with TemporaryDirectory(dir=path.parent) as beside:
        written = Path(beside) / path.name
        written.write_text(text, encoding="utf-8")
        written.replace(path)


def _line(step: dict[str, Any], number: int) -> Line:
    [(name, value)] = step.items()
    return Line(name, _short(value), number)


def _short(value: Any) -> str:
    """A step's value in one line."""
    match value:
        case True:
            return ""
        case None:
            return "nobody"
        case dict():
            return ", ".join(f"{key}: {_short(one) if one is not True else 'true'}" for key, one in value.items())
        case list():
            return ", ".join(map(_short, value))
    return " ".join(str(value).split())

"""wati-sandbox explore"""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Timer, current_thread, main_thread
from typing import TYPE_CHECKING, Any

import click

from emulator.kernel.words import counted
from flow_runner.cli._exploring import MOST_PATHS, Exploring, exploring_options
from flow_runner.cli._files import NOT_MET, unusable, usable
from flow_runner.cli._terminal import console

if TYPE_CHECKING:
    from flow_runner.explore.explorer import Explored
    from flow_runner.testing.explored import Feature

MARK = "# Written by wati-sandbox explore: it is written anew the next time."
FILES = ("finds.feature", "suite.feature")
STATE = Path(".wati-explore", "known.json")


@click.command("explore", epilog="FLOW is a chatbot exported from Wati, or the name of a bundled one.")
@exploring_options
@click.option("--into", type=click.Path(path_type=Path, file_okay=False), metavar="DIR", help="Write features there.")
@click.option("--resume", is_flag=True, help="Go on where the last run with this --into stopped.")
@click.option("--max-paths", type=click.IntRange(min=1), default=MOST_PATHS, show_default=True, help="Walk so many.")
@click.option("--for", "span", metavar="DURATION", help="Stop after that long: 30s, 5 minutes.")
@click.option("--ignore", multiple=True, metavar="FIND", help="Leave out finds of this kind, such as left-alone.")
@click.option(
    "--language", type=click.Choice(["en", "zh-CN"]), default="en", show_default=True, help="Of the features."
)
@click.option("--fail-on", type=click.Choice(["any", "never"]), default="any", show_default=True, help="Exit code 1.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(
    exploring: Exploring,
    into: Path | None,
    resume: bool,
    max_paths: int,
    span: str | None,
    ignore: tuple[str, ...],
    language: str,
    fail_on: str,
    form: str,
) -> None:
    """Walk every way through a chatbot: each button, row, kind of answer and burst, each side of each condition, each
    webhook answered 200, 204, 400, 401, 403, 404, 429, 500, too late, broken, empty and never. Tell what is wrong, and
    write it as scenarios that fail until it is mended, besides a suite of what the chatbot does today.

    \b
    wati-sandbox explore bot.json --into checks
    wati-sandbox explore bot.json --world world.yaml --into checks --language zh-CN
    wati-sandbox explore bot.json --into checks --for 30s        then: --resume
    wati-sandbox test checks

    Exit codes: 0 nothing is wrong, 1 something is, 2 unusable input.
    """
    from flow_runner.explore.find import MEANING
    from flow_runner.report.explore import Report, as_json

    seconds = _seconds(span)
    unknown = [one for one in ignore if one not in MEANING]
    if unknown:
        unusable(f"--ignore {unknown[0]}: there is no such find; they are {', '.join(MEANING)}")
    if resume and into is None:
        unusable("--resume goes on with what is kept in --into: name the folder")
    with usable(exploring.flow):
        _check_free(into)
    with usable(exploring.flow), exploring.opened(into) as setting:
        known = _kept(into, exploring.digest(setting)) if resume and into is not None else None
        explorer, stopped = _walk(setting.open, known, max_paths, seconds)
        finds = [one for one in explorer.explored.finds.values() if one.fault not in ignore]
        features: dict[str, Feature] = {}
        if into is not None:
            _keep(into, explorer.explored, exploring.digest(setting))
            features = _features(into, exploring, setting, explorer.explored, finds, language)
        written = {file: feature.scenarios for file, feature in features.items()}
        report = Report.of(exploring.flow, explorer, finds, stopped, written)
    if form == "json":
        click.echo(json.dumps(as_json(report), indent=2, ensure_ascii=False))
    else:
        from flow_runner.report.explore_text import print_text

        print_text(console(), report)
        _tell(into, features)
    sys.exit(NOT_MET if finds and fail_on == "any" else 0)


def _walk(open_sandbox: Any, known: Explored | None, max_paths: int, seconds: float | None) -> tuple[Any, str]:
    """The explorer, and why it stopped before the end; empty where it did not."""
    from flow_runner.cli._progress import steps
    from flow_runner.explore.explorer import Explorer

    explorer = Explorer(open_sandbox, known)
    begun = explorer.explored.paths
    with _after(seconds) as over, _interrupted() as interrupted, steps(max_paths) as begin:
        for _ in explorer.paths():
            done = explorer.explored
            begin(f"{done.paths} ways, {len(done.finds)} finds")
            reasons = {
                "Ctrl-C": interrupted.is_set(),
                "--for": over.is_set(),
                f"--max-paths {max_paths}": done.paths - begun >= max_paths,
            }
            if any(reasons.values()):
                return explorer, "" if done.exhausted else next(told for told, holds in reasons.items() if holds)
    return explorer, ""


@contextmanager
def _interrupted() -> Iterator[Event]:
    """Set by Ctrl-C, so that no way is left half walked; a second Ctrl-C ends the command."""
    pressed = Event()

    def press(*_: Any) -> None:
        pressed.set()
        signal.signal(signal.SIGINT, signal.default_int_handler)

    before = signal.signal(signal.SIGINT, press) if current_thread() is main_thread() else None
    try:
        yield pressed
    finally:
        if before is not None:
            signal.signal(signal.SIGINT, before)


@contextmanager
def _after(seconds: float | None) -> Iterator[Event]:
    """Set when so much time has gone by."""
    over = Event()
    timer = Timer(seconds, over.set) if seconds is not None else None
    if timer is not None:
        timer.daemon = True
        timer.start()
    try:
        yield over
    finally:
        if timer is not None:
            timer.cancel()


def _seconds(span: str | None) -> float | None:
    from flow_runner.sandbox.duration import duration

    with usable():
        return None if span is None else duration(span).total_seconds()


def _kept(into: Path, digest: str) -> Explored:
    from flow_runner.explore.kept import from_data

    path = into / STATE
    if not path.is_file():
        unusable(f"{path}: nothing is kept there to go on with; leave out --resume")
    try:
        return from_data(json.loads(path.read_text(encoding="utf-8")), digest)
    except ValueError as error:
        unusable(f"{path}: {error}")


def _keep(into: Path, explored: Explored, digest: str) -> None:
    """In a folder that git is to ignore: a value that a condition compares with may be a secret."""
    from flow_runner.explore.kept import to_data
    from flow_runner.inspection.store import prepare

    path = into / STATE
    prepare(path.parent)
    part = path.with_suffix(".part")
    part.write_text(json.dumps(to_data(explored, digest)), encoding="utf-8")
    part.replace(path)


def _features(
    into: Path, exploring: Exploring, setting: Any, explored: Explored, finds: Any, language: str
) -> dict[str, Feature]:
    """Of finds, and of what the chatbot does today; one that would be empty is taken away."""
    from flow_runner.cli._progress import steps
    from flow_runner.explore.suite import suite
    from flow_runner.testing.explored import Notebook, finds_feature, suite_feature
    from flow_runner.testing.writing import Writer

    name, opened = setting.open().flow.name, setting.open
    with steps(2 * len(finds) + 3 * len(explored.good)) as begin:
        book = Notebook(opened, exploring.scene(setting, into), into, Writer(language), name, begin)
        scripts = suite(explored.good, opened, begin)
        made = dict(zip(FILES, (finds_feature(finds, book), suite_feature(scripts, book)), strict=True))
    for file, feature in made.items():
        path = into / file
        if feature.scenarios:
            head, _, rest = feature.text.partition("\n") if feature.text.startswith("#") else ("", "", feature.text)
            text = "\n".join(part for part in (head, MARK, rest) if part)
            path.write_text(text, encoding="utf-8", newline="\n")
        elif path.exists():
            path.unlink()
    return made


def _check_free(into: Path | None) -> None:
    """Leave with exit code 2 rather than write over what is not ours."""
    for path in [into / file for file in FILES] if into is not None else []:
        if path.exists() and MARK not in path.read_text(encoding="utf-8", errors="replace"):
            unusable(f"{path}: somebody else has written it; name another folder with --into")


def _tell(into: Path | None, features: dict[str, Feature]) -> None:
    for file, feature in features.items():
        if into is not None and feature.scenarios:
            click.echo(f"wrote {into / file}: {counted(feature.scenarios, 'scenario')}")
        for told in feature.left_out:
            click.echo(f"not written to {file}: {told}", err=True)
    if into is None:
        click.echo("To have this as scenarios, and a suite of what it does today: --into DIR")

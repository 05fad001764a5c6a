"""wati-sandbox test"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

import click

from flow_runner.cli._files import FAILED, NOT_MET, UNUSABLE, choices, flow_path, unusable, usable
from flow_runner.cli._writing import check_suffix, write_all

if TYPE_CHECKING:
    from flow_runner.inspection.record import Record
    from flow_runner.report.scenario import ScenarioReport
    from flow_runner.testing.collection import Case
    from flow_runner.testing.running import Order
    from flow_runner.testing.setting import Setting

CODES = {"the flow failed": FAILED, "the sandbox refused": FAILED, "unusable": UNUSABLE, "passed": 0}
"""Exit codes by verdict; of any other it is 1."""
GRAVEST = (FAILED, NOT_MET, UNUSABLE, 0)
FILE = click.Path(path_type=Path, dir_okay=False)
OPTIONS = (
    click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]..."),
    click.option("--flow", metavar="FLOW", default="", help="The chatbot of scenarios that name none."),
    click.option("--world", type=FILE, help="The account of those that name none, as world.yaml. [default: demo]"),
    click.option("--stubs", type=FILE, help="Canned answers for those that name none."),
    click.option("--assume", multiple=True, metavar="NAME=CHOICE", help="For example zoho.phone_match=exact."),
    click.option("-k", "wanted", metavar="TEXT", default="", help="Only those with TEXT in a name or tag."),
    click.option("--exitfirst", "-x", is_flag=True, help="Stop at the first that does not pass."),
    click.option("--workers", "-n", metavar="N", default="1", help="Processes, or auto: many if it is worth it."),
    click.option("--update", is_flag=True, help="Accept the transcripts of scripts as they are now."),
    click.option("--junit", type=FILE, metavar="FILE.xml", help="Write JUnit XML, for CI servers."),
    click.option("--html", type=FILE, metavar="FILE.html", help="Write one page: pictures, conversations, exchanges."),
    click.option("--github/--no-github", default=None, help="Annotate pull requests. [default: on GitHub Actions]"),
    click.option(
        "--coverage",
        type=click.Path(path_type=Path, file_okay=False),
        metavar="DIR",
        help="Record in this folder what was covered; see the command `coverage`.",
    ),
    click.option("--list", "listing", is_flag=True, help="Only list what would be played."),
    click.option("--quiet", "-q", is_flag=True, help="Only what does not pass, without conversations."),
    click.option("--verbose", "-v", is_flag=True, help="Each scenario by its name."),
    click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True),
)


@dataclass(frozen=True)
class Asked:
    """What was typed."""

    paths: tuple[Path, ...]
    flow: str
    world: Path | None
    stubs: Path | None
    assume: tuple[str, ...]
    wanted: str
    exitfirst: bool
    workers: str
    update: bool
    junit: Path | None
    html: Path | None
    github: bool | None
    coverage: Path | None
    listing: bool
    quiet: bool
    verbose: bool
    form: str

    @property
    def setting(self) -> Setting:
        """What holds where a scenario says nothing else. ValueError or OSError for what is not there."""
        import flow_runner.sandbox.sandbox  # noqa: F401  # declares all that can be assumed
        from emulator.kernel.assumption import Assumptions
        from flow_runner.testing.setting import Setting

        given: dict[str, Any] = {}
        for name, path in (("world", self.world), ("stubs", self.stubs)):
            if path is not None:
                path.stat()
                given[name] = str(path.resolve())
        if self.flow:
            given["flow"] = str(flow_path(self.flow).resolve())
        assume = choices(self.assume)
        Assumptions(assume)
        return Setting(Path(), assume=assume, **given)


def options(function: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed(OPTIONS):
        function = option(function)
    return function


@click.command(
    "test",
    epilog="Exit codes: 0 all passed; 3 a chatbot failed, or called a host that nobody answers for; 1 something else "
    "was not as expected; 2 nothing to play, or nothing worse than scenarios that cannot be played.",
)
@options
def command(**typed: Any) -> None:
    """Play features and scripts, no Python needed, and tell whose fault it is where one does not pass.

    Found in PATH, or in this folder and below, are every .feature that names a chatbot, and every .chat.yaml that does
    (`chatbot: bot.json` above its `steps:`). Beside NAME.chat.yaml can stand NAME.txt: the transcript as it was
    accepted.

    \b
    wati-sandbox test
    wati-sandbox test features -k token -v
    wati-sandbox test checks --junit junit.xml --html report.html
    wati-sandbox test greeting.chat.yaml --update
    """
    asked = Asked(**typed)
    check_suffix(asked.junit, ".xml")
    check_suffix(asked.html, ".html", ".htm")
    if asked.update and os.environ.get("CI"):
        unusable("--update: transcripts are not accepted in CI. Run it where somebody reads what has changed.")
    cases = _cases(asked)
    if asked.listing:
        _list(cases)
        return
    from flow_runner.report.scenario import as_json

    began = perf_counter()  # only told at the end: no run depends on it
    reports, records = _play(asked, cases)
    if asked.form == "json":
        click.echo(json.dumps(as_json(reports), indent=2, ensure_ascii=False))
    else:
        _tell(asked, reports, perf_counter() - began, len(cases) - len(reports))
    _write(asked, reports, records)
    found = {CODES.get(one.verdict, NOT_MET) for one in reports}
    sys.exit(next(code for code in GRAVEST if code in found))


def _cases(asked: Asked) -> list[Case]:
    """What is to be played. Leaves with exit code 2 where there is nothing, saying what was looked for."""
    from flow_runner.testing.collection import collect, is_asked_for

    places = asked.paths or (Path(),)
    with usable():
        found = collect(places, default_flow=bool(asked.flow))
    if not found:
        unusable(
            f"{', '.join(map(str, places))}: no scenarios. Looked for *.feature and *.chat.yaml that name a chatbot; "
            "`wati-sandbox init FLOW` or `wati-sandbox record FLOW` writes a first one."
        )
    chosen = [case for case in found if is_asked_for(case, asked.wanted)]
    if not chosen:
        unusable(f"-k {asked.wanted}: none of {len(found)} scenarios has that in its name, feature, file or a tag.")
    return chosen


def _list(cases: Sequence[Case]) -> None:
    from flow_runner.testing.collection import of

    for one in map(of, cases):
        tags = "".join(f"  {tag}" for tag in one.tags)
        click.echo(f"{one.file}:{one.number}  {' › '.join(part for part in (one.feature, one.name) if part)}{tags}")


def _play(asked: Asked, cases: Sequence[Case]) -> tuple[list[ScenarioReport], list[Record]]:
    """The reports in order, up to the first that did not pass if that was asked for; and what was covered."""
    from flow_runner.cli._progress import steps
    from flow_runner.testing.running import Order
    from flow_runner.testing.workers import count_of

    with usable():
        workers = count_of(asked.workers, len(cases))
        order = Order(asked.setting, asked.update, bool(asked.coverage or asked.html), bool(asked.html))
    page = _page(asked) if asked.form == "text" and not sys.stderr.isatty() else None  # no bar in between then
    reports: list[ScenarioReport] = []
    records: list[Record] = []
    with steps(len(cases)) as begin:
        begin("playing")
        for report in _reports(cases, order, workers, records):
            reports.append(report)
            begin(report.file)
            if page:
                page.scenario(report)
            if asked.exitfirst and not report.passed:
                break
    if page:
        page.flush()
    return reports, records


def _reports(cases: Sequence[Case], order: Order, workers: int, records: list[Record]) -> Iterator[ScenarioReport]:
    from flow_runner.inspection.recorder import Recorder
    from flow_runner.testing.running import SEEN_FROM, each, play_shared

    if workers > 1:
        for batch in play_shared(cases, order, workers):
            records += batch.records
            yield from batch.reports
        return
    recorder = Recorder()
    try:
        yield from each(cases, order, recorder)
    finally:
        records += recorder.records(SEEN_FROM)


def _page(asked: Asked) -> Any:
    from rich.console import Console

    from flow_runner.report.scenario_text import Page

    return Page(Console(highlight=False, markup=False), asked.verbose, asked.quiet)


def _tell(asked: Asked, reports: list[ScenarioReport], seconds: float, unplayed: int) -> None:
    page = _page(asked)
    if sys.stderr.isatty():
        for one in reports:
            page.scenario(one)
        page.flush()
    for one in reports:
        if not one.passed:
            page.failure(one)
    page.notes(reports)
    page.ending(reports, seconds, unplayed)


def _write(asked: Asked, reports: list[ScenarioReport], records: list[Record]) -> None:
    """Everything that was asked for beside the text."""
    from flow_runner.testing.running import SEEN_FROM

    files: dict[Path, str | bytes] = {}
    if asked.junit:
        from flow_runner.report.junit import junit

        files[asked.junit] = junit(reports)
    if asked.html:
        from flow_runner.inspection.record import merged
        from flow_runner.report.chatbot import chatbots
        from flow_runner.report.html import html

        files[asked.html] = html(reports, list(chatbots(merged(records), SEEN_FROM)))
    for path, text in files.items():
        write_all({path: text})
        click.echo(f"wrote {path}", err=True)
    if asked.coverage:
        _record(asked.coverage, records)
    if asked.github if asked.github is not None else os.environ.get("GITHUB_ACTIONS") == "true":
        _annotate(reports, in_json=asked.form == "json")


def _record(folder: Path, records: list[Record]) -> None:
    from flow_runner.inspection.record import merged
    from flow_runner.inspection.store import save, seen_from
    from flow_runner.testing.running import SEEN_FROM

    def moved(file: str) -> str:
        return seen_from(folder, SEEN_FROM / file) if file else ""

    with usable():
        if records:
            save(folder, [_with_file(one, moved(one.file)) for one in merged(records)])


def _with_file(record: Record, file: str) -> Record:
    from dataclasses import replace

    return replace(record, file=file)


def _annotate(reports: list[ScenarioReport], in_json: bool) -> None:
    """GitHub reads both streams; what prints JSON prints nothing else."""
    from flow_runner.report.github import workflow_commands

    top, here = Path(os.environ.get("GITHUB_WORKSPACE") or Path.cwd()).resolve(), Path.cwd().resolve()
    folder = f"{here.relative_to(top).as_posix()}/" if here != top and here.is_relative_to(top) else ""
    for line in workflow_commands(reports, folder):
        click.echo(line, err=in_json)

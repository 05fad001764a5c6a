"""wati-sandbox coverage"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from emulator.kernel.secret import mask_text
from emulator.kernel.words import counted
from flow_runner.cli._files import NOT_MET, as_typed, flow_paths, unusable, usable
from flow_runner.cli._progress import steps
from flow_runner.cli._recorded import (
    file_of,
    how_to_record,
    kept_in,
    other_versions,
    path_of,
    reading_options,
    scenarios,
)
from flow_runner.cli._terminal import console
from flow_runner.engine import Flow
from flow_runner.inspection.store import FOLDER

if TYPE_CHECKING:
    from flow_runner.inspection.store import Kept
    from flow_runner.report.coverage import FlowReport


@click.command(
    "coverage",
    epilog="FLOW is a chatbot exported from Wati, or the name of a bundled one; without any, all that are recorded.",
)
@click.argument("flows", nargs=-1, metavar="[FLOW]...")
@click.option(
    "--data",
    "folders",
    multiple=True,
    type=click.Path(path_type=Path, file_okay=False),
    default=(FOLDER,),
    show_default=True,
    metavar="DIR",
    help="Where it is recorded; repeat for more.",
)
@click.option("--passed", "which", flag_value="passed", help="Only what scenarios that passed have covered.")
@click.option("--failed", "which", flag_value="failed", help="Only what scenarios that failed have covered.")
@click.option(
    "--fail-under",
    multiple=True,
    metavar="[MEASURE=]N",
    help="Exit with 1 if less than N percent of the nodes, exits or statuses are covered, of any chatbot; "
    "exits=80 asks for one of them.",
)
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.option(
    "--picture",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="OUT.svg",
    help="Draw it too, for one FLOW; more of this: the command `picture`.",
)
@click.option("--erase", is_flag=True, help="Erase what is recorded in --data.")
@reading_options
def command(
    flows: tuple[str, ...],
    folders: tuple[Path, ...],
    which: str | None,
    fail_under: tuple[str, ...],
    form: str,
    picture: Path | None,
    erase: bool,
    start: str,
    drop_dangling_edges: bool,
) -> None:
    """Tell which nodes, exits and webhook statuses of chatbots were covered, and list those that were not.

    Runs and tests are recorded in a folder, any number of them, also at once:

    \b
    wati-sandbox run bot.json --script chat.yaml --coverage .wati-coverage
    pytest -n 4 --wati-coverage=.wati-coverage
    wati-sandbox coverage bot.json --fail-under 80
    wati-sandbox coverage bot.json --fail-under nodes=100 --fail-under exits=90 --passed
    wati-sandbox coverage --erase
    """
    from flow_runner.report.coverage import as_json, bar_of, unmet

    if erase:
        _erase(flows, folders)
        return
    with usable():
        bars = [bar_of(text) for text in fail_under]
        kept = kept_in(folders)
        paths, problems = _paths(flows, kept)
        if picture is not None:
            _check_picture(picture, list(paths.values()))
        read: dict[str, tuple[Path, Flow, str]] = {}
        reports = []
        with steps(2 * len(paths)) as begin:
            for file, path in paths.items():
                begin(f"reading {file}")
                read[file] = (path, *_read(file, path, start, drop_dangling_edges))
            known = {flow.version for _, flow, _ in read.values()}
            for file, one in read.items():
                begin(file)
                reports.append(_report(file, *one, kept, known, which))
        if picture is not None:
            _draw(picture, reports[0])
    failures = unmet(reports, bars)
    problems = [*(told for one in kept for told in one.problems), *problems]
    if form == "json":
        told = as_json(map(str, folders), which or "all", reports, problems, failures)
        click.echo(json.dumps(told, indent=2, ensure_ascii=False))
    else:
        from flow_runner.report.coverage_text import print_text

        print_text(console(), reports, problems, failures, split=which is None)
    sys.exit(NOT_MET if failures else 0)


def _check_picture(picture: Path, paths: list[Path]) -> None:
    from flow_runner.cli._svg import check_output

    if len(paths) != 1:
        unusable(f"--picture draws one chatbot, here are {len(paths)}: name one FLOW")
    check_output(picture, paths[0])


def _draw(picture: Path, report: FlowReport) -> None:
    from flow_runner.inspection.picture.draw import draw

    last = report.record.last
    notes = [scenarios(report.record.scenarios), *([path_of(last)] if last else [])]
    visits, left_out = (last.visits, last.left_out) if last else ((), 0)
    picture.write_text(draw(report.flow, report.coverage, visits, left_out, notes), encoding="utf-8")
    click.echo(f"wrote {picture}", err=True)


def _erase(flows: tuple[str, ...], folders: tuple[Path, ...]) -> None:
    from flow_runner.inspection.store import erase

    if flows:
        unusable("--erase takes no FLOW: it erases everything that is recorded in --data")
    with usable():
        for folder in folders:
            count = erase(folder)
            click.echo(f"{folder}: {counted(count, 'file')} erased")


def _paths(flows: tuple[str, ...], kept: Sequence[Kept]) -> tuple[dict[str, Path], list[str]]:
    """The files of the chatbots by what they are called here, and what was recorded but cannot be shown.

    ValueError for one that is not there.
    """
    if flows:
        return flow_paths(flows), []
    paths: dict[str, Path] = {}
    lost: dict[str, None] = {}
    for one in kept:
        for record in one.records:
            file = file_of(one, record)
            if file is not None and file.is_file():
                paths[as_typed(file)] = file
            else:
                why = f"its file is not there any more: {file}" if file else "it was not read from a file"
                name = mask_text(record.name)
                lost[f"'{name}' (version {record.version}) is recorded, but {why}. Name its export."] = None
    if not paths:
        nothing = [f"{one.folder}: nothing is recorded there. {how_to_record(one.folder)}" for one in kept]
        unusable("\n".join([*(told for one in kept for told in one.problems), *(lost or nothing)]))
    return paths, list(lost)


def _read(file: str, path: Path, start: str, drop_dangling_edges: bool) -> tuple[Flow, str]:
    from flow_runner.sandbox.files import read_flow

    with usable(file):
        text = read_flow(path)
        return Flow.loads(text, start, drop_dangling_edges), text


def _report(
    file: str, path: Path, flow: Flow, text: str, kept: Sequence[Kept], known: set[str], which: str | None
) -> FlowReport:
    from flow_runner.inspection.coverage import Coverage
    from flow_runner.inspection.point_place import lines_of
    from flow_runner.inspection.store import recorded
    from flow_runner.report.coverage import flow_report

    record = recorded(flow, kept)
    coverage = Coverage.counted(flow, record.counts)
    if which is not None:
        coverage = coverage.only(passed=which == "passed")
    others = other_versions(flow, path, kept, known)
    return flow_report(file, coverage, record, others, lines_of(coverage, text))

"""wati-sandbox picture"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from emulator.kernel.words import counted
from flow_runner.cli._files import flow_path, load_flow, usable
from flow_runner.cli._progress import steps
from flow_runner.cli._recorded import (
    kept_in,
    other_versions,
    path_of,
    reading_options,
    scenarios,
)
from flow_runner.cli._svg import check_output
from flow_runner.engine import Flow

if TYPE_CHECKING:
    from flow_runner.inspection.record import Record
    from flow_runner.inspection.store import Kept
    from flow_runner.inspection.walk import Visit

STDOUT = Path("-")


@click.command("picture", epilog="FLOW is a chatbot exported from Wati, or the name of a bundled one.")
@click.argument("flow", metavar="FLOW")
@click.option(
    "--run",
    "run",
    type=click.Path(path_type=Path),
    metavar="RUN.json",
    help="Highlight the path of a run: what `run --format json` printed.",
)
@click.option(
    "--data",
    "folders",
    multiple=True,
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Show what is recorded there as covered; repeat for more.",
)
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path),
    help="The file; - for stdout. [default: FLOW's name with .svg, in this folder]",
)
@click.option("--force", is_flag=True, help="Let -o overwrite a file that is no picture.")
@reading_options
def command(
    flow: str,
    run: Path | None,
    folders: tuple[Path, ...],
    output: Path | None,
    force: bool,
    start: str,
    drop_dangling_edges: bool,
) -> None:
    """Draw a chatbot as SVG: its nodes where the builder has them, covered exits solid, missed ones dashed.

    \b
    wati-sandbox picture bot.json
    wati-sandbox run bot.json --say hi --format json > run.json
    wati-sandbox picture bot.json --run run.json -o bot.svg
    wati-sandbox picture bot.json --data .wati-coverage -o - > bot.svg
    """
    with usable(flow):
        parsed, path = load_flow(flow, start, drop_dangling_edges), flow_path(flow)
        where = output or Path(f"{path.stem}.svg")
        if where != STDOUT:
            check_output(where, path, force)
    with usable():
        with steps(1) as begin:
            begin(f"drawing {flow}")
            svg = _drawn(parsed, path, run, folders)
        if where == STDOUT:
            click.echo(svg, nl=False)
        else:
            where.write_text(svg, encoding="utf-8")
            click.echo(f"wrote {where}")


def _drawn(flow: Flow, path: Path, run: Path | None, folders: Sequence[Path]) -> str:
    from flow_runner.inspection.coverage import Coverage
    from flow_runner.inspection.picture.draw import draw

    coverage: Coverage | None = None
    walk: Sequence[Visit] = ()
    left_out = 0
    notes: list[str] = []
    if folders:
        kept = kept_in(folders)
        from flow_runner.inspection.store import recorded

        record = recorded(flow, kept)
        for told in (*(one for place in kept for one in place.problems), *_strange(flow, path, kept, record)):
            click.echo(told, err=True)
        coverage, notes = Coverage.counted(flow, record.counts), [scenarios(record.scenarios)]
        if record.last is not None and run is None:
            walk, left_out = record.last.visits, record.last.left_out
            notes.append(path_of(record.last))
    if run is not None:
        from flow_runner.inspection.run_file import covered

        told, walks = _read(run, flow)
        coverage = coverage or covered(flow, walks)
        walk = walks[-1] if walks else ()
        notes.append(f"last path: {run.name}, {told}" if walks else f"{run.name} never came here")
    return draw(flow, coverage, walk, left_out, notes)


def _strange(flow: Flow, path: Path, kept: Sequence[Kept], record: Record) -> Iterator[str]:
    """Why less may be shown as covered than somebody expects."""
    for other in other_versions(flow, path, kept, {flow.version}):
        count = sum(other.scenarios)
        yield f"{path.name}: {counted(count, 'scenario')} ran another version of it, and do not count"
    if not record.counts:
        yield f"{path.name}: nothing is recorded of this version of it ({flow.version})"


def _read(run: Path, flow: Flow) -> tuple[str, list[tuple[Visit, ...]]]:
    """How a run ended, and its walks through this flow."""
    from flow_runner.inspection.run_file import run_file

    try:
        found = run_file(run.read_text(encoding="utf-8"))
        return f"{found.outcome}: {found.reason}", found.through(flow)
    except ValueError as error:
        raise ValueError(f"{run}: {error}") from error

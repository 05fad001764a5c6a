"""What is covered of chatbots as people read it: a table, then all that is missed, with file and line."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from emulator.kernel.words import counted
from flow_runner.inspection.coverage import Score
from flow_runner.inspection.record import Record
from flow_runner.inspection.tally import MEASURES, Measure, Point
from flow_runner.report.coverage import FlowReport

MISSED: dict[Measure, str] = {"nodes": "never reached", "exits": "never taken", "statuses": "never met"}
MEET = "to meet them: a stub with `status: 503` or `no_reply: lost`, or a fault of that operation"


def print_text(
    console: Console, reports: Sequence[FlowReport], problems: Sequence[str], unmet: Sequence[str], split: bool = True
) -> None:
    """With `split`, what only scenarios that failed have covered is listed too."""
    console.print(_table(reports))
    for report in reports:
        _print_missed(console, report)
        if split:
            only = [point for measure in MEASURES for point in report.coverage.only_failed(measure)]
            _print_points(console, report, "only in scenarios that failed", only)
    if reports:
        console.print()
    for told in problems:
        console.print(Text(told, "yellow"), soft_wrap=True)
    for told in unmet:
        console.print(Text(told, "bold red"), soft_wrap=True)


def _table(reports: Sequence[FlowReport]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column("chatbot", overflow="fold")
    for name in (*MEASURES, "passed", "failed"):
        table.add_column(name, justify="right", no_wrap=True)
    for report in reports:
        scores = [_cell(report.coverage.score(measure)) for measure in MEASURES]
        failed = Text(str(report.record.scenarios.failed), "red" if report.record.scenarios.failed else "")
        table.add_row(report.file, *scores, str(report.record.scenarios.passed), failed)
    return table


def _cell(score: Score) -> Text:
    if not score.declared:
        return Text("none", "dim")
    style = "green" if score.covered == score.declared else "red" if not score.covered else ""
    return Text(f"{score.covered}/{score.declared} {score.percent:5.1f}%", style)


def _print_missed(console: Console, report: FlowReport) -> None:
    console.print()
    name = f"  flow '{report.shown(report.flow.name)}'  version {report.flow.version}"
    console.print(Text.assemble((report.file, "bold"), (name, "dim")), soft_wrap=True)
    for other in report.others:
        console.print(Text(f"  {_other_version(other)}", "yellow"), soft_wrap=True)
    lost = {point.node for point in report.coverage.missed("nodes")}
    complete = True
    for measure in MEASURES:
        missed = report.coverage.missed(measure)
        listed = missed if measure == "nodes" else [point for point in missed if point.node not in lost]
        complete &= not missed
        _print_points(console, report, MISSED[measure], listed)
        if len(listed) < len(missed):
            told = f"    and {len(missed) - len(listed)} more" if listed else f"  {MISSED[measure]}: {len(missed)}"
            console.print(Text(f"{told}, of nodes that were never reached", "dim"), soft_wrap=True)
    if report.coverage.missed("statuses"):
        console.print(Text(f"    {MEET}", "dim"), soft_wrap=True)
    if complete:
        console.print(Text("  nothing is missed", "green"))


def _print_points(console: Console, report: FlowReport, title: str, points: Sequence[Point]) -> None:
    if points:
        console.print(Text(f"  {title}"))
    for point in points:
        place = (f"    {report.file}:{report.lines[point]}: ", "bold")
        where = report.flow.titled(point.node)
        console.print(Text.assemble(place, report.shown(where), *_about(report, point)), soft_wrap=True)


def _about(report: FlowReport, point: Point) -> list[str | tuple[str, str]]:
    """What follows the name of the node."""
    if point.measure == "nodes":
        return [] if point.node in report.reachable else [(": no path from the start leads here", "yellow")]
    if point.measure == "statuses":
        return [f" > {point.name}"]
    label, target = report.shown(report.labels[point]), report.target(point)
    told = f" > '{label}'" if label else ""
    return [f"{told} → {target}"] if target else [told, (", which leads nowhere", "yellow")]


def _other_version(record: Record) -> str:
    """The file has changed since this was recorded."""
    count = sum(record.scenarios)
    told = f"{counted(count, 'scenario')} ran another version of this file ({record.version})"
    return f"{told}: they do not count. Run them again; --erase removes what is old."

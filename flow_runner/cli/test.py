"""wati-sandbox test"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

import click

from flow_runner.cli._asked import Asked, options
from flow_runner.cli._files import FAILED, NOT_MET, UNUSABLE, unusable, usable
from flow_runner.cli._told import page_of, tell, write

if TYPE_CHECKING:
    from flow_runner.inspection.record import Record
    from flow_runner.report.scenario import ScenarioReport
    from flow_runner.testing.collection import Case
    from flow_runner.testing.running import Order

CODES = {"the flow failed": FAILED, "the sandbox refused": FAILED, "unusable": UNUSABLE, "passed": 0}
"""Exit codes by verdict; of any other it is 1."""
GRAVEST = (FAILED, NOT_MET, UNUSABLE, 0)


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
    asked.check()
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
        tell(asked, reports, perf_counter() - began, len(cases) - len(reports))
    write(asked, reports, records)
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
    page = page_of(asked) if asked.prints_at_once else None
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

"""What `wati-sandbox test` tells when all is played: the text, and every file that was asked for."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flow_runner.cli._asked import Asked
from flow_runner.cli._files import usable
from flow_runner.cli._terminal import console
from flow_runner.cli._writing import write_all

if TYPE_CHECKING:
    from flow_runner.inspection.record import Record
    from flow_runner.report.scenario import ScenarioReport
    from flow_runner.report.scenario_text import Page


def page_of(asked: Asked) -> Page:

    from flow_runner.report.scenario_text import Page

    return Page(console(), asked.verbose, asked.quiet)


def tell(asked: Asked, reports: Sequence[ScenarioReport], seconds: float, unplayed: int) -> None:
    page = page_of(asked)
    if not asked.prints_at_once:
        for one in reports:
            page.scenario(one)
        page.flush()
    for one in reports:
        if not one.passed:
            page.failure(one)
    page.notes(reports)
    page.assumptions(reports)
    page.ending(reports, seconds, unplayed)


def write(asked: Asked, reports: Sequence[ScenarioReport], records: Sequence[Record]) -> None:
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
    if asked.annotates:
        _annotate(reports, in_json=asked.form == "json")


def _record(folder: Path, records: Sequence[Record]) -> None:
    from flow_runner.inspection.record import merged
    from flow_runner.inspection.store import save, seen_from
    from flow_runner.testing.running import SEEN_FROM

    kept = [replace(one, file=seen_from(folder, SEEN_FROM / one.file) if one.file else "") for one in merged(records)]
    with usable():
        if kept:
            save(folder, kept)


def _annotate(reports: Sequence[ScenarioReport], in_json: bool) -> None:
    """GitHub reads both streams; what prints JSON prints nothing else."""
    from flow_runner.report.github import workflow_commands

    top, here = Path(os.environ.get("GITHUB_WORKSPACE") or Path.cwd()).resolve(), Path.cwd().resolve()
    folder = f"{here.relative_to(top).as_posix()}/" if here != top and here.is_relative_to(top) else ""
    for line in workflow_commands(reports, folder):
        click.echo(line, err=in_json)

"""wati-sandbox faults"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from flow_runner.cli._exploring import MOST_PATHS, Exploring, exploring_options
from flow_runner.cli._files import NOT_MET, unusable, usable
from flow_runner.cli._terminal import console


@click.command("faults", epilog="FLOW is a chatbot exported from Wati, or the name of a bundled one.")
@exploring_options
@click.option("--always", is_flag=True, help="A webhook is answered so however often it calls. [default: once]")
@click.option("--max-paths", type=click.IntRange(min=1), default=MOST_PATHS, show_default=True, help="Look so far.")
@click.option(
    "--format", "form", type=click.Choice(["text", "markdown", "html", "json"]), default="text", show_default=True
)
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), help="The file. [default: stdout]")
@click.option("--fail-on", type=click.Choice(["bad", "never"]), default="never", show_default=True, help="Exit code 1.")
def command(exploring: Exploring, always: bool, max_paths: int, form: str, output: Path | None, fail_on: str) -> None:
    """Answer every webhook of a chatbot in every way (200, 204, 400, 401, 403, 404, 429, 500, too late, broken JSON,
    empty, a lost reply), and tell where the customer ends up each time.

    \b
    wati-sandbox faults bot.json
    wati-sandbox faults bot.json --always --world world.yaml
    wati-sandbox faults bot.json --format html -o faults.html
    """
    from flow_runner.cli._progress import steps
    from flow_runner.explore.faults import matrix
    from flow_runner.report.faults import FaultReport, as_html, as_json, as_markdown

    with usable(exploring.flow), exploring.opened() as setting, steps(0) as begin:
        found = matrix(setting.open, max_paths, always, begin)
        flow = setting.open().flow
    if not found.rows:
        told = f"no run came to any of {', '.join(found.unreached)}" if found.unreached else "it has no webhooks"
        unusable(f"{exploring.flow}: {told}: there is nothing to break")
    report = FaultReport.of(exploring.flow, flow, found, always)
    if form == "text" and output is None:
        from flow_runner.report.faults_text import print_text

        print_text(console(), report)
    else:
        shown = {
            "json": lambda: json.dumps(as_json(report), indent=2, ensure_ascii=False) + "\n",
            "html": lambda: as_html(report),
        }.get(form, lambda: as_markdown(report))()
        _write(shown, output)
    sys.exit(NOT_MET if report.bad and fail_on == "bad" else 0)


def _write(text: str, output: Path | None) -> None:
    if output is None:
        click.echo(text, nl=False)
        return
    with usable():
        output.write_text(text, encoding="utf-8")
    click.echo(f"wrote {output}")

"""wati-sandbox diff"""

from __future__ import annotations

import json
import sys

import click

from flow_runner.cli._files import NOT_MET, WITHOUT_DANGLING, load_flow, usable
from flow_runner.cli._progress import steps
from flow_runner.cli._terminal import console


@click.command("diff", epilog="A and B are chatbots exported from Wati, or names of bundled ones.")
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@WITHOUT_DANGLING
@click.option("--show-secrets", is_flag=True, help="Print tokens and other secrets in clear.")
def command(before: str, after: str, form: str, drop_dangling_edges: bool, show_secrets: bool) -> None:
    """Tell what B does differently from A: exits, texts, and the ways of customers, not the file.

    Where nodes lie, what they are called, in which order they stand and how texts are written in HTML makes no
    difference; nor does what no path from the start leads to, but that is told.

    Exit codes: 0 same behaviour, 1 different behaviour, 2 unusable input.

    \b
    wati-sandbox diff bot.json export_of_today.json
    wati-sandbox diff fixed.json old.json      what importing the old file would undo
    """
    from flow_runner.inspection.diff.compare import compare
    from flow_runner.report.diff import Compared, as_json

    flows = []
    with steps(3) as begin:
        for file in (before, after):
            begin(file)
            with usable(file):
                flows.append(load_flow(file, drop_dangling_edges=drop_dangling_edges))
        begin("comparing")
        compared = Compared(before, after, compare(flows[0], flows[1], show_secrets))
    if form == "json":
        click.echo(json.dumps(as_json(compared), indent=2, ensure_ascii=False))
    else:
        from flow_runner.report.diff_text import print_diff

        print_diff(console(), compared)
    sys.exit(0 if compared.difference.same else NOT_MET)

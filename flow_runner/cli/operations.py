"""wati-sandbox operations"""

from __future__ import annotations

import json
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

import click

from flow_runner.cli._files import unusable
from flow_runner.cli._terminal import console

if TYPE_CHECKING:
    from flow_runner.report.operations import Row


@click.command("operations")
@click.argument("names", nargs=-1, metavar="[NAME...]")
@click.option("--format", "form", type=click.Choice(["text", "markdown", "json"]), default="text", show_default=True)
def command(names: tuple[str, ...], form: str) -> None:
    """List what the sandbox emulates of Wati and Zoho, with how sure each is and where that is from.

    NAME is that of an operation as faults take it, or a pattern.

    \b
    wati-sandbox operations
    wati-sandbox operations 'wati.v3_*' zoho.search_records
    wati-sandbox operations --format markdown
    """
    from flow_runner.report.operations import as_json, as_markdown, print_text

    found = _named(names)
    match form:
        case "json":
            click.echo(json.dumps(as_json(found), indent=2, ensure_ascii=False))
        case "markdown":
            click.echo(as_markdown(found), nl=False)
        case _:
            print_text(console(), found)


def _named(names: tuple[str, ...]) -> list[Row]:
    """Leaves with exit code 2 where a name fits none."""
    from emulator.kernel.suggest import did_you_mean
    from emulator.tenant import APIS
    from flow_runner.report.operations import rows

    found = rows(APIS)
    known = [row.name for row in found]
    unknown = [
        f"no operation is called '{name}'.{did_you_mean(name, known)}"
        for name in names
        if not any(fnmatchcase(one, name) for one in known)
    ]
    if unknown:
        unusable("\n".join([*unknown, "All: wati-sandbox operations"]))
    return [row for row in found if not names or any(fnmatchcase(row.name, name) for name in names)]

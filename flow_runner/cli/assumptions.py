"""wati-sandbox assumptions"""

from __future__ import annotations

import json
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

import click

from flow_runner.cli._files import unusable
from flow_runner.cli._terminal import console

if TYPE_CHECKING:
    from emulator.kernel.assumption import Assumption


@click.command("assumptions")
@click.argument("names", nargs=-1, metavar="[NAME...]")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(names: tuple[str, ...], form: str) -> None:
    """List what nobody outside Wati and Zoho knows: what the sandbox does there, and what else might be true.

    NAME is that of an assumption, of a topic (flow, wati, zoho), or a pattern.

    \b
    wati-sandbox assumptions
    wati-sandbox assumptions zoho.phone_match
    wati-sandbox assumptions 'flow.webhook_*' zoho --format json
    """
    from flow_runner.report.assumptions import as_json, print_text

    found = _named(names)
    if form == "json":
        click.echo(json.dumps(as_json(found), indent=2, ensure_ascii=False))
        return

    print_text(console(), found)


def _named(names: tuple[str, ...]) -> list[Assumption]:
    """Those asked for, in the order of their names. Leaves with exit code 2 where a name fits none."""
    import flow_runner.sandbox.sandbox  # noqa: F401  # declares all that a run can lean on
    from emulator.kernel.assumption import ASSUMPTIONS
    from emulator.kernel.suggest import did_you_mean

    topics = {name.partition(".")[0] for name in ASSUMPTIONS}
    fitting = {name: {one for one in ASSUMPTIONS if _fits(one, name)} for name in names}
    unknown = [
        f"no assumption is called '{name}'.{did_you_mean(name, [*ASSUMPTIONS, *topics])}"
        for name, found in fitting.items()
        if not found
    ]
    if unknown:
        unusable("\n".join([*unknown, "All: wati-sandbox assumptions"]))
    wanted = set().union(*fitting.values()) if names else set(ASSUMPTIONS)
    return [one for one in ASSUMPTIONS.values() if one.name in wanted]


def _fits(assumption: str, name: str) -> bool:
    return fnmatchcase(assumption, name) or assumption.startswith(f"{name.removesuffix('.')}.")

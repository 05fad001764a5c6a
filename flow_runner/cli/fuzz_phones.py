"""wati-sandbox fuzz-phones"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flow_runner.cli._files import NOT_MET, Opening, flow_options, unusable, usable
from flow_runner.cli._terminal import console
from flow_runner.sandbox.sandbox import Sandbox
from flow_runner.sandbox.script import Script

if TYPE_CHECKING:
    from flow_runner.explore.phone_trial import Talk
    from flow_runner.explore.phones import Fuzzed

BARS = ("missed", "unsure", "never")
MOST_EXAMPLES = 30


@click.command("fuzz-phones", epilog="FLOW is a chatbot exported from Wati, or the name of a bundled one.")
@flow_options
@click.option("--say", multiple=True, metavar="TEXT", help="What the customer writes; repeat for more. [default: hi]")
@click.option("--script", type=click.Path(path_type=Path), help="A conversation, instead of --say; it may tap.")
@click.option(
    "--examples",
    type=click.IntRange(0, MOST_EXAMPLES),
    default=5,
    show_default=True,
    metavar="N",
    help="Further numbers, of many countries, beside --as.",
)
@click.option(
    "--field", type=click.Choice(["Phone", "Mobile"]), default="Phone", show_default=True, help="Of the lead in Zoho."
)
@click.option("--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True)
@click.option(
    "--fail-on",
    "bar",
    type=click.Choice(BARS),
    default="missed",
    show_default=True,
    help="What exits with code 1: a number that is missed as things stand, or also one that may be.",
)
def command(
    opening: Opening,
    say: tuple[str, ...],
    script: Path | None,
    examples: int,
    field: str,
    form: str,
    bar: str,
) -> None:
    """Tell which ways of writing a number in Zoho lose the customer.

    The customer writes from WhatsApp; their lead has the number in each of some thirty writings. Is it found? That
    partly depends on what nobody knows of Zoho: every choice is tried.

    \b
    wati-sandbox fuzz-phones bot.json
    wati-sandbox fuzz-phones bot.json --world world.yaml --as "+44 7400 123456" --examples 0
    wati-sandbox fuzz-phones bot.json --assume zoho.phone_match=suffix --field Mobile
    wati-sandbox fuzz-phones bot.json --script chat.yaml --fail-on unsure --format markdown
    """
    if script and say:
        unusable("--script and --say: use one of them; a script has its own 'say' steps")
    if opening.allow_host:
        unusable(
            "fuzz-phones plays the conversation many times, and would really call "
            f"{', '.join(opening.allow_host)} each time: answer for it with --stubs in place of --allow-host"
        )
    with usable():
        talk = _talk(say or ("hi",), Script.load(script) if script else None)
    sandbox = opening.sandbox()
    fuzzed = _fuzzed(opening.flow, sandbox, talk, examples, field)
    _print(sandbox, fuzzed, form)
    sys.exit(NOT_MET if _fails(fuzzed, bar) else 0)


def _talk(say: tuple[str, ...], script: Script | None) -> Talk:
    if script is None:
        return lambda sandbox: [sandbox.says(text) for text in say]
    if any("as" in step for step in script.steps):
        raise ValueError("the customer is the one whose number is tried: leave the 'as' steps out of the script")
    return script.play


def _fuzzed(flow: str, sandbox: Sandbox, talk: Talk, examples: int, field: str) -> Fuzzed:
    from flow_runner.cli._progress import steps
    from flow_runner.explore.phones import NeverSearched, fuzz
    from flow_runner.explore.written_phone import PHONE_FAMILIES, example_numbers

    own = f"+{sandbox.phone}"
    numbers = [own, *(one for one in example_numbers() if one != own)][: examples + 1]
    try:
        with usable(), steps(len(PHONE_FAMILIES)) as begin:
            return fuzz(sandbox, talk, numbers, field, begin=begin)
    except NeverSearched as found:
        unusable(f"{flow}: {found}")
    except LookupError as error:
        unusable(str(error.args[0]))


def _print(sandbox: Sandbox, fuzzed: Fuzzed, form: str) -> None:
    from emulator.kernel.secret import masker
    from flow_runner.inspection.secret import secrets_in
    from flow_runner.report.phones import Report, as_json
    from flow_runner.report.phones_text import as_markdown, print_text

    report = Report(sandbox.flow.name, fuzzed, masker(secrets_in(sandbox)))
    match form:
        case "json":
            click.echo(json.dumps(as_json(report), indent=2, ensure_ascii=False))
        case "markdown":
            click.echo(as_markdown(report))
        case _:
            print_text(console(), report)


def _fails(fuzzed: Fuzzed, bar: str) -> bool:
    if bar == "never":
        return False
    return bool(fuzzed.missed()) or (bar == "unsure" and bool(fuzzed.judged("unsure")))

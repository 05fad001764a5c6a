"""wati-sandbox lint"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flow_runner.cli._files import NOT_MET, check_new, flow_paths, unusable, usable
from flow_runner.cli._progress import steps
from flow_runner.cli._terminal import console

if TYPE_CHECKING:
    from flow_runner.inspection.lint.account import Account
    from flow_runner.inspection.lint.finding import Grade
    from flow_runner.inspection.lint.linter import Linted
    from flow_runner.report.lint import FileReport

BARS = ("error", "warning", "note", "never")


@click.command("lint", epilog="FLOW is a chatbot exported from Wati, or the name of a bundled one.")
@click.argument("flows", nargs=-1, metavar="FLOW...")
@click.option("--format", "form", type=click.Choice(["text", "json", "sarif"]), default="text", show_default=True)
@click.option(
    "--fail-on", "bar", type=click.Choice(BARS), default="error", show_default=True, help="What exits with code 1."
)
@click.option("--ignore", multiple=True, metavar="CODE", help="Do not tell this; repeat for more.")
@click.option("--only", multiple=True, metavar="CODE", help="Tell nothing but this; repeat for more.")
@click.option(
    "--world", type=click.Path(path_type=Path), help="The account, to check ids, contacts and assumptions against."
)
@click.option("--fix", is_flag=True, help="Mend what is safe to mend, into the file of -o.")
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), help="The new file of --fix.")
@click.option("--force", is_flag=True, help="Let -o overwrite a file that is there.")
@click.option("--codes", is_flag=True, help="List all checks, why each matters and how to fix it.")
def command(
    flows: tuple[str, ...],
    form: str,
    bar: str,
    ignore: tuple[str, ...],
    only: tuple[str, ...],
    world: Path | None,
    fix: bool,
    output: Path | None,
    force: bool,
    codes: bool,
) -> None:
    """Find what will hurt customers in exported chatbots before it does.

    \b
    wati-sandbox lint bot.json
    wati-sandbox lint bots/*.json --format sarif > lint.sarif
    wati-sandbox lint bot.json --world world.yaml --fail-on warning
    wati-sandbox lint bot.json --fix -o mended.json
    """
    from flow_runner.inspection.lint.linter import lint_file
    from flow_runner.report.lint import fails

    _check_codes((*ignore, *only))
    if codes:
        _print_codes(form)
        return
    if not flows:
        unusable("lint: name at least one FLOW, or say --codes for a list of all checks")
    reports: list[FileReport] = []
    with usable():
        paths = flow_paths(flows)
        account = _account(world)
        if fix:
            reports = [_mend(flows, paths, output, force, account, only, ignore)]
        elif output is not None:
            unusable("-o is the new file of --fix; say --fix too, or redirect the output")
        else:
            with steps(len(paths)) as begin:
                for file, path in paths.items():
                    begin(file)
                    reports.append(_report(file, lint_file(path, account), only, ignore))
    grade: Grade | None = None if bar == "never" else bar  # type: ignore[assignment]  # click has checked it
    _print(reports, form, grade)
    sys.exit(NOT_MET if fails(reports, grade) else 0)


def _check_codes(codes: tuple[str, ...]) -> None:
    from emulator.kernel.suggest import did_you_mean
    from flow_runner.inspection.lint.linter import all_checks

    known = all_checks()
    unknown = [f"no check is called '{code}'.{did_you_mean(code, known)}" for code in codes if code not in known]
    if unknown:
        unusable("\n".join([*unknown, "All: wati-sandbox lint --codes"]))


def _account(world: Path | None) -> Account | None:
    if world is None:
        return None
    from emulator import seed
    from flow_runner.inspection.lint.account import account_from
    from flow_runner.sandbox.chatbots import named_in

    document = seed.load(world)
    return account_from(document.data, named_in(document, world))


def _report(file: str, linted: Linted, only: tuple[str, ...], ignore: tuple[str, ...]) -> FileReport:
    from flow_runner.report.lint import file_report

    return file_report(file, linted.flow, linted.selected(only, ignore), linted.secrets)


def _mend(
    flows: tuple[str, ...],
    paths: dict[str, Path],
    output: Path | None,
    force: bool,
    account: Account | None,
    only: tuple[str, ...],
    ignore: tuple[str, ...],
) -> FileReport:
    """Write a mended copy, and tell what was changed and what remains."""
    from flow_runner.inspection.lint.linter import lint
    from flow_runner.inspection.lint.mend import mended, written_as
    from flow_runner.report.lint import file_report
    from flow_runner.sandbox.files import read_flow

    if len(paths) != 1 or output is None:
        unusable("--fix takes one FLOW, and writes a new file: say -o NEW_FILE")
    [(file, path)] = paths.items()
    check_new(output, path, force)
    text = read_flow(path)
    before = lint(text, account)
    result = mended(before.document, lambda one: (not only or one.code in only) and one.code not in ignore)
    new = written_as(text, result.document) if result.changes else text
    output.write_text(new, encoding="utf-8")
    after = lint(new, account)
    findings = after.selected(only, ignore)
    return file_report(file, after.flow, findings, before.secrets, result.changes, str(output))


def _print(reports: list[FileReport], form: str, bar: Grade | None) -> None:
    if form == "text":
        from flow_runner.report.lint import print_text

        print_text(console(), reports)
        return
    if form == "sarif":
        from flow_runner.report.sarif import as_sarif

        told = as_sarif(reports)
    else:
        from flow_runner.report.lint import as_json

        told = as_json(reports, bar)
    click.echo(json.dumps(told, indent=2, ensure_ascii=False))


def _print_codes(form: str) -> None:
    from flow_runner.inspection.lint.linter import all_checks

    checks = all_checks().values()
    if form == "json":
        rows = [
            {"code": one.code, "grade": one.grade, "why": one.why, "fix": one.fix, "mends": one.mend is not None}
            for one in checks
        ]
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return
    for one in checks:
        click.echo(f"{one.code}  ({one.grade}{', --fix mends it' if one.mend else ''})")
        click.echo(f"    why: {one.why}\n    fix: {one.fix}")

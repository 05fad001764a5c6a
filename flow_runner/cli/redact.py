"""wati-sandbox redact"""

from __future__ import annotations

import json
from pathlib import Path

import click

from flow_runner.cli._files import check_new, flow_path, unusable, usable

STDOUT = Path("-")
NO_EXPORT = frozenset({"not-a-flow", "clone-format"})


@click.command("redact", epilog="FLOW is a chatbot exported from Wati, or the name of a bundled one.")
@click.argument("flow", metavar="FLOW")
@click.option(
    "--output",
    "-o",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    help="The copy; - for standard output.",
)
@click.option("--force", is_flag=True, help="Let -o overwrite a file that is there.")
@click.option("--keep-hosts", is_flag=True, help="Leave the hosts of your own back ends.")
@click.option("--keep-ids", is_flag=True, help="Leave the ids of agents, teams, chatbots and the like.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(flow: str, output: Path, force: bool, keep_hosts: bool, keep_ids: bool, form: str) -> None:
    """Write a copy of an exported chatbot that is safe to share.

    Credentials, test values, account numbers, e-mail addresses, phone numbers, hosts of your own and ids of the account
    are replaced, the same one by the same stand-in; nodes, exits and what they do stay as they are.

    \b
    wati-sandbox redact bot.json -o shared.json
    wati-sandbox redact bot.json -o - --keep-hosts > shared.json
    """
    from flow_runner.engine.flow import decode
    from flow_runner.inspection.lint.mend import written_as
    from flow_runner.inspection.redact import redacted
    from flow_runner.report.redact import as_json, as_text
    from flow_runner.sandbox.files import read_flow

    with usable(flow):
        path = flow_path(flow)
        if output != STDOUT:
            check_new(output, path, force)
        text = read_flow(path)
        document = decode(text)
        runs = _runs(document, flow)
        result = redacted(document, keep_hosts, keep_ids)
        copy = written_as(text, result.document)
        if output == STDOUT:
            click.echo(copy, nl=not copy.endswith("\n"))
        else:
            output.write_text(copy, encoding="utf-8")
    told = (flow, str(output), result.counts, runs)
    summary = json.dumps(as_json(*told), indent=2, ensure_ascii=False) if form == "json" else as_text(*told)
    click.echo(summary, err=output == STDOUT)


def _runs(document: object, flow: str) -> bool:
    """Whether an export can be run. One that cannot may be shared all the same; what is no export is refused."""
    from flow_runner.engine import Flow, FlowError

    try:
        Flow.parse(document)
    except FlowError as error:
        foreign = [problem for problem in error.problems if problem.code in NO_EXPORT]
        if foreign:
            unusable("\n".join(f"{flow}: {problem}" for problem in foreign))
        return False
    return True

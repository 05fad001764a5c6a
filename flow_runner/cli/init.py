"""wati-sandbox init"""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from typing import Any

import click

from flow_runner.cli._files import load_flow, usable
from flow_runner.cli._writing import check_free, write_all
from flow_runner.engine import Flow
from flow_runner.sandbox.sandbox import Sandbox

WORLD_HEAD = """\
# The account that {flow} runs in, fitted to it by `wati-sandbox init`. Names and numbers are invented: change them.
# `credentials: from_export` lets this account accept the tokens that stand in the export, without copying them.
"""
STUBS_HEAD = """\
# Canned answers for the hosts that the sandbox does not emulate. First match wins; `*` stands for any text.
"""


@click.command("init")
@click.argument("flow", metavar="FLOW")
@click.option("--into", type=click.Path(path_type=Path, file_okay=False), help="Folder. [default: that of FLOW]")
@click.option("--force", is_flag=True, help="Overwrite files that are there.")
@click.option("--start", default="", metavar="NODE", help="Start at this node, whatever the export says.")
@click.option("--drop-dangling-edges", is_flag=True, help="Ignore edges that lead to vanished nodes.")
def command(flow: str, into: Path | None, force: bool, start: str, drop_dangling_edges: bool) -> None:
    """Write a world.yaml, a first .feature and, where needed, a stubs.yaml, fitted to an export.

    The scenario says what the chatbot does today in that account; run it with `wati-sandbox test`, or with `pytest`.
    """
    with usable(flow):
        parsed = load_flow(flow, start, drop_dangling_edges)
    folder = into or (Path(flow).parent if Path(flow).exists() else Path())
    files = _files(flow, parsed, folder)
    check_free([folder / name for name in files], force)
    write_all({folder / name: text for name, text in files.items()})
    for name in files:
        click.echo(f"wrote {folder / name}")
    words = ["wati-sandbox", "run", flow, "--world", str(folder / "world.yaml")]
    words += ["--stubs", str(folder / "stubs.yaml")] if "stubs.yaml" in files else []
    words += (["--start", start] if start else []) + (["--drop-dangling-edges"] if drop_dangling_edges else [])
    click.echo(f"Now: {shlex.join(words)}     or: wati-sandbox test {shlex.quote(str(folder))}")


def _files(flow: str, parsed: Flow, folder: Path) -> dict[str, str]:
    import yaml

    from flow_runner.inspection.fitting import fit

    fitting = fit(parsed)
    name = "".join(c if c.isalnum() else "_" for c in Path(flow).stem).strip("_").lower() or "chatbot"
    chatbot = os.path.relpath(flow, folder) if Path(flow).exists() else flow

    def dumped(data: Any) -> str:
        return yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=110)

    files = {"world.yaml": WORLD_HEAD.format(flow=Path(flow).name) + dumped(fitting.world)}
    if fitting.stubs:
        files["stubs.yaml"] = STUBS_HEAD + dumped(fitting.stubs)
    files[f"{name}.feature"] = _feature(parsed, chatbot, files)
    return files


def _feature(parsed: Flow, chatbot: str, files: dict[str, str]) -> str:
    """One scenario: what the chatbot does in this account when the customer says hi."""
    from emulator import seed
    from flow_runner.engine.events import MessageSent
    from flow_runner.inspection.fitting import CUSTOMER
    from flow_runner.sandbox.credentials import adopt, find
    from flow_runner.sandbox.stubs import Stubs
    from flow_runner.sandbox.trace import Exchanged

    tenant = seed.tenant_from(seed.parse(files["world.yaml"]).data)
    adopt(find(parsed), tenant)
    sandbox = Sandbox(parsed, tenant, Stubs.parse(files.get("stubs.yaml", "")), phone=CUSTOMER)
    sandbox.says("hi")
    sent = [entry.what.text for entry in sandbox.entries() if isinstance(entry.what, MessageSent)]
    called = [entry.what.status for entry in sandbox.entries() if isinstance(entry.what, Exchanged)]
    session, agent = sandbox.session(), sandbox.assignee()
    lines = [f'the chatbot "{chatbot}"', 'the world "world.yaml"']
    if sandbox.stubs.stubs and not sandbox.stubs.unused():
        lines.append('the stubs "stubs.yaml"')
    given = [f"    {'Given' if number == 0 else 'And'} {line}" for number, line in enumerate(lines)]
    then = [f"Priya's chat is assigned to {agent['name']}" if agent else "nobody has Priya's chat"]
    quotable = next((line for text in sent for line in text.split("\n") if line.strip() and '"' not in line), "")
    if quotable:
        then.append(f'Priya is told "{quotable.strip()}"')
    if called:
        then.append(
            f"Priya's webhooks were answered {', '.join('none' if one is None else str(one) for one in called)}"
        )
    if session is not None and session.outcome != "running":
        then.append(f"the chatbot has {session.outcome} for Priya")
    told = [f"    {'Then' if number == 0 else 'And'} {line}" for number, line in enumerate(then)]
    head = [f"Feature: {' '.join(parsed.name.split())}", "", "  Scenario: A customer says hi"]
    body = [*given, f"    And Priya writes from {CUSTOMER}", '    When Priya says "hi"', *told]
    return "\n".join([*head, *body]) + "\n"

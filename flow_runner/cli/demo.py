"""wati-sandbox demo"""

from __future__ import annotations

import sys
from datetime import timedelta
from functools import partial
from typing import Any

import click

from flow_runner.cli._files import NOT_MET, Opening
from flow_runner.cli._terminal import console
from flow_runner.sandbox.expectation import unmet

CASES: tuple[tuple[str, str, timedelta, dict[str, Any]], ...] = (
    (
        "assign: the customer is a lead in Zoho, so the chat goes to the lead's owner",
        "919876543210",
        timedelta(0),
        {"outcome": "ended", "assignee": "Asha Agent"},
    ),
    (
        "welcome: Zoho answers 204, so a new customer is welcomed",
        "15550100009",
        timedelta(0),
        {"outcome": "ended", "assignee": None, "message": "Welcome to"},
    ),
    (
        "refresh: an hour later the token has expired; a new one is fetched and kept",
        "919876543210",
        timedelta(hours=1),
        {"outcome": "ended", "assignee": "Asha Agent"},
    ),
)


@click.command("demo")
@click.option("--flow", default="zoho_lead_owner", show_default=True, help="Another flow that keeps the same promises.")
def command(flow: str) -> None:
    """Run the bundled Zoho lead-owner chatbot through its three cases, each in a fresh account."""
    from rich.text import Text

    from flow_runner.inspection.secret import secrets_in
    from flow_runner.report.result import result
    from flow_runner.report.transcript import Transcript

    out = console()
    failures = 0
    for number, (title, phone, later, wanted) in enumerate(CASES, 1):
        out.print(Text(f"── {number}. {title}", style="bold"), soft_wrap=True)
        sandbox = Opening(flow, phone).sandbox()
        sandbox.advance(later)
        sandbox.says("hi")
        told = [f"{key}: {text}" for key, text in unmet(sandbox, wanted)]
        transcript = Transcript(out, partial(secrets_in, sandbox))
        transcript.entries(list(sandbox.trace))
        transcript.ending(result(sandbox, told))
        failures += bool(told)
        out.print()
    kept = len(CASES) - failures
    out.print(Text(f"{kept} of {len(CASES)} cases as promised", style="bold red" if failures else "bold green"))
    sys.exit(NOT_MET if failures else 0)

"""wati-sandbox chat"""

from __future__ import annotations

import click

from flow_runner.cli._files import Opening, flow_options
from flow_runner.cli._talk import Talk


@click.command("chat")
@flow_options
@click.option("--show-secrets", is_flag=True, help="Print tokens and other secrets in clear.")
def command(opening: Opening, show_secrets: bool) -> None:
    """Talk to a chatbot in the terminal; /help lists what else you can do there.

    `wati-sandbox record` does the same, and keeps the conversation as a test.
    """
    Talk(opening.sandbox(), show_secrets).run()

"""The command line: a command a file. Commands are imported when they are called, so that each starts fast."""

from __future__ import annotations

import importlib
import io
import pkgutil
import signal
import sys
from typing import Any

import click

from flow_runner.cli._terminal import shielded, shielded_streams

SUMMARY = {
    "run": "Run a chatbot once and print the conversation.",
    "chat": "Talk to a chatbot in the terminal.",
    "demo": "Show the bundled chatbot: assign, welcome, refresh.",
    "lint": "Find what will hurt customers in a chatbot.",
    "redact": "Write a copy of a chatbot that is safe to share.",
    "diff": "Compare two exports by what they do.",
    "assumptions": "List what nobody knows, and what is assumed.",
    "operations": "List what is emulated of Wati and Zoho, and how surely.",
    "coverage": "Tell what of a chatbot runs and tests have covered.",
    "picture": "Draw a chatbot as SVG, with what was covered.",
    "init": "Write a world.yaml and a first .feature for an export.",
    "test": "Run conversations and features: no Python needed.",
    "record": "Talk to a chatbot, and keep the conversation as a test.",
    "steps": "List the sentences that scenarios are made of.",
    "explore": "Walk every way, and write what is wrong as scenarios.",
    "faults": "Break every webhook, and tell where customers end up.",
    "fuzz-phones": "Tell which phone formats in Zoho lose the customer.",
    "verify": "Check what is believed of Wati and Zoho, here or live.",
    "record-traffic": "Record real traffic, masked, as stubs and examples.",
    "serve": "Serve Wati and Zoho over HTTP on this machine.",
    "schema": "Print the JSON Schema of a file or of the output.",
}


class Commands(click.Group):
    """Finds commands as modules of this package: `fuzz-phones` is the module fuzz_phones."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        modules = (module.name for module in pkgutil.iter_modules(__path__))
        found = {name.replace("_", "-") for name in modules if not name.startswith("_")}
        return [name for name in SUMMARY if name in found] + sorted(found - SUMMARY.keys())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        module = importlib.import_module(f"{__name__}.{cmd_name.replace('-', '_')}")
        command: click.Command = module.command
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError:
            from emulator.kernel.suggest import did_you_mean

            ctx.fail(f"No such command '{args[0]}'.{did_you_mean(args[0], self.list_commands(ctx))}")

    def main(self, *args: Any, **options: Any) -> Any:
        with shielded_streams():
            return super().main(*args, **options)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The summaries stand here, so that --help imports no command."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, SUMMARY.get(name, "")) for name in self.list_commands(ctx)])


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Start with:  wati-sandbox demo      Then:  wati-sandbox run YOUR_EXPORT.json --say hi",
)
@click.version_option(package_name="wati-sandbox", message="%(prog)s %(version)s")
def cli() -> None:
    """A local Wati and Zoho CRM that runs exported Wati chatbots: no account, no phone, no network.

    Exit codes: 0 as expected, 1 an expectation was not met, 2 unusable input, 3 the run failed.
    """


def main() -> None:
    """The console script. A closed pipe (`| head`) ends it quietly, as it does other programs."""
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # half a character, or a terminal without Unicode
    sys.stdout, sys.stderr = shielded(sys.stdout), shielded(sys.stderr)  # also of what Python says of a crash
    cli(prog_name="wati-sandbox")

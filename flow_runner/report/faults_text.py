"""The fault matrix on a terminal: a letter for each ending, and what the letters stand for."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from flow_runner.explore.ending import Ending
from flow_runner.report.faults import FaultReport, is_bad, title

SHORT = {"bad JSON": "bad", "lost reply": "lost", "timeout": "time"}


def print_text(console: Console, report: FaultReport) -> None:
    letters = report.letters
    console.print(Text(title(report), "bold"), soft_wrap=True)
    console.print()
    width = max(len(one) for one in ("webhook", *(row.node for row in report.matrix.rows))) + 2
    heads = [SHORT.get(label, label) for label in report.matrix.labels]
    console.print(Text("webhook".ljust(width) + " ".join(f"{head:^5}" for head in heads).rstrip()), soft_wrap=True)
    for row in report.matrix.rows:
        found = {cell.label: cell.ending for cell in row.cells}
        line = Text(row.node.ljust(width))
        for label in report.matrix.labels:
            ending = found.get(label)
            line.append(f"{letters[ending] if ending else '':^6}", _style(ending))
        line.rstrip()
        console.print(line, soft_wrap=True)
    console.print()
    for ending, letter in letters.items():
        told = Text.assemble("  ", (letter, _style(ending)), f"  {report.shown(ending.text)}")
        console.print(told, soft_wrap=True)
    for node in report.matrix.unreached:
        console.print(Text(f"  no run came to {node}", "yellow"), soft_wrap=True)
    console.print()
    console.print("capital letters: nobody has the customer, or the chatbot fails", style="dim")


def _style(ending: Ending | None) -> str:
    if ending is None:
        return ""
    return "bold red" if is_bad(ending) else "dim" if ending.kind == "waiting" else "green"

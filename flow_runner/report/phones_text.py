"""Which ways of writing a number lose the customer, as people read it: a table in a terminal, or Markdown."""

from __future__ import annotations

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from flow_runner.explore.phone_trial import Ending
from flow_runner.explore.phones import Family, Fuzzed
from flow_runner.report.phones import Report, advice, cell, endings, queries, said, visible

STYLES = {"found": "green", "missed": "bold red"}
VERDICT_STYLES = {"lost": "bold red", "unsure": "yellow", "safe": "green", "": ""}


def print_text(console: Console, report: Report) -> None:
    """What was tried, the table, what it comes to."""
    fuzzed = report.fuzzed
    for line in _head(report):
        console.print(Text(line, "dim"), soft_wrap=True)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1))
    table.add_column("family", no_wrap=True)
    table.add_column("in Zoho", overflow="fold")
    for title in ("as is", *(choice for _, choice, _ in fuzzed.alternatives())):
        table.add_column(title, no_wrap=True)
    for family in fuzzed.families:
        name, written, *cells = _row(fuzzed, family)
        table.add_row(Text(name), Text(written), *(Text(one, STYLES.get(one, "yellow")) for one in cells))
    console.print(table)
    for verdict, sentence in advice(fuzzed):
        console.print(Text(sentence, VERDICT_STYLES[verdict]), soft_wrap=True)
    for ending, families in endings(report):
        console.print(Text(_missed(ending, families, fuzzed), "dim"), soft_wrap=True)
    console.print(Text(verdict_line(fuzzed), "bold red" if fuzzed.missed() else "bold green"), soft_wrap=True)


def as_markdown(report: Report) -> str:
    """The same, for a comment on a change."""
    fuzzed = report.fuzzed
    titles = _titles(fuzzed)
    rows = [_row(fuzzed, family) for family in fuzzed.families]
    lines = [
        f"**{_escaped(verdict_line(fuzzed))}**",
        "",
        *(f"{_escaped(line)}  " for line in _head(report)),
        "",
        "| " + " | ".join(_escaped(title) for title in titles) + " |",
        "|---" * len(titles) + "|",
        *(
            "| " + " | ".join([_escaped(name), f"`{_escaped(written)}`", *cells]) + " |"
            for name, written, *cells in rows
        ),
        "",
        *(f"- {_escaped(sentence)}" for _, sentence in advice(fuzzed)),
        *(f"- {_escaped(_missed(ending, families, fuzzed))}" for ending, families in endings(report)),
    ]
    return "\n".join(lines)


def verdict_line(fuzzed: Fuzzed) -> str:
    missed, count = len(fuzzed.missed()), len(fuzzed.families)
    if not missed:
        return f"no customer is lost: all {count} ways of writing are found as things stand"
    return f"customers are lost under {missed} of {count} ways of writing, as things stand"


def _head(report: Report) -> list[str]:
    fuzzed = report.fuzzed
    others = f" and {len(fuzzed.numbers) - 1} more" if fuzzed.numbers[1:] else ""
    told = [
        f"chatbot '{report.masked(report.flow)}': {fuzzed.numbers[0]}{others}, written into {fuzzed.field} of the lead"
    ]
    told += [f"it asks: {query}" for query in queries(report)]
    told += [f"as is: {one.name} = {one.default}; columns: {', '.join(one.choices[1:])}" for one in fuzzed.varied]
    return told + [f"as you say: {name} = {choice}" for name, choice in said(fuzzed).items()]


def _titles(fuzzed: Fuzzed) -> list[str]:
    others = [f"{assumption.name} = {choice}" for assumption, choice, _ in fuzzed.alternatives()]
    return ["family", "in Zoho", "as is", *others]


def _row(fuzzed: Fuzzed, family: Family) -> list[str]:
    of = len(family.tried)
    combinations = [fuzzed.in_force, *(under for _, _, under in fuzzed.alternatives())]
    return [
        family.name,
        visible(family.tried[0].phone.written),
        *(cell(family.found(under), of) for under in combinations),
    ]


def _missed(ending: Ending, families: list[str], fuzzed: Fuzzed) -> str:
    """`A customer who is missed: nobody has the chat; the chatbot says 'Welcome'`"""
    every = len(families) == len(fuzzed.missed())
    whose = "" if every else f" ({', '.join(families)})"
    has = f"{ending.assignee or 'nobody'} has the chat"
    run = {"failed": "the run fails", "not started": "no chatbot starts"}.get(ending.outcome, "")
    says = f"the chatbot says {'; '.join(map(repr, ending.messages)) or 'nothing'}"
    return "; ".join(part for part in (f"A customer who is missed{whose}: {has}", run, says) if part)


def _escaped(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")

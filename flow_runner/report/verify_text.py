"""What was verified, as text: a table by API, then what was settled and how to adopt it, then what differs."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING, Any

from emulator.kernel.words import counted
from flow_runner.report.verify import Result, Verified, differing, told
from flow_runner.verify.check import Check
from flow_runner.verify.observation import Settles
from flow_runner.verify.suite import UNASKED, UNOBSERVABLE

if TYPE_CHECKING:
    from rich.console import Console

APIS = {"wati": "Wati", "zoho": "Zoho"}
LOOKS: dict[Result, tuple[str, str]] = {
    "same": ("same", "green"),
    "settled": ("settled", "green"),
    "settled_otherwise": ("settled", "yellow"),
    "differs": ("differs", "bold red"),
    "skipped": ("skipped", "dim"),
    "no_answer": ("no answer", "bold red"),
}


def print_text(console: Console, verified: Verified) -> None:
    for api, group in groupby(sorted(verified.verdicts, key=lambda one: one.check.name), key=lambda one: one.check.api):
        _table(
            console, APIS[api], [(LOOKS[verified.result(one)], one.check.name, told(verified, one)) for one in group]
        )
    _print_settled(console, verified)
    _print_differs(console, verified)
    console.print(_summary(verified), soft_wrap=True)


def print_checks(console: Console, checks: Iterable[Check]) -> None:
    """Every check: what is believed, how sure that is, what it looks at and needs."""
    from rich.text import Text

    for one in checks:
        console.print(Text.assemble((one.name, "bold"), f": {one.believed}"), soft_wrap=True)
        console.print(Text(f"    {one.evidence}: {one.source}", "dim"), soft_wrap=True)
        needs = [f"needs {', '.join(sorted(one.needs))}"] if one.needs else []
        settles = [f"settles {one.settles.name} ({' or '.join(one.settles.choices)})"] if one.settles else []
        looks = [f"looks at {', '.join(one.operations)}"] if one.operations else []
        console.print(Text(f"    {'; '.join([*looks, *settles, *needs])}", "dim"), soft_wrap=True)
    console.print()
    console.print("No check:")
    for name, why in {**UNASKED, **UNOBSERVABLE}.items():
        console.print(f"    {name}: {why}", soft_wrap=True)


def _table(console: Console, title: str, rows: list[tuple[tuple[str, str], str, str]]) -> None:
    from rich.text import Text

    width = max(len(name) for _, name, _ in rows)
    console.print(Text(title, "bold"))
    for (word, style), name, text in rows:
        console.print(Text.assemble("  ", (f"{word:<9}", style), f"  {name:<{width}}  ", text), soft_wrap=True)
    console.print()


def _print_settled(console: Console, verified: Verified) -> None:
    from rich.text import Text

    found = [one for one in verified.verdicts if isinstance(one.observation, Settles)]
    if not found:
        return
    console.print(Text("Settled", "bold"))
    adopt: dict[str, str] = {}
    for one in found:
        seen: Any = one.observation
        name, assumed = seen.assumption.name, verified.assumed[seen.assumption.name]
        other = verified.otherwise(one)
        style, but = ("yellow", f": the sandbox assumes {assumed}") if other else ("", ", as assumed")
        console.print(Text.assemble((f"  {name} = {seen.choice}", style), but), soft_wrap=True)
        console.print(Text(f"      seen: {verified.hide(seen.found)}", "dim"), soft_wrap=True)
        if other:
            adopt[name] = seen.choice
            console.print(Text(f"      adopt it: --assume {name}={seen.choice}"), soft_wrap=True)
    if adopt:
        lines = ", ".join(f"{name}: {choice}" for name, choice in adopt.items())
        console.print(f"  or for good, in world.yaml: assumptions: {{ {lines} }}", soft_wrap=True)
    console.print()


def _print_differs(console: Console, verified: Verified) -> None:
    from rich.text import Text

    found = list(differing(verified))
    if not found:
        return
    console.print(Text("Differs", "bold"))
    for one in found:
        times = f" and {counted(one['times'] - 1, 'more place')}" if one["times"] > 1 else ""
        place = f", at {one['pointer']}{times}" if one["pointer"] else ""
        head = f"a reply of {one['operation']}{place}" if one["operation"] else one["check"]
        console.print(Text(f"  {head}", "red"), soft_wrap=True)
        console.print(Text(f"      expected {one['expected']}"), soft_wrap=True)
        console.print(Text(f"      found    {one['found']}"), soft_wrap=True)
    console.print()


def _summary(verified: Verified) -> str:
    counts = verified.counts()
    otherwise = counts["settled_otherwise"]
    settled = counts["settled"] + otherwise
    told = [
        f"{counts['same']} the same" if counts["same"] else "",
        f"{settled} settled{f' ({otherwise} otherwise than assumed)' if otherwise else ''}" if settled else "",
        counted(counts["differs"], "differs", "differ") if counts["differs"] else "",
        f"{counts['skipped']} skipped" if counts["skipped"] else "",
        f"{counts['no_answer']} without an answer" if counts["no_answer"] else "",
    ]
    broken = sum(len(one.breaches) for one in verified.verdicts)
    contracts = f"; replies break their contract at {counted(broken, 'place')}" if broken else ""
    return f"{counted(len(verified.verdicts), 'check')}: {', '.join(one for one in told if one)}{contracts}"

"""What was explored of a chatbot, as people read it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from rich.console import Console
from rich.text import Text

from emulator.kernel.words import counted
from flow_runner.explore.find import MEANING, Find
from flow_runner.inspection.tally import MEASURES
from flow_runner.report.explore import Report

STYLES = {"runaway-loop": "bold red", "flow-failed": "bold red", "silent-dead-end": "red", "left-alone": "yellow"}
MISSED = {"nodes": "never reached", "exits": "never taken", "statuses": "never met"}
MOST_MOVES = 12
MOST_MISSED = 30
LONGEST_ROUND = 8  # moves that are looked for again behind themselves


def print_text(console: Console, report: Report) -> None:
    """How far it came, every find with the way that leads to it, and what no way came to."""
    name = f"  flow '{report.shown(report.flow.name)}'  version {report.flow.version}"
    console.print(Text.assemble((report.file, "bold"), (name, "dim")), soft_wrap=True)
    left = f"stopped by {report.stopped}, {report.left} not walked yet" if report.stopped else "nothing is left to try"
    console.print(Text(f"  {counted(report.paths, 'way')} walked: {left}"), soft_wrap=True)
    scores = [(measure, report.score(measure)) for measure in MEASURES]
    come = ", ".join(f"{score.covered} of {score.declared} {measure}" for measure, score in scores)
    console.print(Text(f"  {come}, of those that something leads to"), soft_wrap=True)
    console.print()
    for fault, group in groupby(report.finds, key=lambda one: one.fault):
        console.print(Text.assemble((fault, STYLES.get(fault, "yellow")), f"  {MEANING[fault]}"), soft_wrap=True)
        for one in group:
            _print_find(console, report, one)
        console.print()
    if not report.finds:
        told = "nothing is wrong so far" if report.stopped else "nothing is wrong on any of them"
        console.print(Text(told, "green"))
    _print_missed(console, report)


def _print_find(console: Console, report: Report, find: Find) -> None:
    node = report.flow.titled(find.node) if find.node in report.flow.types else find.node
    console.print(Text.assemble("  ", (node, "bold"), f": {report.shown(find.told)}"), soft_wrap=True)
    if find.assumes:
        console.print(Text(f"      assumes: {', '.join(find.assumes)}", "dim"), soft_wrap=True)
    way = folded(report.way(find))
    skipped = [f"… {len(way) - MOST_MOVES} more"] if len(way) > MOST_MOVES else []
    console.print(Text(f"      way: {' · '.join([*skipped, *way[-MOST_MOVES:]])}", "dim"), soft_wrap=True)


def folded(way: Sequence[str]) -> list[str]:
    """The same, with what is done again and again told once: `says 'hi' 3 times`, `(a · b) 50 times`."""
    found, place = [], 0
    while place < len(way):
        length, times = max(((one, _times(way, place, one)) for one in range(1, LONGEST_ROUND + 1)), key=_covered)
        unit = " · ".join(way[place : place + length])
        if times > 1:
            found.append(f"{unit if length == 1 else f'({unit})'} {times} times")
        else:
            length, times = 1, 1
            found.append(way[place])
        place += length * times
    return found


def _times(way: Sequence[str], place: int, length: int) -> int:
    """How often what stands at a place stands there, one behind the other."""
    unit, times = way[place : place + length], 1
    while len(unit) == length and way[place + times * length : place + (times + 1) * length] == unit:
        times += 1
    return times


def _covered(round_of: tuple[int, int]) -> tuple[int, int]:
    """How much a round that is gone so often covers; of two that cover the same the shorter one is better."""
    length, times = round_of
    return (length * times if times > 1 else 0), -length


def _print_missed(console: Console, report: Report) -> None:
    """Exits and statuses of nodes that were never reached themselves are only counted."""
    reached = {point.node for point in report.coverage.counts if point.measure == "nodes"}
    for measure in MEASURES:
        missed = report.missed(measure)
        listed = [point for point in missed if measure == "nodes" or point.node in reached]
        if missed:
            console.print(Text(f"{MISSED[measure]}, though something leads there:"), soft_wrap=True)
        for point in listed[:MOST_MISSED]:
            label = f" > {point.name or 'its exit'}" if measure != "nodes" else ""
            why = report.why(point)
            told = (f"  {report.flow.titled(point.node)}{label}", (f": {why}" if why else "", "dim"))
            console.print(Text.assemble(*told), soft_wrap=True)
        if len(listed) > MOST_MISSED:
            console.print(Text(f"  and {len(listed) - MOST_MISSED} more", "dim"))
        if len(missed) > len(listed):
            console.print(Text(f"  {len(missed) - len(listed)} of nodes that were never reached", "dim"))

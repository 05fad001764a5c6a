"""`python -m tests.bench [--only NAME …] [--json FILE] [--strict]`: the figures against their floors, as one table."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from tests.bench import conversation, coverage, engine, exploring, large_flow, leads, over_socket, scenarios, startup
from tests.bench.measure import Figure

BENCHMARKS: dict[str, Callable[[], Iterator[Figure]]] = {
    "straight": conversation.straight,
    "refresh": conversation.refresh,
    "engine": engine.alone,
    "socket": over_socket.search,
    "large": large_flow.figures,
    "coverage": coverage.figures,
    "scenarios": scenarios.figures,
    "exploring": exploring.figures,
    "leads": leads.figures,
    "startup": startup.start,
}
HEAD = ("name", "figure", "floor", "ratio", "target", "met?")


@click.command()
@click.option("--only", multiple=True, type=click.Choice(list(BENCHMARKS)), help="Repeat for more. [default: all]")
@click.option("--json", "file", type=click.Path(path_type=Path), help="Write the figures to this file too.")
@click.option("--strict", is_flag=True, help="Exit with 1 where a target is missed.")
def main(only: tuple[str, ...], file: Path | None, strict: bool) -> None:
    """Measure, each figure in turns with its floor. c is the cost of one Flask test_client GET of a constant body."""
    figures: list[Figure] = []
    for number, name in enumerate(only or BENCHMARKS, 1):
        click.echo(f"[{number}/{len(only or BENCHMARKS)}] {name} …", err=True)
        for figure in BENCHMARKS[name]():
            click.echo(f"      {figure.name}: {figure.figure}, ratio {figure.ratio:.2f}", err=True)
            figures.append(figure)
    click.echo(_table([HEAD, *(figure.cells() for figure in figures)]))
    if file is not None:
        file.write_text(json.dumps([figure.to_json() for figure in figures], indent=2) + "\n", encoding="utf-8")
    sys.exit(1 if strict and any(figure.met is False for figure in figures) else 0)


def _table(rows: list[tuple[str, ...]]) -> str:
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if column in (1, 3) else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


if __name__ == "__main__":
    main()

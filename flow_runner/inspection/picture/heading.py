"""What stands above the flow: its name, how much is covered, and what the signs mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from emulator.kernel.words import counted
from flow_runner.engine import Flow
from flow_runner.inspection.coverage import Coverage
from flow_runner.inspection.picture.card import Card
from flow_runner.inspection.picture.marks import Marks
from flow_runner.inspection.picture.text import cut, width_of, xml
from flow_runner.inspection.tally import MEASURES

PAGE = 1300.0  # a picture of this width is looked at as it is; the heading of a wider one grows with it
MAX_GROWTH = 8.0
LEFT = 60
NAME_WIDTH, NOTE_WIDTH = 700, 1100  # at a size of 12
SAMPLE = 34


class Heading(NamedTuple):
    """`told` is what the picture is, in a sentence for those who do not see it."""

    svg: str
    told: str
    width: float
    height: float


def heading(
    flow: Flow,
    cards: Iterable[Card],
    coverage: Coverage | None,
    marks: Marks,
    name: str,
    notes: Sequence[str],
    wide: float,
) -> Heading:
    """`wide` is the width of what stands below."""
    counts = counted(len(flow.nodes), "node")
    scores = _scores(coverage)
    lines = [cut(line, NOTE_WIDTH) for line in (" · ".join(scores) or counts, *notes)]
    signs = _signs(cards, coverage, marks)
    name = cut(name, NAME_WIDTH)
    growth = min(max(wide / PAGE, 1.0), MAX_GROWTH)
    parts = [f'<text class="title" x="0" y="24">{xml(name)}</text>']
    y = 24
    for line in lines:
        y += 21
        parts.append(f'<text class="soft" x="0" y="{y}">{xml(line)}</text>')
    x, y = 0.0, y + 30
    for sample, label in signs:
        parts.append(
            f'<g transform="translate({x:.0f} {y})">{sample}<text x="{SAMPLE + 8}" y="4">{xml(label)}</text></g>'
        )
        x += SAMPLE + 8 + width_of(label) + 24
    longest = max(x, width_of(name) * 22 / 12, *(width_of(line) for line in lines))
    svg = f'<g class="heading" transform="translate({LEFT} 30) scale({growth:.2f})">{"".join(parts)}</g>'
    told = f"Chatbot '{name}': {', '.join(scores) + ' covered' if scores else counts}"
    return Heading(svg, told, longest * growth, 30 + (y + 12) * growth)


def _scores(coverage: Coverage | None) -> list[str]:
    if coverage is None:
        return []
    scores = {measure: coverage.score(measure) for measure in MEASURES}
    return [f"{s.covered} of {s.declared} {measure} ({s.percent:.1f}%)" for measure, s in scores.items() if s.declared]


def _signs(cards: Iterable[Card], coverage: Coverage | None, marks: Marks) -> list[tuple[str, str]]:
    """(sample, meaning) of the signs that occur."""
    found: list[tuple[str, str]] = []
    if coverage is not None:
        only = any(coverage.only_failed(measure) for measure in MEASURES)
        found.append((_line("covered"), "taken"))
        found += [(_line("failed"), "only in scenarios that failed")] if only else []
        found += [(_line("missed"), "never taken (dimmed: never reached)")]
    if marks.steps:
        found.append((_line("walk"), "the last path, step by step"))
    if any(row.dead for card in cards for row in card.rows):
        cross = (
            f'<path class="stub" d="M0 0H{SAMPLE - 10}"/><path class="dead" d="M{SAMPLE - 10} -5l10 10m0 -10l-10 10"/>'
        )
        found.append((cross, "leads nowhere"))
    return found


def _line(kind: str) -> str:
    return f'<path class="edge {kind}" d="M0 0H{SAMPLE}" marker-end="url(#head:{kind})"/>'

"""A card as SVG."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from flow_runner.inspection.picture.card import HEAD, LINE, MAX_ROWS, PAD, ROW, SIDE, WIDTH, Card, Row
from flow_runner.inspection.picture.layered import Place
from flow_runner.inspection.picture.marks import Marks
from flow_runner.inspection.picture.text import cut, width_of, xml

_PLAIN_ID = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)
MAX_STEPS = 5


def card_svg(card: Card, number: int, place: Place, starts: bool, marks: Marks) -> str:
    """`number` counts the nodes; it stands for an id that is not fit to be one."""
    mark = marks.of("nodes", card.node)
    classes = ["card", card.kind]
    classes += ["unreached"] if mark == "missed" else ["failed"] if mark == "failed" else []
    classes += ["walked"] if card.node in marks.steps else []
    key = card.node if _PLAIN_ID.fullmatch(card.node) else f"node:{number}"
    x, y = place
    parts = [
        f'<g class="{" ".join(classes)}" id="{key}" data-node="{xml(card.node)}" '
        f'transform="translate({x:.0f} {y:.0f})">',
        f"<title>{xml(_told(card, marks))}</title>",
        f'<rect width="{WIDTH}" height="{card.height:.0f}" rx="9"/>',
        f'<path class="head" d="M1 {HEAD}V9Q1 1 9 1H{WIDTH - 9}Q{WIDTH - 1} 1 {WIDTH - 1} 9V{HEAD}z"/>',
        *_head(card),
        *(
            f'<text x="{SIDE}" y="{HEAD + PAD + LINE * (line + 0.75):.0f}">{xml(text)}</text>'
            for line, text in enumerate(card.lines)
        ),
        *_rows(card, marks),
        *_chips(card, marks),
        *(_start() if starts else ()),
        *_steps(marks.steps.get(card.node, ())),
        "</g>",
    ]
    return "".join(parts)


def _told(card: Card, marks: Marks) -> str:
    reached = marks.told("nodes", card.node)
    lines = [f"{card.node} ({card.type})", f"reached {reached}" if reached else "", card.told]
    return "\n".join(line for line in lines if line)


def _head(card: Card) -> Iterator[str]:
    kind = cut(card.type, 175)
    yield f'<text class="type" x="{SIDE}" y="20">{xml(kind)}</text>'
    room = WIDTH - 3 * SIDE - width_of(kind) * 1.06
    if room > 20:
        yield f'<text class="tail" x="{WIDTH - SIDE}" y="20">{xml(cut(card.tail, room))}</text>'


def _rows(card: Card, marks: Marks) -> Iterator[str]:
    for number, row in enumerate(card.rows):
        if card.listed and number <= MAX_ROWS:
            more = len(card.rows) - MAX_ROWS
            label = f"… {more} more" if number == MAX_ROWS and more > 1 else row.label or row.exit
            times = marks.times("exits", card.node, row.exit)
            count = f'<text class="count" x="{WIDTH - 13}" y="{row.y + 4:.0f}">{times}×</text>' if times else ""
            yield f'<path class="line" d="M1 {row.y - ROW / 2:.1f}H{WIDTH - 1}"/>'
            yield f'<text x="{SIDE}" y="{row.y + 4:.0f}">{xml(cut(label, WIDTH - 4 * SIDE))}</text>{count}'
        yield _port(card, row, marks)


def _port(card: Card, row: Row, marks: Marks) -> str:
    """Where the line of an exit begins; where it leads nowhere, a stub with a cross."""
    mark = marks.of("exits", card.node, row.exit)
    if not row.target and not row.dead:
        return ""
    dot = f'<circle class="port" cx="{WIDTH}" cy="{row.y:.1f}" r="4.5"/>'
    if row.dead:
        x, y = WIDTH + 24, row.y
        dot = (
            f'<path class="stub {mark}" d="M{WIDTH} {y:.1f}H{x - 6}"/>'
            f'<path class="dead" d="M{x - 5} {y - 5:.1f}l10 10m0 -10l-10 10"/>{dot}'
        )
    return f'<g class="{mark}">{dot}</g>'


def _chips(card: Card, marks: Marks) -> Iterator[str]:
    for chip in card.chips:
        mark = marks.of("statuses", card.node, chip.reply)
        told = f"{chip.reply}: {marks.told('statuses', card.node, chip.reply)}"
        yield (
            f'<g class="chip {mark}"><title>{xml(told)}</title>'
            f'<rect x="{chip.x:.0f}" y="{chip.y:.0f}" width="{chip.width:.0f}" height="17" rx="8.5"/>'
            f'<text x="{chip.x + chip.width / 2:.0f}" y="{chip.y + 12:.0f}">{xml(chip.reply)}</text></g>'
        )


def _start() -> Iterator[str]:
    yield (
        '<g class="start"><rect x="0" y="-25" width="60" height="19" rx="9.5"/>'
        '<path d="M11 -20.5v10l8 -5z"/><text x="36" y="-11.5">start</text></g>'
    )


def _steps(numbers: Sequence[int]) -> Iterator[str]:
    """The numbers of the way, above the card; the last few of many."""
    if not numbers:
        return
    shown = [str(number) for number in numbers[-MAX_STEPS:]]
    text = " · ".join(["…", *shown] if len(numbers) > MAX_STEPS else shown)
    width = max(width_of(text) * 0.95 + 14, 22)
    yield (
        f'<g class="step"><rect x="{WIDTH - width:.0f}" y="-26" width="{width:.0f}" height="20" rx="10"/>'
        f'<text x="{WIDTH - width / 2:.0f}" y="-12">{text}</text></g>'
    )

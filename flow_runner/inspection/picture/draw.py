"""A flow as SVG: one text, with nothing in it that runs or is fetched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from emulator.kernel.secret import masker
from flow_runner.engine import Flow
from flow_runner.inspection.coverage import Coverage
from flow_runner.inspection.picture.card import WIDTH, Card, Row, cards
from flow_runner.inspection.picture.card_svg import card_svg
from flow_runner.inspection.picture.heading import LEFT, heading
from flow_runner.inspection.picture.layered import Place
from flow_runner.inspection.picture.layout import places
from flow_runner.inspection.picture.marks import Marks
from flow_runner.inspection.picture.route import Router
from flow_runner.inspection.picture.style import css
from flow_runner.inspection.picture.text import xml
from flow_runner.inspection.secret import secrets_of
from flow_runner.inspection.walk import Visit

MARGIN = 70.0
KINDS = ("plain", "missed", "failed", "covered", "walk")
"""Of lines; later ones lie on top."""


def draw(
    flow: Flow,
    coverage: Coverage | None = None,
    walk: Sequence[Visit] = (),
    left_out: int = 0,
    notes: Sequence[str] = (),
) -> str:
    """The flow at its own positions. With a coverage, what was missed is dashed and dimmed; `walk` is highlighted and
    numbered, from `left_out` + 1 on. `notes` stand below the name.
    """
    masked = masker(secrets_of(flow.document))
    drawn = cards(flow, masked)
    marks = Marks(flow, coverage, walk, left_out)
    at = places(flow, drawn)
    right = max(x for x, _ in at.values()) + WIDTH
    head = heading(flow, drawn.values(), coverage, marks, masked(flow.name), [masked(note) for note in notes], right)
    at = {node: (x + LEFT, y + head.height + MARGIN) for node, (x, y) in at.items()}
    bottom = max(at[node][1] + card.height for node, card in drawn.items())
    size = f"{max(right, head.width) + 2 * LEFT:.0f}", f"{bottom + MARGIN:.0f}"
    told = xml(head.told)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size[0]}" height="{size[1]}" '
        f'viewBox="0 0 {size[0]} {size[1]}" role="img" aria-label="{told}">',
        f"<title>{told}</title>",
        f"<style>\n{css()}\n</style>",
        f"<defs>{''.join(_arrow_head(kind) for kind in KINDS)}</defs>",
        f'<rect class="page" width="{size[0]}" height="{size[1]}"/>',
        head.svg,
        *_lines(drawn, at, marks),
        *(
            card_svg(card, number, at[node], flow.start == node, marks)
            for number, (node, card) in enumerate(drawn.items())
        ),
        "</svg>\n",
    ]
    return "\n".join(parts)


def _arrow_head(kind: str) -> str:
    size = 13 if kind == "walk" else 10
    return (
        f'<marker id="head:{kind}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="{size}" markerHeight="{size}" '
        f'markerUnits="userSpaceOnUse" orient="auto"><path class="head-{kind}" d="M0 0L10 5L0 10z"/></marker>'
    )


def _lines(cards: Mapping[str, Card], at: Mapping[str, Place], marks: Marks) -> Iterator[str]:
    """The exits that lead somewhere, those that matter most on top."""
    router = Router(at, cards)
    found: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for node, card in cards.items():
        for number, row in enumerate(card.rows):
            if row.target:
                kind = "walk" if (node, row.exit) in marks.taken else marks.of("exits", node, row.exit)
                d = router.path(at[node], row, number, at[row.target])
                found[kind].append(
                    f"<g><title>{xml(_told(node, row, marks))}</title>"
                    f'<path class="edge {kind}" d="{d}" marker-end="url(#head:{kind})"/></g>'
                )
    for lines in found.values():
        yield from lines


def _told(node: str, row: Row, marks: Marks) -> str:
    label = f" > '{row.label}'" if row.label else ""
    times, steps = marks.told("exits", node, row.exit), marks.taken.get((node, row.exit), ())
    lines = [f"{node}{label} → {row.target}", f"taken {times}" if times else ""]
    lines += [f"step {', '.join(map(str, steps[:20]))}"] if steps else []
    return "\n".join(line for line in lines if line)

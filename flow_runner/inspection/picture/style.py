"""The colours of a picture, light and dark. They stand in rules, not in variables: viewers without variables show them
too, in light.
"""

from __future__ import annotations

FONT = "system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','Noto Sans CJK SC','Helvetica Neue',Arial,sans-serif"
MONO = "ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace"

RULES = f"""\
text{{font-family:{FONT};font-size:12px}}
.tail{{font-family:{MONO};font-size:11px;text-anchor:end}}
.type{{font-weight:600}}
.count,.chip text,.step text,.start text{{font-size:10.5px}}
.count{{text-anchor:end}}
.chip text,.step text,.start text{{text-anchor:middle}}
.step text,.start text{{font-weight:700}}
.title{{font-size:22px;font-weight:700}}
.card>rect{{stroke-width:1.2}}
.edge,.stub{{fill:none;stroke-width:1.8}}
.edge.missed,.stub.missed{{stroke-dasharray:6 5;stroke-width:1.6}}
.edge.walk{{stroke-width:4}}
.walked>rect{{stroke-width:3}}
.chip rect{{stroke-width:1}}
.chip.missed rect{{stroke-dasharray:3 2}}
.port{{stroke-width:1.8}}
.unreached{{opacity:.5}}"""

COLOURS: dict[str, tuple[str, str]] = {  # selector and property: light, dark
    ".page fill": ("#f6f7f9", "#14171c"),
    "text fill": ("#1c2430", "#e6e9ef"),
    ".soft,.tail,.count fill": ("#647084", "#97a2b4"),
    ".card>rect fill": ("#ffffff", "#1f242c"),
    ".card>rect stroke": ("#c6cdd8", "#3b4452"),
    ".line stroke": ("#e6e9ee", "#2d343f"),
    ".asks .head fill": ("#dff1ea", "#1d3b33"),
    ".calls .head fill": ("#e8e4fb", "#2f2a50"),
    ".decides .head fill": ("#fdf0d3", "#43371a"),
    ".hands-over .head fill": ("#fbe3e6", "#472a31"),
    ".does .head fill": ("#e2ecfa", "#22334d"),
    ".edge,.stub,.port stroke": ("#5b6b82", "#8b99ad"),
    ".port fill": ("#ffffff", "#1f242c"),
    ".edge.missed,.stub.missed,.missed>.port stroke": ("#98a2b1", "#677283"),
    ".edge.covered,.stub.covered,.covered>.port stroke": ("#2b8057", "#4fb384"),
    ".covered>.port,.head-covered fill": ("#2b8057", "#4fb384"),
    ".edge.failed,.stub.failed,.failed>.port stroke": ("#b7791f", "#dfa53f"),
    ".failed>.port,.head-failed fill": ("#b7791f", "#dfa53f"),
    ".edge.walk stroke": ("#d6246e", "#ff5c9e"),
    ".step rect,.head-walk fill": ("#d6246e", "#e0357d"),
    ".card.failed>rect stroke": ("#b7791f", "#dfa53f"),
    ".card.walked>rect stroke": ("#d6246e", "#ff5c9e"),
    ".step text,.start text fill": ("#ffffff", "#ffffff"),
    ".start rect fill": ("#2f5fb3", "#3f74d1"),
    ".start path fill": ("#ffffff", "#ffffff"),
    ".head-plain fill": ("#5b6b82", "#8b99ad"),
    ".head-missed fill": ("#98a2b1", "#677283"),
    ".dead stroke": ("#c43d3d", "#f07171"),
    ".chip rect fill": ("#ffffff", "#1f242c"),
    ".chip rect stroke": ("#98a2b1", "#677283"),
    ".chip.covered rect fill": ("#d9efe3", "#1d3b2e"),
    ".chip.covered rect stroke": ("#2b8057", "#4fb384"),
    ".chip.failed rect fill": ("#fbefd6", "#43371a"),
    ".chip.failed rect stroke": ("#b7791f", "#dfa53f"),
}


def css() -> str:
    """The content of the picture's style element."""
    light, dark = (_rules(number) for number in (0, 1))
    return f"{RULES}\n{light}\n@media (prefers-color-scheme:dark){{\n{dark}\n}}"


def _rules(number: int) -> str:
    rules = []
    for key, colours in COLOURS.items():
        selector, _, name = key.rpartition(" ")
        rules.append(f"{selector}{{{name}:{colours[number]}}}")
    return "\n".join(rules)

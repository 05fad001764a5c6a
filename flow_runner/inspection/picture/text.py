"""Texts of exports in a picture: whatever they hold, they are letters, and broken to a width."""

from __future__ import annotations

import re
from unicodedata import east_asian_width
from xml.sax.saxutils import escape

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # in XML 1.0, or half a character
_ENTITIES = {'"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
_PIECE = re.compile(r"\s+|[\u2e80-\u9fff\uac00-\ud7af\uff00-\uffef]|[^\s\u2e80-\u9fff\uac00-\ud7af\uff00-\uffef]+")
_WIDTHS = {
    letter: width
    for width, letters in ((4.2, " !'(),-./:;IJ[\\]fijlrt|"), (8.9, "ABCDGHKNOQRUVXZ"), (10.4, "#%&+<=>@MWmw~"))
    for letter in letters
}


def xml(text: str) -> str:
    """As the content of an element or attribute; what XML cannot hold is shown as a replacement character."""
    return escape(_ILLEGAL.sub("\ufffd", text), _ENTITIES)


def width_of(text: str) -> float:
    """In pixels, at a size of 12 in a wide common font; most are narrower."""
    return sum(_WIDTHS.get(letter) or (13.0 if east_asian_width(letter) in "WF" else 7.6) for letter in text)


def cut(text: str, width: float) -> str:
    """As much of one line as fits, with an ellipsis where that is not all."""
    fitting = _fitting(text, width)
    return text if fitting == len(text) else text[: _fitting(text, width - 1)].rstrip() + "…"


def _fitting(text: str, width: float) -> int:
    """How many letters fit."""
    for number, letter in enumerate(text):
        width -= width_of(letter)
        if width < 0:
            return number
    return len(text)


def wrapped(text: str, width: float, most: int) -> list[str]:
    """The first lines of a text, broken between words, or between any two letters of a script without blanks."""
    lines: list[str] = []
    for paragraph in text[: int(width) * (most + 1)].splitlines():
        lines += _broken(paragraph.strip(), width)
        if len(lines) > most:
            whole = cut(f"{lines[most - 1]} {lines[most]}", width)
            return [*lines[: most - 1], whole if whole.endswith("…") else f"{lines[most - 1]} …"]
    return lines


def _broken(paragraph: str, width: float) -> list[str]:
    lines: list[str] = []
    line, used = "", 0.0
    for piece in _PIECE.findall(paragraph):
        long = width_of(piece)
        while used + long > width:
            if used and long <= width / 2:
                lines.append(line.rstrip())
            else:  # an address, as a rule
                fitting = _fitting(piece, width - used) or (0 if used else 1)
                lines.append((line + piece[:fitting]).rstrip())
                piece = piece[fitting:]
                long = width_of(piece)
            line, used = "", 0.0
        if line or not piece.isspace():
            line, used = line + piece, used + long
    return [*lines, line.rstrip()] if line else lines

"""Two texts as one, with the words that went and those that came in their places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from rich.text import Text

MAX_WORDS = 200  # of either text, without what both begin and end with; more are not held against each other
MIN_ALIKE = 0.3  # of two texts that have less in common, the one replaces the other
CONTEXT = 24  # characters that are kept of what is the same beside a difference
MAX_PIECE = 240  # characters that are kept of a difference
_WORD = re.compile(r"\{\{[^{}]*\}\}|@\w+|\w+(?:[.-]\w+)*|[^\w\s]|\s+")
Kind = Literal["same", "removed", "added"]
STYLES: dict[Kind, str] = {"same": "", "removed": "red", "added": "green"}
MARKS: dict[Kind, tuple[str, str]] = {"same": ("", ""), "removed": ("[-", "-]"), "added": ("{+", "+}")}


class Piece(NamedTuple):
    """A part of the text before (`removed`), after (`added`) or of both (`same`)."""

    kind: Kind
    text: str


def marked(before: str, after: str) -> Text:
    """Both as one text, `[-old-]{+new+}` in it, as git has it; `+` or `-` in front of it where there is only one."""
    if not before or not after:
        mark, style = ("+", "green") if after else ("-", "red")
        return Text(f"{mark} {before or after}", style)
    text = Text()
    for kind, piece in word_diff(before, after):
        opened, closed = MARKS[kind]
        text.append(f"{opened}{piece}{closed}", STYLES[kind])
    return text


def hanging(head: str, body: Text) -> list[Text]:
    """A text behind its heading, with every line of it below the first."""
    first, *others = body.split("\n", allow_blank=True) or [Text()]
    return [Text(head) + first, *(Text(" " * len(head)) + line for line in others)]


def word_diff(before: str, after: str) -> list[Piece]:
    """The pieces in order, without the middle of those that are long."""
    ones, others = _WORD.findall(before), _WORD.findall(after)
    head = _common(ones, others)
    tail = _common(ones[head:][::-1], others[head:][::-1])
    left, right = ones[head : len(ones) - tail], others[head : len(others) - tail]
    pieces = [
        Piece("same", "".join(ones[:head])),
        *_pieces(left, right),
        Piece("same", "".join(ones[len(ones) - tail :])),
    ]
    last = len(pieces) - 1
    return [_cut(piece, number > 0, number < last) for number, piece in enumerate(pieces) if piece.text]


def _pieces(ones: list[str], others: list[str]) -> Iterator[Piece]:
    matcher = SequenceMatcher(None, ones, others, autojunk=False)
    if max(len(ones), len(others)) > MAX_WORDS or matcher.ratio() < MIN_ALIKE:
        yield from (Piece("removed", "".join(ones)), Piece("added", "".join(others)))
        return
    old = new = ""
    for tag, i, j, k, m in matcher.get_opcodes():
        one, other = "".join(ones[i:j]), "".join(others[k:m])
        if tag == "equal" and one.strip(" "):  # blanks alone are no ground between two differences
            yield from (Piece("removed", old), Piece("added", new), Piece("same", one))
            old = new = ""
        else:
            old, new = old + one, new + other
    yield from (Piece("removed", old), Piece("added", new))


def _common(ones: list[str], others: list[str]) -> int:
    """How many words both begin with."""
    number = 0
    for one, other in zip(ones, others, strict=False):
        if one != other:
            break
        number += 1
    return number


def _cut(piece: Piece, behind: bool, ahead: bool) -> Piece:
    """A piece without its middle, if it is long; `behind` and `ahead` say on which sides of it differences stand."""
    text = piece.text
    head, tail = (CONTEXT * behind, CONTEXT * ahead) if piece.kind == "same" else (MAX_PIECE // 2, MAX_PIECE // 2)
    if len(text) <= head + tail + CONTEXT:
        return piece
    return piece._replace(text=f"{text[:head]}…{text[len(text) - tail :]}")

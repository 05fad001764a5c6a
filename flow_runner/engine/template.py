"""One grammar for `{{attribute}}` and `@variable`: `references` for inspection, `render` at run time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

Escape = Callable[[str], str]

_MARK = re.compile(r"\{\{(?P<attribute>[^{}]+)\}\}|(?<![A-Za-z0-9_])@")
_LATIN = re.compile(r"[A-Za-z0-9_]*")
_WORD = re.compile(r"\w+")


class Reference(NamedTuple):
    """A placeholder in a text. `space` is `attribute` for `{{name}}` and `variable` for `@name`."""

    space: str
    name: str
    text: str


Lookup = Callable[[Reference], str | None]


class Grammar:
    """Placeholders as one flow understands them.

    Of `@names` the longest that the flow sets wins, blanks in names included; another `@word` is a reference to a
    variable that is never set. Behind a Latin letter or digit, as in an e-mail address, `@` is no reference.
    """

    __slots__ = ("_known", "_names")

    def __init__(self, variables: Iterable[str], texts: Iterable[str] = ()) -> None:
        """`texts` are those of the flow: they are taken apart here, once."""
        self._names: dict[str, tuple[list[int], set[str]]] = {}
        for name in set(variables):
            if name:
                self._names.setdefault(_run(name, 0), ([], set()))[1].add(name)
        for lengths, names in self._names.values():
            lengths += sorted({len(name) for name in names}, reverse=True)
        self._known = {text: self._split(text) for text in texts}

    def references(self, text: str) -> list[Reference]:
        return [piece for piece in self._pieces(text) if isinstance(piece, Reference)]

    def render(self, text: str, lookup: Lookup, escape: Escape | None = None) -> str:
        """The text with every placeholder replaced for which `lookup` has a value; the others stay as they are."""
        if "@" not in text and "{{" not in text:
            return text
        pieces = self._pieces(text)
        return "".join([piece if isinstance(piece, str) else _filled(piece, lookup, escape) for piece in pieces])

    def render_json(self, text: str, lookup: Lookup, escape: Escape) -> str:
        """As `render`, for the text of a JSON document: values are escaped only where they stand inside a string."""
        parts: list[str] = []
        inside = False
        for piece in self._pieces(text):
            if isinstance(piece, str):
                inside = _in_string(piece, inside)
                parts.append(piece)
            else:
                parts.append(_filled(piece, lookup, escape if inside else None))
        return "".join(parts)

    def _pieces(self, text: str) -> tuple[str | Reference, ...]:
        known = self._known.get(text)
        return self._split(text) if known is None else known

    def _split(self, text: str) -> tuple[str | Reference, ...]:
        """The plain pieces of a text and the placeholders between them."""
        pieces: list[str | Reference] = []
        end = start = 0
        while (match := _MARK.search(text, start)) is not None:
            start = match.end()
            reference = self._reference(text, match)
            if reference is None:
                continue
            if match.start() > end:
                pieces.append(text[end : match.start()])
            pieces.append(reference)
            end = start = match.start() + len(reference.text)
        if end < len(text):
            pieces.append(text[end:])
        return tuple(pieces)

    def _reference(self, text: str, match: re.Match[str]) -> Reference | None:
        """What begins at a mark. Names are looked up by the letters that they and the text begin with."""
        inside = match["attribute"]
        if inside is not None:
            return Reference("attribute", inside.strip() or inside[-1], match[0])
        begin = match.end()
        lengths, names = self._names.get(_run(text, begin), ((), ()))
        for length in lengths:
            name = text[begin : begin + length]
            if name in names and not _run(text, begin + length):
                return Reference("variable", name, f"@{name}")
        word = _WORD.match(text, begin)
        return Reference("variable", word[0], f"@{word[0]}") if word else None


def _run(text: str, begin: int) -> str:
    """The Latin letters, digits and `_` that a text has from here: no name of a variable ends among them."""
    found = _LATIN.match(text, begin)
    return found[0] if found else ""


def _filled(reference: Reference, lookup: Lookup, escape: Escape | None) -> str:
    value = lookup(reference)
    if value is None:
        return reference.text
    return value if escape is None else escape(value)


def _in_string(text: str, inside: bool) -> bool:
    """Whether the end of a piece of JSON is inside a string, given how it began."""
    escaped = False
    for char in text:
        if escaped:
            escaped = False
        elif char == "\\" and inside:
            escaped = True
        elif char == '"':
            inside = not inside
    return inside

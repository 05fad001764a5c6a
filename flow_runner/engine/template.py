"""One grammar for `{{attribute}}` and `@variable`: `references` for inspection, `render` at run time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

Escape = Callable[[str], str]


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

    __slots__ = ("_pattern",)

    def __init__(self, variables: Iterable[str]) -> None:
        known = "|".join(re.escape(name) for name in sorted(set(variables), key=len, reverse=True) if name)
        named = rf"(?P<known>{known})(?![A-Za-z0-9_])|" if known else ""
        self._pattern = re.compile(
            rf"\{{\{{\s*(?P<attribute>[^{{}}]+?)\s*\}}\}}|(?<![A-Za-z0-9_])@(?:{named}(?P<word>\w+))"
        )

    def references(self, text: str) -> Iterator[Reference]:
        for match in self._pattern.finditer(text):
            yield _reference(match)

    def render(self, text: str, lookup: Lookup, escape: Escape | None = None) -> str:
        """The text with every placeholder replaced for which `lookup` has a value; the others stay as they are."""
        if "@" not in text and "{{" not in text:
            return text

        def put(match: re.Match[str]) -> str:
            value = lookup(_reference(match))
            if value is None:
                return match[0]
            return value if escape is None else escape(value)

        return self._pattern.sub(put, text)

    def render_json(self, text: str, lookup: Lookup, escape: Escape) -> str:
        """As `render`, for the text of a JSON document: values are escaped only where they stand inside a string."""
        if "@" not in text and "{{" not in text:
            return text
        parts: list[str] = []
        end, inside = 0, False
        for match in self._pattern.finditer(text):
            before = text[end : match.start()]
            inside = _in_string(before, inside)
            value = lookup(_reference(match))
            put = match[0] if value is None else escape(value) if inside else value
            parts += before, put
            end = match.end()
        return "".join((*parts, text[end:]))


def _reference(match: re.Match[str]) -> Reference:
    group = match.lastgroup or "word"
    return Reference("attribute" if group == "attribute" else "variable", match[group], match[0])


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

"""Where in the text of an export something stands: JSON pointers to line numbers, by one scan of the text."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterable
from typing import Any

from flow_runner.engine.pointer import parts_of

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+', re.DOTALL)
Wanted = dict[str | None, Any]  # a tree of pointers: what is wanted below a key; None holds the pointer itself


def lines(text: str, pointers: Iterable[str]) -> dict[str, int]:
    """The line of each pointer, counted from 1: that of a member's key, or of an item's first character.

    Of a pointer to nothing it is the line of the nearest thing around it; of twins, that of the last, as JSON is read.
    """
    wanted: Wanted = {}
    for pointer in pointers:
        below = wanted
        for part in parts_of(pointer):
            below = below.setdefault(part, {})
        below[None] = pointer
    scan = _Scan(text)
    scan.value(wanted, 0)
    breaks = [found.start() for found in re.finditer("\n", text)]
    return {pointer: bisect_left(breaks, offset) + 1 for pointer, offset in scan.offsets.items()}


class _Scan:
    """One walk over the tokens of a text that is known to be JSON. What nobody wants is skipped by its brackets."""

    def __init__(self, text: str) -> None:
        self.tokens = _TOKEN.finditer(text, 1 if text.startswith("\ufeff") else 0)
        self.offsets: dict[str, int] = {}

    def value(self, wanted: Wanted, offset: int) -> None:
        """Read a value. `offset` is where it, or its key, begins."""
        self._note(wanted, offset)
        token = next(self.tokens, None)
        if token is not None and token[0] == "{":
            self._members(wanted)
        elif token is not None and token[0] == "[":
            self._items(wanted)

    def _members(self, wanted: Wanted) -> None:
        for token in self.tokens:
            if token[0] == "}":
                return
            if token[0] == ",":
                continue
            key = json.loads(token[0], strict=False) if "\\" in token[0] else token[0][1:-1]
            next(self.tokens, None)  # the colon
            if key in wanted:
                self.value(wanted[key], token.start())
            else:
                self._skip()

    def _items(self, wanted: Wanted) -> None:
        number = 0
        for token in self.tokens:
            if token[0] == "]":
                return
            if token[0] == ",":
                number += 1
                continue
            inside = wanted.get(str(number))
            if inside is not None:
                self._note(inside, token.start())
            if token[0] in "{[" and inside is None:
                self._close()
            elif token[0] == "{":
                self._members(inside or {})
            elif token[0] == "[":
                self._items(inside or {})

    def _skip(self) -> None:
        token = next(self.tokens, None)
        if token is not None and token[0] in "{[":
            self._close()

    def _close(self) -> None:
        """Go behind the bracket that closes the one just read."""
        depth = 1
        for token in self.tokens:
            first = token[0][0]
            if first in "{[":
                depth += 1
            elif first in "}]":
                depth -= 1
                if not depth:
                    return

    def _note(self, wanted: Wanted, offset: int) -> None:
        """Everything wanted in here is here, until it is found more precisely."""
        stack = [wanted]
        while stack:
            for key, inside in stack.pop().items():
                if key is None:
                    self.offsets[inside] = offset
                else:
                    stack.append(inside)

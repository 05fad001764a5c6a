"""A copy of an export in which something is mended."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from flow_runner.engine.pointer import at, parts_of


class Draft:
    """Changes by JSON pointers of the document as it was: what is dropped goes only at the end, so they stay right."""

    __slots__ = ("_document", "_dropped")

    def __init__(self, document: Any) -> None:
        self._document = deepcopy(document)
        self._dropped: set[str] = set()

    def put(self, pointer: str, value: Any) -> None:
        """Replace what is there. KeyError where there is nothing."""
        at(self._document, pointer)
        found = at(self._document, pointer.rpartition("/")[0])
        name = parts_of(pointer)[-1]
        found[int(name) if isinstance(found, list) else name] = value

    def append(self, pointer: str, value: Any) -> None:
        """Add an item to a list."""
        at(self._document, pointer).append(value)

    def drop(self, pointer: str) -> None:
        """Take an item out of its list. KeyError where there is none."""
        at(self._document, pointer)
        self._dropped.add(pointer)

    def finished(self) -> Any:
        """The document with all changes."""
        for pointer in sorted(self._dropped, key=lambda one: int(one.rpartition("/")[2]), reverse=True):
            holder, _, number = pointer.rpartition("/")
            del at(self._document, holder)[int(number)]
        self._dropped.clear()
        return self._document

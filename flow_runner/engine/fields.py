"""Reading an exported object tolerantly: a number may be a text and the other way round, and null is nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flow_runner.engine.pointer import below
from flow_runner.engine.problem import Problem


class Fields:
    """The fields of one JSON object, and its place for the problems that are found: `where` in words, `pointer` in
    the export, `node` the id of the node that it belongs to.
    """

    __slots__ = ("node", "pointer", "problems", "raw", "where")

    def __init__(
        self, raw: dict[str, Any], where: str, problems: list[Problem], pointer: str = "", node: str = ""
    ) -> None:
        self.raw = raw
        self.where = where
        self.problems = problems
        self.pointer = pointer
        self.node = node

    def text(self, name: str, default: str = "") -> str:
        value = self.raw.get(name)
        if value is None:
            return default
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, str | int | float):
            return str(value)
        self._odd(name, "a text")
        return default

    def enum(self, name: str, numbers: Mapping[str, str], default: str = "") -> str:
        """A name of the export; the internal API has `numbers` in their place."""
        found = self.text(name, default)
        return numbers.get(found, found)

    def number(self, name: str, default: int) -> int:
        value = self.raw.get(name)
        if value in (None, ""):
            return default
        try:
            return int(float(value))
        except (TypeError, ValueError, OverflowError):
            self._odd(name, "a number")
            return default

    def flag(self, name: str) -> bool:
        value = self.raw.get(name)
        return value.strip().lower() == "true" if isinstance(value, str) else bool(value)

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts or numbers; null and odd entries are left out."""
        value = self.raw.get(name)
        if value is None:
            return ()
        if not isinstance(value, list):
            self._odd(name, "a list")
            return ()
        return tuple(str(item) for item in value if isinstance(item, str | int))

    def object(self, name: str) -> Fields:
        value = self.raw.get(name)
        if value is not None and not isinstance(value, dict):
            self._odd(name, "an object")
            value = None
        return self._inside(value or {}, f"{self.where} > {name}", name)

    def objects(self, name: str) -> list[Fields]:
        """A list of objects; null is an empty list, entries of another kind are reported and left out."""
        value = self.raw.get(name)
        if value is None:
            return []
        if not isinstance(value, list):
            self._odd(name, "a list")
            return []
        found = []
        for number, item in enumerate(value):
            if isinstance(item, dict):
                found.append(self.item(name, number, item))
            else:
                told = f"{name}[{number}] should be an object, found {type(item).__name__}"
                self.warn("odd-value", told, name, number)
        return found

    def item(self, name: str, number: int, raw: dict[str, Any]) -> Fields:
        """The fields of an entry of a list, which the caller has read as `raw`."""
        return self._inside(raw, f"{self.where} > {name}[{number}]", name, number)

    def warn(self, code: str, text: str, *at: str | int) -> None:
        """The file runs, as on the platform. `at` leads from here to the field that it is about."""
        self._tell("warning", code, text, at)

    def error(self, code: str, text: str, *at: str | int) -> None:
        """The file cannot be run. `at` leads from here to the field that it is about."""
        self._tell("error", code, text, at)

    def _tell(self, grade: str, code: str, text: str, at: tuple[str | int, ...]) -> None:
        self.problems.append(Problem(grade, code, self.where, text, self.node, below(self.pointer, *at)))

    def _inside(self, raw: dict[str, Any], where: str, *at: str | int) -> Fields:
        return Fields(raw, where, self.problems, below(self.pointer, *at), self.node)

    def _odd(self, name: str, wanted: str) -> None:
        told = f"{name} should be {wanted}, found {type(self.raw[name]).__name__}; it is not used"
        self.warn("odd-value", told, name)

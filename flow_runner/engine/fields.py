"""Reading an exported object tolerantly: a number may be a text and the other way round, and null is nothing."""

from __future__ import annotations

from typing import Any

from flow_runner.engine.problem import Problem


class Fields:
    """The fields of one JSON object, and the place of it for the problems that are found."""

    __slots__ = ("problems", "raw", "where")

    def __init__(self, raw: dict[str, Any], where: str, problems: list[Problem]) -> None:
        self.raw = raw
        self.where = where
        self.problems = problems

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
        return Fields(value or {}, f"{self.where} > {name}", self.problems)

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
                found.append(Fields(item, f"{self.where} > {name}[{number}]", self.problems))
            else:
                self.warn("odd-value", f"{name}[{number}] should be an object, found {type(item).__name__}")
        return found

    def warn(self, code: str, text: str) -> None:
        self.problems.append(Problem("warning", code, self.where, text))

    def error(self, code: str, text: str) -> None:
        self.problems.append(Problem("error", code, self.where, text))

    def _odd(self, name: str, wanted: str) -> None:
        self.warn("odd-value", f"{name} should be {wanted}, found {type(self.raw[name]).__name__}; it is not used")

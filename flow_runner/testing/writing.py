"""Writes features in the words of the vocabulary: what they say is what the steps read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from emulator.kernel.visible import visible
from flow_runner.testing.vocabulary import STEPS, Kind, quoted, vocabulary

KEYWORDS: dict[str, dict[str, str]] = {
    "en": {
        "feature": "Feature",
        "scenario": "Scenario",
        "given": "Given",
        "when": "When",
        "then": "Then",
        "and": "And",
    },
    "zh-CN": {"feature": "功能", "scenario": "场景", "given": "假如", "when": "当", "then": "那么", "and": "而且"},
}
CUSTOMER = {"en": "the customer", "zh-CN": "客户"}
_NAME = re.compile(r'["“]\{(?P<quoted>\w+)\}["”]|\{(?P<name>\w+)(?::d)?\}|\((?P<maybe>\w+)\)')


@dataclass(frozen=True, slots=True)
class Sentence:
    """A step as it will be written, and what stands below it."""

    kind: Kind
    text: str
    docstring: str | None = None
    table: Sequence[Sequence[str]] | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """A scenario. `told` stands below its name, in the author's words."""

    name: str
    sentences: tuple[Sentence, ...]
    tags: tuple[str, ...] = ()
    told: str = ""


class Writer:
    """Of one language."""

    def __init__(self, language: str = "en") -> None:
        vocabulary()  # registers the steps
        self.language = language
        self.customer = CUSTOMER[language]

    def sentence(
        self, called: str, /, docstring: str | None = None, table: Sequence[Sequence[str]] | None = None, **values: Any
    ) -> Sentence:
        """A step by its name (`customer.says`) with the values of its wording. KeyError for one that there is not."""
        step = STEPS[called]
        template = next(one.template for one in step.sentences if one.language == self.language)
        many = any(isinstance(value, int) and value != 1 for value in values.values())

        def filled(found: re.Match[str]) -> str:
            if found["maybe"]:
                return found["maybe"] if many else ""
            return self._quoted(str(values[found["quoted"]])) if found["quoted"] else str(values[found["name"]])

        return Sentence(step.kind, _NAME.sub(filled, template), docstring, table)

    def _quoted(self, text: str) -> str:
        plain = self.language == "en" or any(char in text for char in "”\n")
        return quoted(text) if plain else f"“{text}”"

    def feature(self, name: str, scenarios: Iterable[Written], told: str = "") -> str:
        """The text of a file."""
        words = KEYWORDS[self.language]
        head = [] if self.language == "en" else [f"# language: {self.language}"]
        lines = [*head, f"{words['feature']}: {_line(name)}", *(f"  {one}" for one in told.splitlines())]
        for scenario in scenarios:
            lines += ["", *self._scenario(scenario)]
        return "\n".join(lines) + "\n"

    def _scenario(self, scenario: Written) -> Iterator[str]:
        words, last = KEYWORDS[self.language], ""
        if scenario.tags:
            yield f"  {' '.join(f'@{tag}' for tag in scenario.tags)}"
        yield f"  {words['scenario']}: {_line(scenario.name)}"
        yield from (f"    {visible(one)}" for one in scenario.told.splitlines())
        for one in scenario.sentences:
            keyword, last = words["and" if one.kind == last else one.kind], one.kind
            yield f"    {keyword}{' ' if self.language == 'en' else ''}{one.text}"
            if one.docstring is not None:
                lines = ('"""', *one.docstring.replace('"""', '\\"\\"\\"').split("\n"), '"""')
                yield from (f"      {line}" if line else "" for line in lines)
            for row in one.table or ():
                yield f"      | {' | '.join(map(_cell, row))} |"


def _cell(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("\n", "\\n")


def _line(text: str) -> str:
    return visible(" ".join(text.split()))

"""The sentences that scenarios are made of: each step once, with its wordings in English and Chinese.

A wording is a template: `"{text}"` takes a quoted text (“…” will do too; inside "…" `\\"`, `\\\\` and `\\n` stand for
a quote, a backslash and a new line), `{who}` some words without quotes, `{count:d}` a whole number, `time(s)` both.
Any step may stand behind Given, When and Then.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, NamedTuple

from emulator.kernel.registry import Registry

Kind = Literal["given", "when", "then"]
LANGUAGES = ("en", "zh-CN")
NEAREST = 3
WHOLE, WORDS = "-?[0-9]+", '[^"“”]+?'

_TOKEN = re.compile(
    r'["“]\{(?P<quoted>\w+)\}["”]|\{(?P<name>\w+)(?P<whole>:d)?\}|\((?P<maybe>\w+)\)|(?P<space>\s+)|(?P<other>.)',
    re.DOTALL,
)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One wording of a step. `literal` is how many letters of it are its own."""

    language: str
    template: str
    pattern: re.Pattern[str]
    literal: int

    @classmethod
    def of(cls, language: str, template: str) -> Sentence:
        chinese, literal, parts = language != "en", 0, []
        for token in _TOKEN.finditer(template):
            if token["quoted"]:
                name = token["quoted"]
                parts.append(rf'(?:"(?P<{name}>(?:[^"\\]|\\.)*)"|“(?P<{name}_>[^”]*)”)')
            elif token["name"]:
                parts.append(f"(?P<{token['name']}>{WHOLE if token['whole'] else WORDS})")
            elif token["maybe"]:
                parts.append(f"(?:{token['maybe']})?")
            elif token["space"]:
                parts.append(r"\s*" if chinese else r"\s+")
            else:
                literal += 1
                comma = chinese and token["other"] in ",，"
                parts.append(r"[,，]\s*" if comma else re.escape(token["other"]))
        return cls(language, template, re.compile("".join(parts), re.DOTALL), literal)

    def arguments(self, text: str) -> dict[str, Any] | None:
        """What the text says for the names of the template; None where it is no such sentence."""
        found = self.pattern.fullmatch(text)
        if found is None:
            return None
        values: dict[str, Any] = {}
        for name, value in found.groupdict().items():
            if value is not None:
                plain = name.removesuffix("_")
                values[plain] = _unescaped(value) if f"{name}_" in self.pattern.groupindex else value
        return {name: int(value) if f"{{{name}:d}}" in self.template else value for name, value in values.items()}


@dataclass(frozen=True, slots=True)
class Step:
    """What sentences do. `play` takes the story and the arguments; `takes` names what stands below the sentence:
    `docstring`, `datatable`, or nothing.
    """

    name: str
    topic: str
    kind: Kind
    sentences: tuple[Sentence, ...]
    play: Callable[..., None]
    takes: str

    @property
    def doc(self) -> str:
        return inspect.getdoc(self.play) or ""


class Found(NamedTuple):
    """The step that a sentence means, and what the sentence says for its names."""

    step: Step
    arguments: Mapping[str, Any]


class UnknownSentence(LookupError):
    """No step is worded like that; the text names the nearest."""


STEPS: Registry[Step] = Registry("step")


def step(kind: Kind, en: str | tuple[str, ...], zh: str | tuple[str, ...]) -> Callable[[Any], Any]:
    """Register a function `(story, …)` as a step, with its wordings. A step's topic is the module that it stands in."""

    def register(function: Callable[..., None]) -> Callable[..., None]:
        worded = (
            (language, one) for language, several in zip(LANGUAGES, (en, zh), strict=True) for one in _all(several)
        )
        sentences = tuple(Sentence.of(language, one) for language, one in worded)
        topic = function.__module__.rpartition(".")[2]
        below = [name for name in ("docstring", "datatable") if name in inspect.signature(function).parameters]
        name = f"{topic}.{function.__name__}"
        STEPS.register(name, Step(name, topic, kind, sentences, function, below[0] if below else ""))
        return function

    return register


@cache
def vocabulary() -> tuple[Step, ...]:
    """Every step, topic by topic, in the order of its file."""
    import flow_runner.testing.steps  # noqa: F401  # its modules register themselves

    return tuple(sorted(STEPS.values(), key=lambda one: (one.topic, one.play.__code__.co_firstlineno)))


@cache
def find(sentence: str) -> Found:
    """UnknownSentence, with the nearest ones, where no step is worded like that. Of several the most literal one."""
    best: tuple[int, Found] | None = None
    for one in vocabulary():
        for wording in one.sentences:
            if best is not None and wording.literal <= best[0]:
                continue
            arguments = wording.arguments(sentence)
            if arguments is not None:
                best = wording.literal, Found(one, arguments)
    if best is None:
        raise UnknownSentence(unknown(sentence))
    return best[1]


def unknown(sentence: str) -> str:
    """What is told of a sentence that no step is worded like."""
    near = "".join(f"\n    {one}" for one in nearest(sentence))
    return f"no step reads '{sentence}'. The nearest are:{near}\nAll of them: wati-sandbox steps"


def nearest(sentence: str, count: int = NEAREST) -> list[str]:
    """The wordings, in the language of the sentence, that are most like it."""
    from rapidfuzz import fuzz

    language = "zh-CN" if re.search(r"[\u4e00-\u9fff]", sentence) else "en"
    templates = [one.template for each in vocabulary() for one in each.sentences if one.language == language]
    asked = _bare(sentence)
    like = {one: fuzz.token_set_ratio(asked, _bare(one)) + fuzz.ratio(asked, _bare(one)) for one in templates}
    return sorted(templates, key=lambda one: -like[one])[:count]


def quoted(text: str) -> str:
    """A text as a scenario writes it: what `"{text}"` reads back."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda one: "\n" if one[1] == "n" else one[1], text) if "\\" in text else text


def _bare(text: str) -> str:
    """A sentence without what differs from one to the next."""
    return re.sub(r'"[^"]*"|“[^”]*”|\{\w+(:d)?\}|\(s\)|[0-9]+', " ", text)


def _all(wordings: str | tuple[str, ...]) -> Iterable[str]:
    return (wordings,) if isinstance(wordings, str) else wordings

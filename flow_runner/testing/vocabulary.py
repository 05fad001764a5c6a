"""The sentences that scenarios are made of: each step once, with its wordings in English and Chinese.

A wording is a template: `"{text}"` takes a quoted text (“…” will do too, and 「…」; inside "…" `\\"`, `\\\\` and `\\n`
stand for a quote, a backslash and a new line), `{who}` some words without quotes, `{count:d}` a whole number,
`time(s)` both. What people type without meaning anything by it makes no difference: capital letters, curly
apostrophes, a colon before what stands below; in Chinese spaces, full-width signs and a full stop.
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
WHOLE, WORDS = "-?[0-9０-９]+", '[^"“”「」＂]+?'
QUOTED = {"": r'"(?P<{}>(?:[^"\\]|\\.)*)"', "_1": "“(?P<{}>[^”]*)”", "_2": "”(?P<{}>[^“”]*)[“”]"}
QUOTED |= {"_3": "「(?P<{}>[^」]*)」", "_4": "＂(?P<{}>[^＂]*)＂"}
"""By what stands behind the name of its group: only the first has escapes."""
ALIKE = {"'": "['’]", ",": r"[,，]\s*", "，": r"[,，]\s*", ":": "[:：]"}

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
    def of(cls, language: str, template: str, below: str = "") -> Sentence:
        """`below` is what stands below it, if anything does."""
        chinese, literal, parts, before = language != "en", 0, [], ""
        for token in _TOKEN.finditer(template):
            if token["space"]:
                parts.append("" if chinese else r"\s+")
            else:
                apart = chinese and before and not _in_a_word(before, token[0])
                parts.append(r"\s*" + _pattern_of(token) if apart else _pattern_of(token))
                literal += bool(token["other"])
            before = token[0]
        ending = (r"\s*[:：]?" if below else "") + ("。?" if chinese else "")
        pattern = re.compile("".join(parts) + ending, re.DOTALL | re.IGNORECASE)
        return cls(language, template, pattern, literal)

    @property
    def names(self) -> tuple[str, ...]:
        """What it takes."""
        return tuple(dict.fromkeys(group.partition("__")[0] for group in self.pattern.groupindex))

    def arguments(self, text: str) -> dict[str, Any] | None:
        """What the text says for the names of the template; None where it is no such sentence."""
        found = self.pattern.fullmatch(text)
        if found is None:
            return None
        values: dict[str, Any] = {}
        for group, value in found.groupdict().items():
            if value is None:
                continue
            name, _, raw = group.partition("__")
            if f"{{{name}:d}}" in self.template:
                values[name] = int(value)
            elif f"{name}__1" not in self.pattern.groupindex:
                values[name] = value.strip()
            else:
                values[name] = value if raw else _unescaped(value)
        return values


def _pattern_of(token: re.Match[str]) -> str:
    """What a part of a template takes."""
    if token["quoted"]:
        return (
            "(?:"
            + "|".join(
                one.format(f"{token['quoted']}_{end}" if end else token["quoted"]) for end, one in QUOTED.items()
            )
            + ")"
        )
    if token["name"]:
        return f"(?P<{token['name']}>{WHOLE if token['whole'] else WORDS})"
    if token["maybe"]:
        return f"(?:{token['maybe']})?"
    return ALIKE.get(token["other"], re.escape(token["other"]))


def _in_a_word(before: str, after: str) -> bool:
    """Whether nobody would put a space between the two."""
    return all(len(one) == 1 and one.isascii() and one.isalnum() for one in (before, after))


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
        parameters = inspect.signature(function).parameters
        below = next((name for name in ("docstring", "datatable") if name in parameters), "")
        sentences = tuple(Sentence.of(language, one, below) for language, one in worded)
        topic = function.__module__.rpartition(".")[2]
        name = f"{topic}.{function.__name__}"
        STEPS.register(name, Step(name, topic, kind, sentences, function, below))
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
    """The wordings that are most like it, in the language of the one that is most so."""
    from flow_runner.testing.likeness import Shape, likeness

    asked = Shape.of(sentence)
    worded = [one for each in vocabulary() for one in each.sentences]
    like = [(likeness(asked, Shape.of(one.template)), one) for one in worded]
    ranked = [one for _, one in sorted(like, key=lambda pair: -pair[0])]
    return [one.template for one in ranked if one.language == ranked[0].language][:count]


def quoted(text: str) -> str:
    """A text as a scenario writes it: what `"{text}"` reads back."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda one: "\n" if one[1] == "n" else one[1], text) if "\\" in text else text


def _all(wordings: str | tuple[str, ...]) -> Iterable[str]:
    return (wordings,) if isinstance(wordings, str) else wordings

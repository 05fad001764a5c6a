"""The sentences of scenarios, as text, Markdown and JSON (schema: `STEPS_SCHEMA`)."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from emulator.kernel.json_schema import list_of, record

if TYPE_CHECKING:
    from rich.console import Console

TEXT = {"type": "string"}
BELOW = {"docstring": "a text in triple quotes", "datatable": "a table", "": ""}
STEPS_SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "What `wati-sandbox steps --format json` prints",
    **list_of(
        record(
            {
                "topic": TEXT,
                "kind": {"enum": ["given", "when", "then"], "description": "where it mostly stands; it may anywhere"},
                "sentences": list_of(record({"language": TEXT, "text": TEXT})),
                "doc": {"type": "string", "description": "what it does"},
                "below": {"enum": list(BELOW), "description": "what stands below it; empty: nothing"},
            }
        )
    ),
}


class StepDoc(NamedTuple):
    """A step: `sentences` are (language, wording), `below` what stands below it."""

    topic: str
    kind: str
    sentences: tuple[tuple[str, str], ...]
    doc: str
    below: str


def as_json(steps: Iterable[StepDoc]) -> list[dict[str, Any]]:
    return [
        {**one._asdict(), "sentences": [{"language": language, "text": text} for language, text in one.sentences]}
        for one in steps
    ]


def print_text(console: Console, steps: Iterable[StepDoc]) -> None:
    """By topic: the wordings of each step, and what it does."""
    from rich.text import Text

    for topic, group in groupby(steps, key=lambda one: one.topic):
        console.print(Text(topic, "bold underline"), soft_wrap=True)
        for one in group:
            for number, (_, text) in enumerate(one.sentences):
                word = one.kind.capitalize() if number == 0 else ""
                console.print(Text.assemble((f"  {word:<6}", "cyan"), (text, "bold")), soft_wrap=True)
            for line in _told(one):
                console.print(Text(f"          {line}", "dim"), soft_wrap=True)
        console.print()


def markdown(steps: Iterable[StepDoc]) -> str:
    """A table for each topic."""
    parts = []
    for topic, group in groupby(steps, key=lambda one: one.topic):
        rows = [
            f"| {_cell('<br>'.join(f'`{text}`' for _, text in one.sentences))} | {_cell(' '.join(_told(one)))} |"
            for one in group
        ]
        parts.append("\n".join([f"## {topic}", "", "| sentence | what it does |", "|---|---|", *rows]))
    return "\n\n".join(parts) + "\n"


def _told(one: StepDoc) -> list[str]:
    below = [f"Below it stands {BELOW[one.below]}."] if one.below else []
    return [*one.doc.split("\n"), *below]


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")

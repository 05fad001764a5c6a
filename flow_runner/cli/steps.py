"""wati-sandbox steps"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from flow_runner.cli._terminal import console

if TYPE_CHECKING:
    from flow_runner.report.vocabulary import StepDoc

LANGUAGES = ("en", "zh-CN")


@click.command("steps")
@click.argument("words", nargs=-1, metavar="[WORD]...")
@click.option("--language", type=click.Choice([*LANGUAGES, "all"]), default="all", show_default=True)
@click.option("--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True)
def command(words: tuple[str, ...], language: str, form: str) -> None:
    """List the sentences that scenarios are made of, topic by topic, and what each does.

    In `{who} says "{text}"` stand a name without quotes and a text in quotes; `{count:d}` is a whole number. Any
    sentence may stand behind Given, When and Then. With WORDs only those are listed that have all of them, or the
    nearest.

    \b
    wati-sandbox steps
    wati-sandbox steps token expired
    wati-sandbox steps 发送 --language zh-CN
    wati-sandbox steps --format markdown > sentences.md
    """
    from flow_runner.report.vocabulary import as_json, markdown, print_text

    found = _worded(_found(words), language)
    if form == "json":
        click.echo(json.dumps(as_json(found), indent=2, ensure_ascii=False))
    elif form == "markdown":
        click.echo(markdown(found), nl=False)
    else:
        print_text(console(), found)


def _found(words: tuple[str, ...]) -> list[StepDoc]:
    """Those that have all the words, or else those that are most like them. The latter is said on stderr."""
    from flow_runner.report.vocabulary import StepDoc
    from flow_runner.testing.vocabulary import nearest, vocabulary

    every = [
        StepDoc(
            one.topic, one.kind, tuple((each.language, each.template) for each in one.sentences), one.doc, one.takes
        )
        for one in vocabulary()
    ]
    asked = [word.casefold() for word in words]
    found = [one for one in every if all(word in _text(one) for word in asked)]
    if found:
        return found
    near = nearest(" ".join(words))
    click.echo(f"no sentence has '{' '.join(words)}'. The nearest are:", err=True)
    return [one for one in every if any(text in near for _, text in one.sentences)]


def _text(one: StepDoc) -> str:
    """Everything that words are looked for in."""
    return " ".join([one.topic, one.kind, *(text for _, text in one.sentences), one.doc]).casefold()


def _worded(steps: list[StepDoc], language: str) -> list[StepDoc]:
    """With the wordings of one language only."""
    if language == "all":
        return steps
    return [one._replace(sentences=tuple(each for each in one.sentences if each[0] == language)) for one in steps]

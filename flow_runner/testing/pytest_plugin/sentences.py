"""The vocabulary for pytest-bdd: every sentence is a step, behind Given, When and Then alike."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pytest_bdd import step as bdd_step
from pytest_bdd.parsers import StepParser

from flow_runner.testing.vocabulary import Sentence, find, unknown, vocabulary


class SentenceParser(StepParser):
    """Reads a sentence as `wati-sandbox test` does: where several wordings fit, the most literal one is meant."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence.template)
        self.sentence = sentence

    def is_matching(self, name: str) -> bool:
        if self.sentence.arguments(name) is None:
            return False
        return self.sentence in find(name).step.sentences

    def parse_arguments(self, name: str) -> dict[str, Any] | None:
        return self.sentence.arguments(name)


@pytest.hookimpl(optionalhook=True)
def pytest_bdd_step_func_lookup_error(step: Any, exception: Exception) -> None:
    """Tell the nearest sentences."""
    exception.args = (f"{exception.args[0]}\n{unknown(step.name)}",)


@pytest.hookimpl(optionalhook=True)
def pytest_bdd_step_error(feature: Any, step: Any, exception: Exception) -> None:
    """Tell where the step stands."""
    from flow_runner.testing.verdict import NotMet

    if isinstance(exception, NotMet | ValueError | LookupError) and exception.args:
        place = f"{Path(feature.filename).name}:{step.line_number}"
        exception.args = (f"{place}: {exception.args[0]}", *exception.args[1:])


for each in vocabulary():
    for sentence in each.sentences:
        bdd_step(SentenceParser(sentence))(each.play)

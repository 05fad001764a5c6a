"""Whatever texts a feature is written of, it reads as it was meant."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flow_runner.testing.scenario import parse
from flow_runner.testing.vocabulary import find, vocabulary
from flow_runner.testing.writing import KEYWORDS, Writer, Written

LANGUAGES = st.sampled_from(sorted(KEYWORDS))
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from('\n"\\|”“#<>@`'), min_size=1).filter(
    lambda text: bool(text.strip())
)
CELLS = TEXTS.map(lambda text: text.strip())  # blanks around a cell are no part of it


@settings(max_examples=200, derandomize=True, deadline=None)
@given(language=LANGUAGES, text=TEXTS, cell=CELLS, name=TEXTS)
def test_a_text_comes_back_out_of_a_feature(language: str, text: str, cell: str, name: str) -> None:
    write = Writer(language)
    sentences = (
        write.sentence("customer.says", who=write.customer, text=text),
        write.sentence("messages.is_told_in_order", table=[[cell], [cell]], who=write.customer),
        write.sentence("exchanges.went_to", which="the last", call=text, address=text),
    )
    [scenario] = parse(write.feature(name, [Written(name, sentences, ("tag",))]), Path("some.feature"))
    said, told, went = scenario.lines
    assert find(said.sentence).step.name == "customer.says"
    assert find(said.sentence).arguments == {"who": write.customer, "text": text}
    assert told.datatable == ((cell,), (cell,))
    assert find(went.sentence).arguments["address"] == text
    assert (scenario.tags, scenario.name.split()) == (("@tag",), name.split())


@settings(max_examples=200, derandomize=True, deadline=None)
@given(language=LANGUAGES, text=st.lists(TEXTS, min_size=1).map("\n".join))
def test_lines_below_a_step_come_back(language: str, text: str) -> None:
    write = Writer(language)
    sentence = write.sentence("customer.says_lines", text, who=write.customer)
    [scenario] = parse(write.feature("Bot", [Written("one", (sentence,))]), Path("some.feature"))
    assert scenario.lines[0].docstring == text


@pytest.mark.parametrize("language", sorted(KEYWORDS))
def test_every_step_is_read_as_it_is_written(language: str) -> None:
    """With values that fit: a number for numbers, a name for names."""
    write = Writer(language)
    for step in vocabulary():
        template = next(one for one in step.sentences if one.language == language)
        values = {name: 7 if f"{{{name}:d}}" in template.template else "Asha" for name in template.names}
        found = find(write.sentence(step.name, **values).text)
        assert found.step.name == step.name, template.template
        assert found.arguments == values


def test_a_step_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        Writer().sentence("customer.sings")

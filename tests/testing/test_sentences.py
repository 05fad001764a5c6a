"""The vocabulary itself: every step is worded in both languages, told, played, and meant by one sentence only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flow_runner.testing.scenario import Line, load, parse
from flow_runner.testing.vocabulary import LANGUAGES, Sentence, Step, find, nearest, quoted, vocabulary
from tests.builders import ROOT

PLAYED = Path(__file__).parent / "vocabulary"
TWINS = {"salon.feature": "沙龙.feature", "zoho.feature": "令牌与故障.feature"}
TRANSLATED = {"who", "one", "other", "which", "span", "statuses", "flow", "world", "stubs"}
NAMES = ("Priya", "Nia Sample", "O'Neil", "Jean-Luc", "王芳", "李 雷", "Ana María", "customer 2")
PLACES = ("the first", "the 2nd", "第一次", "第 3 次")
FEW = settings(max_examples=70, derandomize=True, deadline=None, database=None)


class Wording(NamedTuple):
    step: Step
    sentence: Sentence


WORDINGS = [Wording(step, sentence) for step in vocabulary() for sentence in step.sentences]


def lines(folder: Path) -> Iterator[Line]:
    for path in sorted(folder.rglob("*.feature")):
        for scenario in load(path):
            yield from scenario.lines


def fitting(text: str) -> list[Wording]:
    """The wordings that read a sentence, the most literal ones only."""
    found = [one for one in WORDINGS if one.sentence.arguments(text) is not None]
    most = max((one.sentence.literal for one in found), default=0)
    return [one for one in found if one.sentence.literal == most]


def written(sentence: Sentence, values: dict[str, str]) -> str:
    """A template, filled."""
    text = re.sub(r'["“]\{(\w+)\}["”]', lambda one: quoted(values[one[1]]), sentence.template)
    text = re.sub(r"(?<!\\)\{(\w+)(:d)?\}", lambda one: values[one[1]], text)
    return re.sub(r"\((\w+)\)", r"\1", text)


def slots(sentence: Sentence) -> list[tuple[str, str]]:
    """(name, kind) of what a template takes: quoted, whole or words."""
    found = re.findall(r'(["“]?)\{(\w+)(:d)?\}', sentence.template)
    return [(name, "quoted" if quote else "whole" if whole else "words") for quote, name, whole in found]


@st.composite
def filled(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> tuple[Wording, dict[str, str]]:
    """A wording, and values for it."""
    one = draw(st.sampled_from(WORDINGS))
    kinds = {"quoted": texts, "whole": st.integers(0, 999).map(str), "words": st.sampled_from(NAMES)}
    values = {
        name: draw(st.sampled_from(PLACES) if name == "which" else kinds[kind]) for name, kind in slots(one.sentence)
    }
    return one, values


@pytest.mark.parametrize("step", vocabulary(), ids=lambda one: one.name)
def test_a_step_is_worded_in_both_languages_and_told(step: Step) -> None:
    assert {one.language for one in step.sentences} == set(LANGUAGES)
    assert re.fullmatch(r"[A-Z`“].*[.…]", step.doc, re.DOTALL), "a docstring of whole sentences"
    for language in LANGUAGES:
        names = [sorted(slots(one)) for one in step.sentences if one.language == language]
        assert all(one == sorted(slots(step.sentences[0])) for one in names), "all wordings take the same"


def test_every_wording_is_played() -> None:
    played = {id(one.sentence) for line in lines(PLAYED) for one in fitting(line.sentence)}
    assert [one.sentence.template for one in WORDINGS if id(one.sentence) not in played] == []


@pytest.mark.parametrize(("english", "chinese"), TWINS.items())
def test_both_languages_tell_the_same(english: str, chinese: str) -> None:
    pairs = zip(load(PLAYED / english), load(PLAYED / "zh-CN" / chinese), strict=True)
    for one, other in pairs:
        assert [meant(line) for line in one.lines] == [meant(line) for line in other.lines], other.name


def meant(line: Line) -> tuple[object, ...]:
    step, arguments = find(line.sentence)
    same = {name: value for name, value in arguments.items() if name not in TRANSLATED}
    return step.name, same, line.docstring, line.datatable


def test_no_sentence_of_any_feature_can_be_meant_in_two_ways() -> None:
    for folder in (ROOT / "features", PLAYED):
        for line in lines(folder):
            assert len({one.step.name for one in fitting(line.sentence)}) == 1, line


@FEW
@given(filled(st.text()))
def test_whatever_stands_in_quotes_is_read_as_it_was_written(drawn: tuple[Wording, dict[str, str]]) -> None:
    (step, sentence), values = drawn
    found = find(written(sentence, values))
    assert found.step is step
    assert {name: str(value) for name, value in found.arguments.items()} == values


@FEW
@given(st.text().filter(lambda text: "\r" not in text))
def test_a_quoted_text_comes_through_a_feature_file(text: str) -> None:
    [scenario] = parse(f"Feature: F\n  Scenario: S\n    When Priya says {quoted(text)}\n", Path("a.feature"))
    assert find(scenario.lines[0].sentence).arguments["text"] == text


@FEW
@given(st.data())
def test_a_misspelt_sentence_is_told_the_one_that_was_meant(data: st.DataObject) -> None:
    """One letter is lost, doubled or another; of wordings that have a few."""
    one, values = data.draw(filled(st.sampled_from(["hi", "slots", "Which day?"])).filter(has_letters))
    template = one.sentence.template
    own = [at for at, sign in enumerate(template) if sign.isalpha() and not inside(template, at)]
    at = data.draw(st.sampled_from(own))
    wrong = data.draw(st.sampled_from(["", template[at] * 2, "x", "错"]))
    mutated = written(replace(one.sentence, template=template[:at] + wrong + template[at + 1 :]), values)
    if not fitting(mutated):
        assert set(nearest(mutated)) & {each.template for each in one.step.sentences}, mutated


def inside(template: str, at: int) -> bool:
    return any(found.start() <= at < found.end() for found in re.finditer(r"\{.*?\}|\(.*?\)", template))


def has_letters(drawn: tuple[Wording, dict[str, str]]) -> bool:
    return drawn[0].sentence.literal > 3


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Priya is told hi", '{who} is told "{text}"'),
        ('is "Book" what Priya can tap', '{who} can tap "{title}"'),
        ('"hi" is what Priya says', '{who} says "{text}"'),
        ("the token of Zoho is expired", "the Zoho token has expired"),
        ('Priya sais "你好"', '{who} says "{text}"'),
        ('王芳 sais "hi"', '{who} says "{text}"'),
        ("王芳的聊天被分配给了 Asha Agent", "{who}的聊天分配给 {agent}"),
        ("过期的 Zoho 令牌", "Zoho 令牌已过期"),
        ("Webhook“slots”超了时", "Webhook“{node}”超时"),
        ("没有人得到小普的聊天", "{who}的聊天没有分配给任何人"),
    ],
)
def test_other_words_and_another_order_are_told_the_nearest_in_their_language(typed: str, meant: str) -> None:
    assert meant in nearest(typed)


@pytest.mark.parametrize(
    ("typed", "name", "arguments"),
    [
        ("小普 说 “hi”", "customer.says", {"who": "小普", "text": "hi"}),
        ("Priya 发送“hi”", "customer.says", {"who": "Priya", "text": "hi"}),
        ('小普收到"在吗"', "messages.is_told", {"who": "小普", "text": "在吗"}),
        ("小普收到”在吗”。", "messages.is_told", {"who": "小普", "text": "在吗"}),
        ("小普收到”在吗“", "messages.is_told", {"who": "小普", "text": "在吗"}),
        ("小普收到「在“吗”」", "messages.is_told", {"who": "小普", "text": "在“吗”"}),
        ("小普收到＂在吗＂", "messages.is_told", {"who": "小普", "text": "在吗"}),
        ("小普共收到３条消息", "messages.gets_messages", {"who": "小普", "count": 3}),
        ("小普 共收到 3 条消息。", "messages.gets_messages", {"who": "小普", "count": 3}),
        ("小普点击第1项", "customer.taps_number", {"who": "小普", "number": 1}),
        ("zoho令牌已过期", "tokens.the_token_has_expired", {}),
        ("小普的Webhook依次返回200、204", "exchanges.webhooks_were_answered", {"who": "小普", "statuses": "200、204"}),
        ("小普依次收到：", "messages.is_told_in_order", {"who": "小普"}),
        ("“slots”的下一次调用返回 503， 内容为：", "trouble.the_next_call_is_answered_with",
         {"operation": "slots", "status": 503}),
        ("小普的聊天分配给Asha Agent。", "ending.chat_is_assigned_to", {"who": "小普", "agent": "Asha Agent"}),
        ("Priya’s chat is assigned to Asha Agent", "ending.chat_is_assigned_to",
         {"who": "Priya", "agent": "Asha Agent"}),
        ("Priya says “hi”", "customer.says", {"who": "Priya", "text": "hi"}),
        ("Priya  says   “”", "customer.says", {"who": "Priya", "text": ""}),
        ("The Zoho Token has expired", "tokens.the_token_has_expired", {}),
        ("Priya is told exactly:", "messages.is_told_exactly", {"who": "Priya"}),
        ('Priya says "a \\"b\\" \\\\ c\\nd"', "customer.says", {"who": "Priya", "text": 'a "b" \\ c\nd'}),
    ],
)  # fmt: skip
def test_what_people_type_is_read_as_they_mean_it(typed: str, name: str, arguments: dict[str, object]) -> None:
    step, found = find(typed)
    assert (step.name, dict(found)) == (name, arguments)

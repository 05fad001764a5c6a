"""When: customers write and tap, and time goes by."""

from __future__ import annotations

from datetime import timedelta

from pytest_bdd import parsers, when

from flow_runner.sandbox.duration import duration
from flow_runner.testing.story import Story


@when(parsers.parse('{who} says "{text}"'))
@when(parsers.parse("{who}发送“{text}”"))
def says(story: Story, who: str, text: str) -> None:
    story.sandbox.says(text, story.phone(who))


@when(parsers.parse('{who} taps "{title}"'))
@when(parsers.parse("{who}点击“{title}”"))
def taps(story: Story, who: str, title: str) -> None:
    story.sandbox.taps(title, story.phone(who))


@when(parsers.parse('{one} and {other} say "{text}" at once'))
@when(parsers.parse("{one}和{other}同时说“{text}”"))
def say_at_once(story: Story, one: str, other: str, text: str) -> None:
    story.sandbox.at_once((story.phone(one), text), (story.phone(other), text))


@when(parsers.parse("{span} go by"))
def time_goes_by(story: Story, span: str) -> None:
    story.sandbox.advance(duration(span))


@when(parsers.parse("过了 {seconds:d} 秒"))
def seconds_go_by(story: Story, seconds: int) -> None:
    story.sandbox.advance(timedelta(seconds=seconds))

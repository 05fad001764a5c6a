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


@when(parsers.parse('{who} says "{text}" and, before any answer, "{more}"'))
@when(parsers.parse("{who}连续发送“{text}”和“{more}”"))
def says_in_a_burst(story: Story, who: str, text: str, more: str) -> None:
    story.sandbox.at_once((story.phone(who), text), (story.phone(who), more))


@when(parsers.parse('{who} sends the file "{address}"'))
@when(parsers.parse("{who}发送文件“{address}”"))
def sends_a_file(story: Story, who: str, address: str) -> None:
    story.sandbox.sends(address, story.phone(who))


@when(parsers.parse('{who} fills the form with "{fields}"'))
@when(parsers.parse("{who}填写表单“{fields}”"))
def fills_the_form(story: Story, who: str, fields: str) -> None:
    """`fields` are `name=value` pairs with commas between them."""
    pairs = (part.partition("=") for part in fields.split(","))
    story.sandbox.fills({name.strip(): value.strip() for name, _, value in pairs}, story.phone(who))


@when(parsers.parse("{span} go by"))
def time_goes_by(story: Story, span: str) -> None:
    story.sandbox.advance(duration(span))


@when(parsers.parse("过了 {seconds:d} 秒"))
def seconds_go_by(story: Story, seconds: int) -> None:
    story.sandbox.advance(timedelta(seconds=seconds))

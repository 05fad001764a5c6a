"""Customers write, tap, send and fill; and time goes by."""

from __future__ import annotations

from datetime import UTC, datetime

from flow_runner.sandbox.duration import duration
from flow_runner.sandbox.form import form_fields
from flow_runner.testing.story import Story
from flow_runner.testing.vocabulary import step


@step("when", '{who} says "{text}"', ("{who}发送“{text}”", "{who}说“{text}”"))
def says(story: Story, who: str, text: str) -> None:
    """One message; the chatbot answers before the next step."""
    story.sandbox.says(text, story.phone(who))


@step("when", "{who} says", "{who}发送")
def says_lines(story: Story, who: str, docstring: str) -> None:
    """One message of several lines."""
    story.sandbox.says(docstring, story.phone(who))


@step("when", '{who} taps "{title}"', "{who}点击“{title}”")
def taps(story: Story, who: str, title: str) -> None:
    """A button or row of the last message that offered any."""
    story.sandbox.taps(title, story.phone(who))


@step("when", "{who} taps choice {number:d}", "{who}点击第 {number:d} 项")
def taps_number(story: Story, who: str, number: int) -> None:
    """The first one is 1."""
    story.sandbox.taps(number, story.phone(who))


@step("when", '{one} and {other} say "{text}" at once', "{one}和{other}同时说“{text}”")
def say_at_once(story: Story, one: str, other: str, text: str) -> None:
    """Both arrive before the chatbot gets to answer either; their webhooks take turns."""
    story.sandbox.at_once((story.phone(one), text), (story.phone(other), text))


@step("when", '{who} says "{text}" and, before any answer, "{more}"', "{who}连续发送“{text}”和“{more}”")
def says_in_a_burst(story: Story, who: str, text: str, more: str) -> None:
    """Two messages in one burst."""
    story.sandbox.at_once((story.phone(who), text), (story.phone(who), more))


@step("when", '{who} sends the file "{address}"', "{who}发送文件“{address}”")
def sends_a_file(story: Story, who: str, address: str) -> None:
    """A photo, voice message or document, by its address."""
    story.sandbox.sends(address, story.phone(who))


@step("when", '{who} sends the file "{address}" saying "{text}"', "{who}发送文件“{address}”并附言“{text}”")
def sends_a_file_with(story: Story, who: str, address: str, text: str) -> None:
    """A photo, video or document with a caption."""
    story.sandbox.sends(address, story.phone(who), caption=text)


@step("when", '{who} fills the form with "{fields}"', "{who}填写表单“{fields}”")
def fills_the_form(story: Story, who: str, fields: str) -> None:
    """The WhatsApp Flow that was sent: `name=value` pairs with commas between them."""
    story.sandbox.fills(form_fields(fields), story.phone(who))


@step("when", "{span} go(es) by", ("过了 {span}", "{span}过去了"))
def time_goes_by(story: Story, span: str) -> None:
    """`90 seconds`, `1 hour`, `2 days`; `90 秒`, `1 小时`, `2 天`. Tokens expire, delays end, timers fire."""
    story.sandbox.advance(duration(span))


@step("when", 'it is "{moment}"', ("时间到了“{moment}”", "时间为“{moment}”"))
def it_is(story: Story, moment: str) -> None:
    """`2026-01-17 22:00`, in UTC unless it says otherwise (`2026-01-17 22:00+05:30`). What is due before it happens."""
    try:
        found = datetime.fromisoformat(moment.strip())
    except ValueError:
        raise ValueError(f"'{moment}' is no moment: write for example 2026-01-17 22:00+05:30") from None
    wanted = found if found.tzinfo else found.replace(tzinfo=UTC)
    now = story.sandbox.tenant.universe.clock.now()
    if wanted < now:
        raise ValueError(f"it is {now:%Y-%m-%d %H:%M} UTC already: time only goes on")
    story.sandbox.advance(wanted - now)

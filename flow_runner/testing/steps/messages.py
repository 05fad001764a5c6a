"""What customers are told, and what they can tap."""

from __future__ import annotations

from flow_runner.engine.events import MessageSent, PlaceholderUnset
from flow_runner.sandbox.trace import AgentSaid, Said
from flow_runner.testing.story import Story, full_text
from flow_runner.testing.table import column
from flow_runner.testing.verdict import require
from flow_runner.testing.vocabulary import step


@step("then", '{who} is told "{text}"', "{who}收到“{text}”")
def is_told(story: Story, who: str, text: str) -> None:
    """The text stands in some message that they got."""
    require(any(text in one for one in story.messages(who)), f"nothing says '{text}'; {story.told(who)}")


@step("then", '{who} is not told "{text}"', "{who}没有收到“{text}”")
def is_not_told(story: Story, who: str, text: str) -> None:
    """The text stands in none of the messages that they got."""
    require(not any(text in one for one in story.messages(who)), story.told(who))


@step("then", "{who} is told, in this order", "{who}依次收到")
def is_told_in_order(story: Story, who: str, datatable: list[list[str]]) -> None:
    """One text a row; each stands in a message of its own, and others may come between them."""
    rest, told = iter(story.messages(who)), story.told(who)
    for text in column(datatable):
        require(any(text in one for one in rest), f"nothing says '{text}' from there on; {told}")


@step("then", "{who} is told exactly", "{who}恰好收到")
def is_told_exactly(story: Story, who: str, docstring: str) -> None:
    """The whole text of one message."""
    require(docstring in story.messages(who), f"no message is that and nothing more; {story.told(who)}")


@step("then", "{who} is told nothing", "{who}没有收到任何消息")
def is_told_nothing(story: Story, who: str) -> None:
    """The chatbot has sent them no message at all."""
    require(not story.messages(who), story.told(who))


@step("then", "{who} gets {count:d} message(s)", "{who}共收到 {count:d} 条消息")
def gets_messages(story: Story, who: str, count: int) -> None:
    """From the beginning on."""
    found = len(story.messages(who))
    require(found == count, f"{who} got {found}: {story.told(who)}")


@step("then", '{who} is told "{text}" {count:d} time(s)', "{who}收到 {count:d} 次“{text}”")
def is_told_so_often(story: Story, who: str, text: str, count: int) -> None:
    """The text stands in so many of the messages that they got, and no more."""
    found = sum(text in one for one in story.messages(who))
    require(found == count, f"{found or 'none'} of them say{'s' if found == 1 else ''} so; {story.told(who)}")


@step("then", "{who} is answered", "{who}得到了回复")
def is_answered(story: Story, who: str) -> None:
    """Something was sent to them after the last thing that they said."""
    require(_answers(story, who), f"nobody has answered the last message of {who}; {story.told(who)}")


@step("then", '{who} is answered "{text}"', "{who}得到回复“{text}”")
def is_answered_with(story: Story, who: str, text: str) -> None:
    """The text stands in a message that was sent to them after the last thing that they said."""
    found = _answers(story, who)
    require(any(text in one for one in found), f"{who} was answered {'; '.join(map(repr, found)) or 'nothing'}")


@step("then", "{who} is not ignored", "{who}没有被冷落")
def is_not_ignored(story: Story, who: str) -> None:
    """Something was sent to them after the last thing that they said, or somebody has the chat, or it is closed."""
    if story.is_left_alone(who):
        is_answered(story, who)


@step("then", '{who} can tap "{title}"', "{who}可以点击“{title}”")
def can_tap(story: Story, who: str, title: str) -> None:
    """A button or row of the last message that offered any."""
    offered = [text.strip() for _, text in story.sandbox.offered(story.phone(who))]
    require(title.strip() in offered, f"{who} can tap {', '.join(offered) or 'nothing'}")


@step("then", '{who} cannot tap "{title}"', "{who}不能点击“{title}”")
def cannot_tap(story: Story, who: str, title: str) -> None:
    """It is no button or row of the last message that offered any."""
    offered = [text.strip() for _, text in story.sandbox.offered(story.phone(who))]
    require(title.strip() not in offered, f"{who} can tap {', '.join(offered)}")


@step("then", '{who} gets the file "{address}"', "{who}收到文件“{address}”")
def gets_the_file(story: Story, who: str, address: str) -> None:
    """A message whose photo, video or document is at this address."""
    entries = [entry.what for entry in story.sandbox.entries(story.phone(who))]
    found = [what.media for what in entries if isinstance(what, MessageSent) and what.media]
    require(address in found, f"{who} got {', '.join(found) or 'no file'}")


@step("then", "no placeholder goes out unfilled", "没有占位符原样发出")
def no_placeholder_goes_out(story: Story) -> None:
    """Neither in a message nor in a request: nothing like `@city` or `{{name}}` that was never set."""
    unset = [entry.what for entry in story.sandbox.trace if isinstance(entry.what, PlaceholderUnset)]
    told = "; ".join(dict.fromkeys(f"'{one.placeholder}' in the {one.place} of {one.node}" for one in unset))
    require(not unset, f"never set: {told}")


def _answers(story: Story, who: str) -> list[str]:
    """The texts that were sent after the last thing that the customer said, by the chatbot or by an agent."""
    entries = [entry.what for entry in story.sandbox.entries(story.phone(who))]
    last = max((number for number, what in enumerate(entries) if isinstance(what, Said)), default=-1)
    sent = [what for what in entries[last + 1 :] if isinstance(what, MessageSent | AgentSaid)]
    return [one.text if isinstance(one, AgentSaid) else full_text(one) for one in sent]

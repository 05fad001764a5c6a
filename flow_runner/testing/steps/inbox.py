"""The team inbox: agents come and go, take chats over, answer, and give them back."""

from __future__ import annotations

from pytest_bdd import given, parsers, then, when

from flow_runner.testing.story import Story


@given(parsers.parse("{agent} is offline"))
@when(parsers.parse("{agent} goes offline"))
@given(parsers.parse("客服 {agent} 不在线"))
def goes_offline(story: Story, agent: str) -> None:
    story.sandbox.inbox.goes(agent, online=False)


@when(parsers.parse("{agent} comes online"))
@when(parsers.parse("客服 {agent} 上线"))
def comes_online(story: Story, agent: str) -> None:
    story.sandbox.inbox.goes(agent, online=True)


@when(parsers.parse("{agent} takes over {who}'s chat"))
@when(parsers.parse("客服 {agent} 接管{who}的聊天"))
def takes_over(story: Story, agent: str, who: str) -> None:
    story.sandbox.inbox.takes_over(agent, story.phone(who))


@when(parsers.parse('{agent} answers {who} "{text}"'))
@when(parsers.parse("客服 {agent} 回复{who}“{text}”"))
def answers(story: Story, agent: str, who: str, text: str) -> None:
    story.sandbox.inbox.says(text, story.phone(who), agent)


@when(parsers.parse("{who}'s chat is given back to the bot"))
@when(parsers.parse("{who}的聊天交还给机器人"))
def given_back(story: Story, who: str) -> None:
    story.sandbox.inbox.gives_back(story.phone(who))


@when(parsers.parse("{who}'s chat is solved"))
@when(parsers.parse("{who}的聊天标记为已解决"))
def solved(story: Story, who: str) -> None:
    story.sandbox.inbox.sets_status("solved", story.phone(who))


@when(parsers.parse('the chatbot "{chatbot}" is started by hand for {who}'))
@when(parsers.parse("手动为{who}启动聊天机器人“{chatbot}”"))
def started_by_hand(story: Story, chatbot: str, who: str) -> None:
    story.sandbox.inbox.starts(chatbot, story.phone(who))


@then(parsers.parse("the status of {who}'s chat is {status}"))
@then(parsers.parse("{who}的聊天状态为 {status}"))
def the_status_is(story: Story, who: str, status: str) -> None:
    assert story.sandbox.status(story.phone(who)) == status

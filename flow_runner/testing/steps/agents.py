"""The team inbox: agents come and go, take chats over, answer, and give them back."""

from __future__ import annotations

from flow_runner.testing.story import Story
from flow_runner.testing.vocabulary import step


@step("given", "{name} is an agent in Wati", "{name} 是 Wati 中的客服")
def is_an_agent(story: Story, name: str) -> None:
    """Made at need."""
    story.agent(name, make=True)


@step("given", "the agent {name} does not exist in Wati", "Wati 中没有客服 {name}")
def the_agent_is_gone(story: Story, name: str) -> None:
    """Deleted, as somebody who has left."""
    story.sandbox.tenant.wati.agents.delete(story.agent(name).id)


@step("given", ("{agent} is offline", "{agent} goes offline"), "客服 {agent} 不在线")
def goes_offline(story: Story, agent: str) -> None:
    """Routing may pass them over."""
    story.sandbox.inbox.goes(agent, online=False)


@step("when", "{agent} comes online", "客服 {agent} 上线")
def comes_online(story: Story, agent: str) -> None:
    """Available for routing again."""
    story.sandbox.inbox.goes(agent, online=True)


@step("when", "{agent} takes over {who}'s chat", "客服 {agent} 接管{who}的聊天")
def takes_over(story: Story, agent: str, who: str) -> None:
    """A chatbot that runs there stops."""
    story.sandbox.inbox.takes_over(agent, story.phone(who))


@step("when", '{agent} answers {who} "{text}"', "客服 {agent} 回复{who}“{text}”")
def answers(story: Story, agent: str, who: str, text: str) -> None:
    """By hand, in the team inbox."""
    story.sandbox.inbox.says(text, story.phone(who), agent)


@step("when", "{who}'s chat is given back to the bot", "{who}的聊天交还给机器人")
def given_back(story: Story, who: str) -> None:
    """The next message may start a chatbot again."""
    story.sandbox.inbox.gives_back(story.phone(who))


@step("when", "{who}'s chat is solved", "{who}的聊天标记为已解决")
def solved(story: Story, who: str) -> None:
    """In the team inbox; the next message opens it again."""
    story.sandbox.inbox.sets_status("solved", story.phone(who))


@step("when", "{who}'s chat is set to {status}", "{who}的聊天状态改为 {status}")
def is_set_to(story: Story, who: str, status: str) -> None:
    """In the team inbox: open, pending, solved or block."""
    story.sandbox.inbox.sets_status(status.lower(), story.phone(who))


@step("when", 'the chatbot "{chatbot}" is started by hand for {who}', "手动为{who}启动聊天机器人“{chatbot}”")
def started_by_hand(story: Story, chatbot: str, who: str) -> None:
    """By its name or id; `this` is the one under test."""
    story.sandbox.inbox.starts(chatbot, story.phone(who))

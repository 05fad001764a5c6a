"""Where customers end up: who has the chat, and how the chatbot has ended."""

from __future__ import annotations

from flow_runner.testing.story import Story
from flow_runner.testing.verdict import require
from flow_runner.testing.vocabulary import step


@step("then", "{who}'s chat is assigned to {agent}", "{who}的聊天分配给 {agent}")
def chat_is_assigned_to(story: Story, who: str, agent: str) -> None:
    """An agent by name or e-mail."""
    found = story.sandbox.assignee(story.phone(who)) or {}
    require(found, f"nobody has the chat of {who}; {story.told(who)}")
    require(agent in found.values(), f"{found.get('name')} has the chat of {who}")


@step("then", "nobody has {who}'s chat", "{who}的聊天没有分配给任何人")
def nobody_has_the_chat(story: Story, who: str) -> None:
    """No agent does; a team may see it."""
    found = story.sandbox.assignee(story.phone(who))
    require(found is None, f"{found['name'] if found else ''} has the chat of {who}")


@step("then", "the team {team} sees {who}'s chat", "团队 {team} 可以看到{who}的聊天")
def the_team_sees_the_chat(story: Story, team: str, who: str) -> None:
    """By the team's name."""
    teams = story.sandbox.teams(story.phone(who))
    require(team in teams, f"the chat of {who} is seen by {', '.join(teams) or 'no team'}")


@step("then", "{who} is not left alone", "{who}没有被晾在一边")
def is_not_left_alone(story: Story, who: str) -> None:
    """An agent has the chat, a team was given it, it is closed, or the chatbot still waits for the customer."""
    told = f"the chatbot has ended, and nobody has the chat of {who}; {story.told(who)}"
    require(not story.is_left_alone(who), told)


@step("then", '{who} comes to "{node}"', "{who}到达“{node}”")
def comes_to(story: Story, who: str, node: str) -> None:
    """The chatbot has gone through this node, by its id, in any of its runs."""
    found = story.way(who, node)
    require(node in found, f"the way was {' → '.join(found) or 'empty'}")


@step("then", '{who} never comes to "{node}"', "{who}从未到达“{node}”")
def never_comes_to(story: Story, who: str, node: str) -> None:
    """The chatbot has not gone through this node, by its id, in any of its runs."""
    found = story.way(who, node)
    require(node not in found, f"the way was {' → '.join(found)}")


@step("then", "the chatbot has ended for {who}", "{who}的聊天机器人正常结束")
def has_ended(story: Story, who: str) -> None:
    """It has come to its end, and did not fail."""
    _stands(story, who, "ended")


@step("then", "the chatbot has failed for {who}", "{who}的聊天机器人失败")
def has_failed(story: Story, who: str) -> None:
    """It could not go on. Without this step a chatbot that fails makes the scenario fail."""
    story.foreseen.add(story.phone(who))
    _stands(story, who, "failed")


@step("then", "the chatbot waits for {who}", "聊天机器人正在等待{who}")
def waits_for(story: Story, who: str) -> None:
    """It runs, and waits for an answer or a moment."""
    _stands(story, who, "running")


@step("then", 'the chatbot waits for {who} at "{node}"', "聊天机器人在“{node}”等待{who}")
def waits_at(story: Story, who: str, node: str) -> None:
    """By the id of the node."""
    story.check_node(node)
    _stands(story, who, "running")
    found = story.run(who).node
    require(found == node, f"it waits at {found}")


@step("then", 'the chatbot has ended for {who} because "{reason}"', "{who}的聊天机器人结束,原因“{reason}”")
def has_ended_because(story: Story, who: str, reason: str) -> None:
    """A part of the reason, as the transcript tells it; it may have failed."""
    run = story.run(who)
    if run.outcome == "failed":
        story.foreseen.add(story.phone(who))
    require(run.outcome != "running", f"it waits at {run.node}")
    require(reason in run.reason, f"{run.outcome}: {run.reason}")


@step("then", "no chatbot starts for {who}", "没有聊天机器人为{who}启动")
def none_starts(story: Story, who: str) -> None:
    """Not from the beginning on."""
    session = story.sandbox.session(story.phone(who))
    require(session is None, f"one did, and has {session.outcome if session else ''}")


@step("then", "the status of {who}'s chat is {status}", "{who}的聊天状态为 {status}")
def the_status_is(story: Story, who: str, status: str) -> None:
    """OPEN, PENDING, EXPIRED, SOLVED, BLOCKED or BROADCAST."""
    found = story.sandbox.status(story.phone(who))
    require(found == status, story.differs(f"the status of the chat of {who}", status, found))


def _stands(story: Story, who: str, outcome: str) -> None:
    run = story.run(who)
    told = f"it waits at {run.node}" if run.outcome == "running" else f"{run.outcome}: {run.reason}"
    require(run.outcome == outcome, told)

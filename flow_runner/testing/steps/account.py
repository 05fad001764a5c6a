"""The chatbot, the account that it runs in, and who writes."""

from __future__ import annotations

from emulator import seed
from flow_runner.testing.story import Story
from flow_runner.testing.vocabulary import step


@step("given", 'the chatbot "{flow}"', "聊天机器人“{flow}”")
def the_chatbot(story: Story, flow: str) -> None:
    """An export, by its path from the feature's own folder, or a bundled chatbot by its name."""
    story.choose(flow=flow)


@step("given", 'the chatbot "{flow}" can be triggered', "可以触发聊天机器人“{flow}”")
def can_be_triggered(story: Story, flow: str) -> None:
    """Another export, which the one under test triggers."""
    story.choose(other=flow)


@step("given", 'the world "{world}"', "账户“{world}”")
def the_world(story: Story, world: str) -> None:
    """The account, as a world.yaml; without this it is the demo account."""
    story.choose(world=world)


@step("given", 'the stubs "{stubs}"', "桩“{stubs}”")
def the_stubs(story: Story, stubs: str) -> None:
    """Canned answers, as a stubs.yaml; each must be used."""
    story.choose(stubs=stubs)


@step("given", "{who} writes from {phone}", "{who}的号码是 {phone}")
def writes_from(story: Story, who: str, phone: str) -> None:
    """Names a customer. The number in any way of writing it, with country code."""
    story.names(who, phone)


@step("given", 'the assumption "{name}" is "{choice}"', "假设“{name}”取“{choice}”")
def the_assumption_is(story: Story, name: str, choice: str) -> None:
    """What is to be true of what nobody knows: see `wati-sandbox assumptions`."""
    story.sandbox.tenant.universe.assumptions.choose(name, choice)


@step("given", "the account's profile is", "账户设置为")
def the_profile_is(story: Story, docstring: str) -> None:
    """YAML, as below `profile` in a world.yaml: plan, hours, keywords, default actions, routing."""
    seed.change_profile(story.sandbox.tenant, docstring)

"""Contacts in Wati and their attributes."""

from __future__ import annotations

from flow_runner.testing.story import TOKEN_CONTACT, Story
from flow_runner.testing.verdict import require
from flow_runner.testing.vocabulary import step


@step("given", '{who} is called "{name}" in Wati', "{who}在 Wati 中名为“{name}”")
def is_called(story: Story, who: str, name: str) -> None:
    """The contact is made at need."""
    contact = story.contact(who)
    story.sandbox.tenant.wati.contacts.update(contact.id, name=name)


@step("given", 'the attribute "{name}" of {who} was set to "{value}"', "{who}的属性“{name}”已设为“{value}”")
def attribute_was_set(story: Story, who: str, name: str, value: str) -> None:
    """The contact is made at need."""
    story.sandbox.tenant.wati.set_attributes(story.contact(who), {name: value})


@step("given", 'the attribute "{name}" of {who} was never set', "{who}的属性“{name}”从未设置")
def attribute_was_never_set(story: Story, who: str, name: str) -> None:
    """Taken away where the world has it."""
    contact = story.contact(who)
    kept = {key: value for key, value in contact.attributes.items() if key != name}
    story.sandbox.tenant.wati.contacts.update(contact.id, attributes=kept)


@step("given", "{who} is no contact yet", "{who}还不是联系人")
def is_no_contact(story: Story, who: str) -> None:
    """Taken away where the world has it."""
    _remove(story, story.phone(who))


@step("given", "the mock contact does not exist", "模拟联系人不存在")
def the_mock_contact_is_gone(story: Story) -> None:
    """Contact 22222222, which keeps the token of all chats."""
    if not _remove(story, TOKEN_CONTACT):
        raise ValueError(f"there is no contact {TOKEN_CONTACT} that could be taken away")


@step("given", "{agent} owns the contact {who}", "联系人{who}的负责人是 {agent}")
def owns_the_contact(story: Story, agent: str, who: str) -> None:
    """The contact owner in Wati, which routing may go by; not the lead's owner in Zoho."""
    wati = story.sandbox.tenant.wati
    wati.contacts.update(story.contact(who).id, owner=story.agent(agent).email)


@step("then", '{who}\'s attribute "{name}" is "{value}"', "{who}的属性“{name}”为“{value}”")
def attribute_is(story: Story, who: str, name: str, value: str) -> None:
    """A custom attribute of the contact, as text."""
    held = story.sandbox.attributes(story.phone(who))
    require(held.get(name) == value, story.differs(f"the attribute '{name}' of {who}", value, held.get(name)))


@step("then", '{who} has no attribute "{name}"', "{who}没有属性“{name}”")
def has_no_attribute(story: Story, who: str, name: str) -> None:
    """It was never set."""
    held = story.sandbox.attributes(story.phone(who))
    require(name not in held, story.differs(f"the attribute '{name}' of {who}", None, held.get(name)))


def _remove(story: Story, phone: str) -> bool:
    wati = story.sandbox.tenant.wati
    contact = wati.contact(phone)
    if contact is not None:
        wati.contacts.delete(contact.id)
    return contact is not None

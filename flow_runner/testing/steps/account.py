"""Given: the chatbot, the Wati account and the Zoho account."""

from __future__ import annotations

from pytest_bdd import given, parsers

from emulator import seed
from flow_runner.testing.story import TOKEN_CONTACT, TOKEN_NAME, Story


@given(parsers.parse('the chatbot "{flow}"'))
@given(parsers.parse("聊天机器人“{flow}”"))
def the_chatbot(story: Story, flow: str) -> None:
    story.choose(flow=flow)


@given(parsers.parse('the world "{world}"'))
@given(parsers.parse("账户“{world}”"))
def the_world(story: Story, world: str) -> None:
    story.choose(world=world)


@given(parsers.parse('the stubs "{stubs}"'))
@given(parsers.parse("桩“{stubs}”"))
def the_stubs(story: Story, stubs: str) -> None:
    story.choose(stubs=stubs)


@given(parsers.parse("{who} writes from {phone}"))
@given(parsers.parse("{who}的号码是 {phone}"))
def writes_from(story: Story, who: str, phone: str) -> None:
    story.customers[who] = story.phone(phone)


@given(parsers.parse('Zoho has the lead "{last_name}" with the phone "{phone}", owned by {owner}'))
@given(parsers.parse("Zoho 中有潜在客户“{last_name}”,电话“{phone}”,负责人 {owner}"))
def zoho_has_the_lead(story: Story, last_name: str, phone: str, owner: str) -> None:
    story.sandbox.tenant.zoho.add_lead(story.owner(owner), {"Last_Name": last_name, "Phone": phone})


@given("Zoho has no leads")
@given("Zoho 中没有潜在客户")
def zoho_has_no_leads(story: Story) -> None:
    story.sandbox.tenant.zoho.leads.restore([])


@given(parsers.parse("{owner} is called {name} in Zoho from now on"))
@given(parsers.parse("Zoho 中的 {owner} 改名为 {name}"))
def owner_is_renamed(story: Story, owner: str, name: str) -> None:
    story.sandbox.tenant.zoho.users.update(story.owner(owner).id, name=name)


@given(parsers.parse('the assumption "{name}" is "{choice}"'))
@given(parsers.parse("假设“{name}”取“{choice}”"))
def the_assumption_is(story: Story, name: str, choice: str) -> None:
    story.sandbox.tenant.universe.assumptions.choose(name, choice)


@given("the account's profile is")
@given("账户设置为")
def the_profile_is(story: Story, docstring: str) -> None:
    seed.change_profile(story.sandbox.tenant, docstring)


@given(parsers.parse("{agent} owns the contact {who}"))
@given(parsers.parse("联系人{who}的负责人是 {agent}"))
def owns_the_contact(story: Story, agent: str, who: str) -> None:
    wati = story.sandbox.tenant.wati
    found = wati.agent(agent)
    assert found is not None, f"Wati has no agent called {agent}"
    contact = wati.contact(story.phone(who)) or wati.add_contact(story.phone(who))
    wati.contacts.update(contact.id, owner=found.email)


@given("no token is stored")
@given("没有存储令牌")
def no_token_is_stored(story: Story) -> None:
    contacts = story.sandbox.tenant.wati.contacts
    for contact in list(contacts):
        kept = {name: value for name, value in contact.attributes.items() if name != TOKEN_NAME}
        contacts.update(contact.id, attributes=kept)


@given(parsers.parse('the stored token is "{token}"'))
@given(parsers.parse("存储的令牌是“{token}”"))
def the_stored_token_is(story: Story, token: str) -> None:
    wati = story.sandbox.tenant.wati
    for contact in list(wati.contacts):
        wati.set_attributes(contact, {TOKEN_NAME: token})


@given(parsers.parse("{who} has a good token of their own"))
@given(parsers.parse("{who}自己的联系人存有可用的令牌"))
def has_a_good_token(story: Story, who: str) -> None:
    tenant = story.sandbox.tenant
    token = next(token.id for token in tenant.zoho.access_tokens)
    tenant.wati.add_contact(story.phone(who), attributes={TOKEN_NAME: token})


@given("the mock contact does not exist")
@given("模拟联系人不存在")
def the_mock_contact_is_gone(story: Story) -> None:
    wati = story.sandbox.tenant.wati
    contact = wati.contact(TOKEN_CONTACT)
    assert contact is not None
    wati.contacts.delete(contact.id)


@given(parsers.parse("the agent {name} does not exist in Wati"))
@given(parsers.parse("Wati 中没有客服 {name}"))
def the_agent_is_gone(story: Story, name: str) -> None:
    agents = story.sandbox.tenant.wati.agents
    agent = agents.first("name", name)
    assert agent is not None
    agents.delete(agent.id)

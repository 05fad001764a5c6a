"""Leads and users in Zoho."""

from __future__ import annotations

from flow_runner.testing.story import Story
from flow_runner.testing.table import records
from flow_runner.testing.vocabulary import step


@step(
    "given",
    'Zoho has the lead "{last_name}" with the phone "{phone}", owned by {owner}',
    "Zoho 中有潜在客户“{last_name}”,电话“{phone}”,负责人 {owner}",
)
def zoho_has_the_lead(story: Story, last_name: str, phone: str, owner: str) -> None:
    """The phone as it is stored, in any way of writing it. The owner is made at need."""
    story.sandbox.tenant.zoho.add_lead(story.owner(owner), {"Last_Name": last_name, "Phone": phone})


@step("given", "Zoho has the leads", "Zoho 中有以下潜在客户")
def zoho_has_the_leads(story: Story, datatable: list[list[str]]) -> None:
    """A table whose head names fields of a lead as Zoho does: Last_Name, Phone, Mobile, Email, Owner …"""
    for fields in records(datatable, "Owner"):
        owner = fields.pop("Owner")
        story.sandbox.tenant.zoho.add_lead(story.owner(owner), {key: value for key, value in fields.items() if value})


@step("given", "Zoho has no leads", "Zoho 中没有潜在客户")
def zoho_has_no_leads(story: Story) -> None:
    """All of the world's are taken away."""
    story.sandbox.tenant.zoho.leads.restore([])


@step("given", 'the lead "{last_name}" was converted', "潜在客户“{last_name}”已转换")
def was_converted(story: Story, last_name: str) -> None:
    """It is no lead any more, so a search among leads does not find it."""
    leads = story.sandbox.tenant.zoho.leads
    leads.update(story.lead(last_name).id, converted=True)


@step("given", 'the lead "{last_name}" now belongs to {owner}', "潜在客户“{last_name}”改由 {owner} 负责")
def now_belongs_to(story: Story, last_name: str, owner: str) -> None:
    """The owner is made at need."""
    leads = story.sandbox.tenant.zoho.leads
    leads.update(story.lead(last_name).id, owner_id=story.owner(owner).id)


@step("given", "{owner} is called {name} in Zoho from now on", "Zoho 中的 {owner} 改名为 {name}")
def owner_is_renamed(story: Story, owner: str, name: str) -> None:
    """Wati does not hear of it."""
    story.sandbox.tenant.zoho.users.update(story.owner(owner).id, name=name)

"""A contact of an emulated account, as the engine's nodes see it."""

from __future__ import annotations

from datetime import datetime

from emulator.sheets import OpenSheet
from emulator.tenant import Tenant
from emulator.wati.routing import Wanted, choose_agent
from emulator.wati.rows import Contact
from flow_runner.engine.ports import Fallback, Routed, Routing, Template

NAMES = frozenset({"name", "contact_name", "customer_name", "fullname"})
NUMBERS = frozenset({"phone", "phone_number", "whatsappnumber", "waid", "wa_id"})


def is_built_in(name: str) -> bool:
    """Whether every contact has this attribute."""
    return name.casefold() in NAMES or is_number(name)


def is_number(name: str) -> bool:
    """Whether this attribute is the contact's number, of digits alone."""
    return name.casefold() in NUMBERS


class ContactPort:
    """The engine's Platform over a tenant. Built-in attributes are matched without case; `name` and `phone` were
    seen in real exports, their other spellings in use by importers.
    """

    __slots__ = ("tenant", "wa_id")

    def __init__(self, tenant: Tenant, wa_id: str) -> None:
        self.tenant = tenant
        self.wa_id = wa_id

    @property
    def contact(self) -> Contact:
        found = self.tenant.wati.contact(self.wa_id)
        assert found is not None, "a message makes its contact"
        return found

    def now(self) -> datetime:
        return self.tenant.universe.clock.now()

    def attribute(self, name: str) -> str | None:
        contact = self.contact
        held = contact.attributes.get(name)
        if held is not None:
            return held
        plain = name.casefold()
        return contact.name if plain in NAMES else contact.wa_id if plain in NUMBERS else None

    def set_attribute(self, name: str, value: str) -> None:
        self.tenant.wati.set_attributes(self.contact, {name: value})

    def agent(self, agent_id: str) -> tuple[str, str] | None:
        found = self.tenant.wati.agents.get(agent_id)
        return (found.name, found.email) if found else None

    def team(self, team_id: str) -> str | None:
        found = self.tenant.wati.teams.get(team_id)
        return found.name if found else None

    def route(self, teams: tuple[str, ...], routing: Routing) -> Routed:
        found = choose_agent(self.tenant.wati, self.contact, teams, Wanted(**routing._asdict()))
        agent = found.agent
        return Routed(agent.id, agent.name, agent.email, found.reason) if agent else Routed("", "", "", found.reason)

    def fallback(self) -> Fallback | None:
        found = self.tenant.wati.profile.fallback
        return Fallback(found.text, found.tries) if found else None

    def template(self, template_id: str) -> Template | None:
        templates = self.tenant.wati.templates
        found = templates.get(template_id) or templates.first("name", template_id)
        return Template(found.name, found.body, found.header, found.footer, found.buttons) if found else None

    def form(self, form_id: str) -> str | None:
        forms = self.tenant.wati.forms
        found = forms.get(form_id) or forms.first("name", form_id)
        return found.name if found else None

    def sheet(self, spreadsheet: str, sheet: str) -> OpenSheet | None:
        return self.tenant.sheets.open(spreadsheet, sheet)

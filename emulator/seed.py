"""world.yaml -> the data of a tenant."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

from emulator import csv_file
from emulator.document import Document, DocumentError, text_of
from emulator.kernel.clock import DEFAULT_START
from emulator.kernel.shape import moment
from emulator.profile_schema import PROFILE_SCHEMA
from emulator.profile_schema import mistakes as profile_mistakes
from emulator.tenant import Tenant
from emulator.wati import webhook
from emulator.wati.rows import Agent, Channel, Form, Team, Template, Token
from emulator.wati.state import WatiState
from emulator.world_check import DEFAULT_CLIENTS, mistakes, refresh_tokens
from emulator.world_schema import WORLD_SCHEMA
from emulator.zoho import tags
from emulator.zoho.editions import STRICTEST
from emulator.zoho.rows import Client, GrantCode, RefreshToken
from emulator.zoho.state import ACCESS_TOKEN_LIFE, DEFAULT_SCOPE, GRANT_CODE_LIFE, ZohoState


def load(path: Path) -> Document:
    """A checked world file. DocumentError with every mistake, OSError where it cannot be read."""
    return checked(Document(text_of(path), path.name), path.parent)


def parse(text: str, file: str = "world.yaml") -> Document:
    """A checked world. DocumentError with every mistake: shape first, then names that point nowhere."""
    return checked(Document(text, file))


def checked(document: Document, folder: Path | None = None) -> Document:
    """The world of a document. DocumentError with every mistake: shape first, then names that point nowhere.

    The files that it names are read from `folder`, and their content stands in the data then; without one there are
    none.
    """
    document.data = {} if document.data is None else document.data
    document.check(WORLD_SCHEMA)
    found = mistakes(document)
    if not found:
        found = csv_file.read_into(document, folder)
    if found:
        raise DocumentError(found)
    return document


def change_profile(tenant: Tenant, text: str) -> None:
    """Give a tenant another profile, from the YAML of a world's `profile`. DocumentError with every mistake."""
    document = Document(text, "profile")
    document.data = document.data or {}
    document.check(PROFILE_SCHEMA)
    agents = {name for agent in tenant.wati.agents for name in (agent.name, agent.email)}
    found = list(profile_mistakes(document, document.data, agents, {team.name for team in tenant.wati.teams}))
    if found:
        raise DocumentError(found)
    tenant.wati.set_up(document.data)


def tenant_from(world: dict[str, Any], name: str = "default") -> Tenant:
    """A tenant with the data of a checked world."""
    start = moment(world["start"]) if "start" in world else DEFAULT_START
    tenant = Tenant(name, start, world.get("assumptions"))
    tenant.wati.set_up(world.get("profile", {}))
    _plant_wati(tenant, world.get("wati", {}))
    _plant_zoho(tenant, world.get("zoho", {}))
    _plant_sheets(tenant, world.get("sheets", ()))
    return tenant


def _plant_wati(tenant: Tenant, world: dict[str, Any]) -> None:
    state, ids = tenant.wati, tenant.universe.ids
    state.tenant_id = str(world.get("tenant_id", state.tenant_id))
    state.token = world.get("token", state.token)
    state.phone = str(world.get("phone", state.phone))
    state.limits = world.get("limits", "")
    _plant_access(state, world)
    for team in world.get("teams", ()):
        team_id = team.get("id") or ids.object_id("wati.team")
        state.teams.insert(Team(team_id, team["name"], team.get("default", False)))
    for entry in world.get("templates", ()):
        given = {key: value for key, value in entry.items() if key not in ("id", "name", "body", "buttons")}
        template_id = entry.get("id") or ids.object_id("wati.template")
        row = Template(template_id, entry["name"], entry["body"], buttons=tuple(entry.get("buttons", ())), **given)
        state.templates.insert(row)
    for entry in world.get("whatsapp_flows", ()):
        state.forms.insert(Form(entry.get("id") or ids.record_id("wati.form"), entry["name"]))
    for agent in world.get("agents", ()):
        agent_id = agent.get("id") or ids.object_id("wati.agent")
        known = {key: agent[key] for key in ("online", "admin") if key in agent}
        state.agents.insert(Agent(agent_id, agent["name"], agent["email"], tuple(agent.get("teams", ())), **known))
    for entry in world.get("contacts", ()):
        attributes = {name: str(value) for name, value in entry.get("attributes", {}).items()}
        contact = state.add_contact(str(entry["phone"]), entry.get("name", ""), attributes, source="Wati")
        told = {"subscribed": "allow_broadcast", "bsuid": "bsuid", "phone_is": "phone_is"}
        if told.keys() & entry.keys():
            state.contacts.update(contact.id, **{told[key]: entry[key] for key in told.keys() & entry.keys()})
        if "owner" in entry:
            state.contacts.update(contact.id, owner=_agent(tenant, entry["owner"]).email)
        if "assigned_to" in entry:
            agent_row = _agent(tenant, entry["assigned_to"])
            state.assign(state.conversation_of(contact), agent_row)
        if "status" in entry:
            conversation = state.conversation_of(contact)
            state.conversations.update(conversation.id, status=entry["status"].upper())
    tenant.universe.outbox.restore([])  # how it stands at the beginning is no news


def _plant_access(state: WatiState, world: dict[str, Any]) -> None:
    """Tokens, channels and webhooks."""
    ids, now = state.universe.ids, state.universe.clock.now()
    for entry in world.get("tokens", ()):
        expires = now + timedelta(seconds=entry["expires_in"]) if "expires_in" in entry else None
        role = entry.get("role", "ADMINISTRATOR")
        state.tokens.insert(Token(entry["token"], tuple(entry.get("scopes", ())), expires, role))
    for entry in world.get("channels", ()):
        channel_id = entry.get("id") or ids.object_id("wati.channel")
        state.channels.insert(Channel(channel_id, entry["name"], str(entry["phone"])))
    for entry in world.get("webhooks", ()):
        webhook.add(state, [webhook.Wanted(entry["url"], tuple(entry["events"]), str(entry.get("phone", "")))])


def _plant_zoho(tenant: Tenant, world: dict[str, Any]) -> None:
    state, now = tenant.zoho, tenant.universe.clock.now()
    state.data_center, state.limits = world.get("data_center", ""), world.get("limits", "")
    state.expires_in, state.zsoid = world.get("expires_in", state.expires_in), str(world.get("zsoid", state.zsoid))
    for client in world.get("clients", DEFAULT_CLIENTS):
        known = {key: client[key] for key in ("name",) if key in client}
        uris = tuple(client.get("redirect_uris", ()))
        state.clients.insert(Client(client["client_id"], client["client_secret"], uris, **known))
    for code in world.get("codes", ()):
        life = timedelta(seconds=code.get("expires_in", GRANT_CODE_LIFE.total_seconds()))
        state.codes.insert(GrantCode(code["code"], code["client_id"], code.get("scope", DEFAULT_SCOPE), now + life))
    for token in refresh_tokens(world):
        state.refresh_tokens.insert(RefreshToken(token["token"], token["client_id"], token.get("scope", DEFAULT_SCOPE)))
    for token in world.get("access_tokens", ()):
        life = timedelta(seconds=token.get("expires_in", ACCESS_TOKEN_LIFE.total_seconds()))
        scope, refresh = token.get("scope", DEFAULT_SCOPE), token.get("refresh_token", "")
        row = state.issue_access_token(refresh, scope, token["token"])
        state.access_tokens.update(row.id, expires_at=now + life)
    for user in world.get("users", ()):
        more = {key: user[key] for key in ("confirmed", "role", "profile") if key in user}
        more["denied"] = tuple(user.get("denied", ()))
        state.add_user(user["name"], user["email"], user.get("id", ""), user.get("active", True), **more)
    state.edition = world.get("edition", STRICTEST)
    state.index_delay_s = float(world.get("index_delay", 0))
    state.declare(world.get("modules", []))
    for entry in world.get("leads", ()):
        fields = {name: value for name, value in entry.items() if name not in ("id", "Owner", "converted")}
        for name in ("Phone", "Mobile"):
            if isinstance(fields.get(name), int):
                fields[name] = str(fields[name])
        owner = state.user(entry["Owner"])
        assert owner is not None, "world_check has seen to it"
        _plant_tags(state, "Leads", fields, owner.id)
        state.add_lead(owner, fields, entry.get("id", ""), entry.get("converted", False))
    for module, entries in world.get("records", {}).items():
        for entry in entries:
            _plant_record(state, module, entry)


def _plant_record(state: ZohoState, module: str, entry: dict[str, Any]) -> None:
    """One without an owner is the first user's."""
    owner = state.user(entry["Owner"]) if "Owner" in entry else next(iter(state.users))
    assert owner is not None, "world_check has seen to it"
    fields = {name: value for name, value in entry.items() if name not in ("id", "Owner")}
    for field in state.modules[module].of_type("phone"):
        if isinstance(fields.get(field.api_name), int):
            fields[field.api_name] = str(fields[field.api_name])
    for field in state.modules[module].of_type("lookup"):
        if field.lookup and field.api_name in fields:
            fields[field.api_name] = state.led_to(field.lookup, str(fields[field.api_name]))
    _plant_tags(state, module, fields, owner.id)
    state.add_record(module, owner, fields, entry.get("id", ""))


def _plant_tags(state: ZohoState, module: str, fields: dict[str, Any], user_id: str) -> None:
    """A world may name tags alone."""
    if isinstance(fields.get("Tag"), list):
        fields["Tag"] = tags.named(fields["Tag"], module, state, user_id)


def _plant_sheets(tenant: Tenant, sheets: Iterable[dict[str, Any]]) -> None:
    for entry in sheets:
        rows = [{name: _cell(value) for name, value in row.items()} for row in entry.get("rows", ())]
        columns = entry.get("columns") or list(dict.fromkeys(name for row in rows for name in row))
        ids = {key: entry[key] for key in ("spreadsheet_id", "sheet_id") if key in entry}
        sheet = tenant.sheets.add(entry["spreadsheet"], entry.get("sheet", "Sheet1"), columns, **ids)
        for row in rows:
            sheet.insert(row)


def _cell(value: Any) -> str:
    return "" if value is None else str(value)


def _agent(tenant: Tenant, name_or_email: str) -> Agent:
    found = tenant.wati.agent(name_or_email)
    assert found is not None, "world_check has seen to it"
    return found

"""world.yaml -> the data of a tenant. Its JSON Schema is `WORLD_SCHEMA`, printed by `wati-sandbox schema world`."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from emulator.document import Document, DocumentError, Mistake
from emulator.kernel.assumption import ASSUMPTIONS
from emulator.kernel.clock import DEFAULT_START
from emulator.kernel.secret import is_secret_name
from emulator.kernel.shape import moment
from emulator.kernel.suggest import did_you_mean
from emulator.tenant import Tenant
from emulator.wati.rows import Agent, Team
from emulator.zoho.rows import Client, GrantCode, RefreshToken
from emulator.zoho.state import (
    ACCESS_TOKEN_LIFE,
    DEFAULT_CLIENT_ID,
    DEFAULT_CLIENT_SECRET,
    DEFAULT_REFRESH_TOKEN,
    DEFAULT_SCOPE,
    GRANT_CODE_LIFE,
)

# An account that says nothing of its OAuth client has this one, so that any client can be pointed at it.
DEFAULT_CLIENTS = ({"client_id": DEFAULT_CLIENT_ID, "client_secret": DEFAULT_CLIENT_SECRET},)
DEFAULT_REFRESH_TOKENS = ({"token": DEFAULT_REFRESH_TOKEN, "client_id": DEFAULT_CLIENT_ID},)

TEXT = {"type": "string", "minLength": 1}
PHONE = {"type": ["string", "integer"], "title": "digits with country code, for example 919876543210"}
STORED_PHONE = {"type": ["string", "integer", "null"]}


def _object(properties: dict[str, Any], *required: str, more: Any = False) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": more,
    }


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


WORLD_SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "world.yaml: the account that a chatbot runs in",
    **_object(
        {
            "start": {"type": "string", "title": "ISO 8601 with time zone, for example 2026-01-15T09:00:00Z"},
            "assumptions": {"type": "object", "additionalProperties": TEXT},
            "credentials": {"enum": ["own", "from_export"], "title": "whether the tokens of the export are good too"},
            "wati": _object(
                {
                    "tenant_id": {"type": ["string", "integer"]},
                    "token": TEXT,
                    "teams": _list(_object({"name": TEXT, "id": TEXT}, "name")),
                    "agents": _list(
                        _object({"name": TEXT, "email": TEXT, "id": TEXT, "teams": _list(TEXT)}, "name", "email")
                    ),
                    "contacts": _list(
                        _object(
                            {
                                "phone": PHONE,
                                "name": TEXT,
                                "attributes": {
                                    "type": "object",
                                    "additionalProperties": {"type": ["string", "integer", "number"]},
                                },
                                "assigned_to": TEXT,
                            },
                            "phone",
                        )
                    ),
                }
            ),
            "zoho": _object(
                {
                    "clients": _list(_object({"client_id": TEXT, "client_secret": TEXT}, "client_id", "client_secret")),
                    "codes": _list(
                        _object(
                            {
                                "code": TEXT,
                                "client_id": TEXT,
                                "scope": TEXT,
                                "expires_in": {"type": "number", "minimum": 0},
                            },
                            "code",
                            "client_id",
                        )
                    ),
                    "refresh_tokens": _list(
                        _object({"token": TEXT, "client_id": TEXT, "scope": TEXT}, "token", "client_id")
                    ),
                    "access_tokens": _list(
                        _object(
                            {
                                "token": TEXT,
                                "refresh_token": TEXT,
                                "scope": TEXT,
                                "expires_in": {"type": "number", "minimum": 0, "maximum": 3600},
                            },
                            "token",
                        )
                    ),
                    "users": _list(
                        _object(
                            {"name": TEXT, "email": TEXT, "id": TEXT, "active": {"type": "boolean"}}, "name", "email"
                        )
                    ),
                    "leads": _list(
                        _object(
                            {
                                "id": TEXT,
                                "Owner": TEXT,
                                "Last_Name": TEXT,
                                "Phone": STORED_PHONE,
                                "Mobile": STORED_PHONE,
                                "converted": {"type": "boolean"},
                            },
                            "Owner",
                            "Last_Name",
                            more=True,
                        )
                    ),
                }
            ),
        }
    ),
}


def load(path: Path) -> Document:
    """A checked world file. DocumentError with every mistake, OSError where it cannot be read."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise DocumentError([Mistake(path.name, 1, (), f"this is not UTF-8 text: {error.reason}")]) from error
    return parse(text, path.name)


def parse(text: str, file: str = "world.yaml") -> Document:
    """A checked world. DocumentError with every mistake: shape first, then names that point nowhere."""
    return checked(Document(text, file))


def checked(document: Document) -> Document:
    """The world of a document. DocumentError with every mistake: shape first, then names that point nowhere."""
    document.data = {} if document.data is None else document.data
    document.check(WORLD_SCHEMA)
    mistakes = _dangling(document)
    if mistakes:
        raise DocumentError(mistakes)
    return document


def tenant_from(world: dict[str, Any], name: str = "default") -> Tenant:
    """A tenant with the data of a checked world."""
    start = moment(world["start"]) if "start" in world else DEFAULT_START
    tenant = Tenant(name, start, world.get("assumptions"))
    _plant_wati(tenant, world.get("wati", {}))
    _plant_zoho(tenant, world.get("zoho", {}))
    return tenant


def _plant_wati(tenant: Tenant, world: dict[str, Any]) -> None:
    state, ids = tenant.wati, tenant.universe.ids
    state.tenant_id = str(world.get("tenant_id", state.tenant_id))
    state.token = world.get("token", state.token)
    for team in world.get("teams", ()):
        state.teams.insert(Team(team.get("id") or ids.object_id("wati.team"), team["name"]))
    for agent in world.get("agents", ()):
        agent_id = agent.get("id") or ids.object_id("wati.agent")
        state.agents.insert(Agent(agent_id, agent["name"], agent["email"], tuple(agent.get("teams", ()))))
    for entry in world.get("contacts", ()):
        attributes = {name: str(value) for name, value in entry.get("attributes", {}).items()}
        contact = state.add_contact(str(entry["phone"]), entry.get("name", ""), attributes, source="Wati")
        if "assigned_to" in entry:
            agent_row = _agent(tenant, entry["assigned_to"])
            state.assign(state.conversation_of(contact), agent_row)


def _plant_zoho(tenant: Tenant, world: dict[str, Any]) -> None:
    state, now = tenant.zoho, tenant.universe.clock.now()
    for client in world.get("clients", DEFAULT_CLIENTS):
        state.clients.insert(Client(client["client_id"], client["client_secret"]))
    for code in world.get("codes", ()):
        life = timedelta(seconds=code.get("expires_in", GRANT_CODE_LIFE.total_seconds()))
        state.codes.insert(GrantCode(code["code"], code["client_id"], code.get("scope", DEFAULT_SCOPE), now + life))
    for token in world.get("refresh_tokens", () if "clients" in world else DEFAULT_REFRESH_TOKENS):
        state.refresh_tokens.insert(RefreshToken(token["token"], token["client_id"], token.get("scope", DEFAULT_SCOPE)))
    for token in world.get("access_tokens", ()):
        life = timedelta(seconds=token.get("expires_in", ACCESS_TOKEN_LIFE.total_seconds()))
        scope, refresh = token.get("scope", DEFAULT_SCOPE), token.get("refresh_token", "")
        row = state.issue_access_token(refresh, scope, token["token"])
        state.access_tokens.update(row.id, expires_at=now + life)
    for user in world.get("users", ()):
        state.add_user(user["name"], user["email"], user.get("id", ""), user.get("active", True))
    for entry in world.get("leads", ()):
        fields = {name: value for name, value in entry.items() if name not in ("id", "Owner", "converted")}
        for name in ("Phone", "Mobile"):
            if isinstance(fields.get(name), int):
                fields[name] = str(fields[name])
        owner = state.user(entry["Owner"])
        assert owner is not None, "_dangling has seen to it"
        state.add_lead(owner, fields, entry.get("id", ""), entry.get("converted", False))


def _agent(tenant: Tenant, name_or_email: str) -> Agent:
    found = tenant.wati.agent(name_or_email)
    assert found is not None, "_dangling has seen to it"
    return found


def _dangling(document: Document) -> list[Mistake]:
    """Names that point at nothing, names that stand twice, and values that the schema cannot judge."""
    world, mistakes = document.data, []

    def unless_known(path: tuple[str | int, ...], name: str, known: set[str], what: str) -> None:
        if name not in known:
            mistakes.append(document.mistake(path, f"no {what} is called '{name}'.{did_you_mean(name, known)}"))

    def unless_unique(section: str, kind: str, key: str) -> None:
        seen: set[str] = set()
        for number, entry in enumerate(world.get(section, {}).get(kind, ())):
            value = str(entry.get(key, "")).casefold()
            if value and value in seen:
                shown = "" if is_secret_name(key) else f" '{entry[key]}'"
                mistakes.append(document.mistake((section, kind, number, key), f"this {key}{shown} stands twice"))
            seen.add(value)

    for section, kind, key in UNIQUE:
        unless_unique(section, kind, key)
    if "start" in world:
        try:
            moment(world["start"])
        except ValueError:
            mistakes.append(document.mistake(("start",), "write a moment with its time zone: 2026-01-15T09:00:00Z"))
    for name, choice in world.get("assumptions", {}).items():
        path = ("assumptions", name)
        unless_known(path, name, set(ASSUMPTIONS), "assumption")
        assumption = ASSUMPTIONS.get(name)
        if assumption and choice not in assumption.choices:
            options = ", ".join(assumption.choices)
            told = f"'{choice}' is not one of {options}.{did_you_mean(choice, assumption.choices)}"
            mistakes.append(document.mistake(path, told))
    wati, zoho = world.get("wati", {}), world.get("zoho", {})
    agents = {entry[key] for entry in wati.get("agents", ()) for key in ("name", "email")}
    teams = {entry["name"] for entry in wati.get("teams", ())}
    for number, agent in enumerate(wati.get("agents", ())):
        for team in agent.get("teams", ()):
            unless_known(("wati", "agents", number, "teams"), team, teams, "team")
    for number, contact in enumerate(wati.get("contacts", ())):
        phone = str(contact["phone"])
        if not (phone.isascii() and phone.isdigit() and 8 <= len(phone) <= 15):
            told = f"'{phone}' is no WhatsApp number: write 8 to 15 digits with country code and nothing else"
            mistakes.append(document.mistake(("wati", "contacts", number, "phone"), told))
        if "assigned_to" in contact:
            unless_known(("wati", "contacts", number, "assigned_to"), contact["assigned_to"], agents, "agent")
    users = {entry[key] for entry in zoho.get("users", ()) for key in ("name", "email")}
    for number, lead in enumerate(zoho.get("leads", ())):
        unless_known(("zoho", "leads", number, "Owner"), lead["Owner"], users, "Zoho user")
    clients = {entry["client_id"] for entry in zoho.get("clients", DEFAULT_CLIENTS)}
    for kind in ("refresh_tokens", "codes"):
        for number, entry in enumerate(zoho.get(kind, ())):
            unless_known(("zoho", kind, number, "client_id"), entry["client_id"], clients, "OAuth client")
    refresh = {
        entry["token"] for entry in zoho.get("refresh_tokens", () if "clients" in zoho else DEFAULT_REFRESH_TOKENS)
    }
    for number, entry in enumerate(zoho.get("access_tokens", ())):
        if entry.get("refresh_token") and entry["refresh_token"] not in refresh:
            told = "no refresh token of this world is that one"
            mistakes.append(document.mistake(("zoho", "access_tokens", number, "refresh_token"), told))
    return sorted(mistakes, key=lambda mistake: mistake.line)


UNIQUE = (
    ("wati", "agents", "email"),
    ("wati", "agents", "id"),
    ("wati", "teams", "name"),
    ("wati", "teams", "id"),
    ("wati", "contacts", "phone"),
    ("zoho", "clients", "client_id"),
    ("zoho", "codes", "code"),
    ("zoho", "refresh_tokens", "token"),
    ("zoho", "access_tokens", "token"),
    ("zoho", "users", "email"),
    ("zoho", "users", "id"),
    ("zoho", "leads", "id"),
)

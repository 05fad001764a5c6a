"""What a JSON Schema cannot see in a world: names that point nowhere, things that stand twice, values that are none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from emulator.document import Document, Mistake
from emulator.kernel.assumption import ASSUMPTIONS
from emulator.kernel.secret import is_secret_name
from emulator.kernel.shape import moment
from emulator.kernel.suggest import did_you_mean
from emulator.profile_schema import mistakes as profile_mistakes
from emulator.wati.callback import KNOWN
from emulator.wati.state import DEFAULT_PHONE, VALID_NUMBER
from emulator.wati.webhook import MAX_WEBHOOKS, host_of
from emulator.zoho import modules
from emulator.zoho.state import DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET, DEFAULT_REFRESH_TOKEN

# An account that says nothing of its OAuth client has this one, so that any client can be pointed at it.
DEFAULT_CLIENTS = ({"client_id": DEFAULT_CLIENT_ID, "client_secret": DEFAULT_CLIENT_SECRET},)
DEFAULT_REFRESH_TOKENS = ({"token": DEFAULT_REFRESH_TOKEN, "client_id": DEFAULT_CLIENT_ID},)

UNIQUE = (
    ("wati", "agents", "email"),
    ("wati", "agents", "id"),
    ("wati", "teams", "name"),
    ("wati", "teams", "id"),
    ("wati", "contacts", "phone"),
    ("wati", "templates", "name"),
    ("wati", "templates", "id"),
    ("wati", "whatsapp_flows", "name"),
    ("wati", "channels", "name"),
    ("wati", "channels", "phone"),
    ("wati", "channels", "id"),
    ("wati", "tokens", "token"),
    ("wati", "contacts", "bsuid"),
    ("wati", "whatsapp_flows", "id"),
    ("zoho", "clients", "client_id"),
    ("zoho", "codes", "code"),
    ("zoho", "refresh_tokens", "token"),
    ("zoho", "access_tokens", "token"),
    ("zoho", "users", "email"),
    ("zoho", "users", "id"),
    ("zoho", "leads", "id"),
    ("zoho", "modules", "name"),
)


def mistakes(document: Document) -> list[Mistake]:
    """All of them, by line; for a document that holds to the schema."""
    world = document.data
    told = [
        *_moments(document, world),
        *_assumptions(document, world),
        *_twice(document, world),
        *_wati(document, world.get("wati", {})),
        *_webhooks(document, world.get("wati", {})),
        *_zoho(document, world.get("zoho", {})),
        *_profile(document, world),
        *_sheets(document, world.get("sheets", ())),
    ]
    return sorted(told, key=lambda mistake: mistake.line)


def refresh_tokens(zoho: dict[str, Any]) -> Iterable[dict[str, Any]]:
    """Those of a world; one that names no OAuth client has the sandbox's own."""
    found: Iterable[dict[str, Any]] = zoho.get("refresh_tokens", () if "clients" in zoho else DEFAULT_REFRESH_TOKENS)
    return found


def _moments(document: Document, world: dict[str, Any]) -> Iterator[Mistake]:
    if "start" in world:
        try:
            moment(world["start"])
        except ValueError:
            yield document.mistake(("start",), "write a moment with its time zone: 2026-01-15T09:00:00Z")


def _assumptions(document: Document, world: dict[str, Any]) -> Iterator[Mistake]:
    for name, choice in world.get("assumptions", {}).items():
        assumption, path = ASSUMPTIONS.get(name), ("assumptions", name)
        if assumption is None:
            yield _unknown(document, path, name, ASSUMPTIONS, "assumption")
        elif choice not in assumption.choices:
            options = ", ".join(assumption.choices)
            hint = did_you_mean(choice, assumption.choices)
            yield document.mistake(path, f"'{choice}' is not one of {options}.{hint}")


def _twice(document: Document, world: dict[str, Any]) -> Iterator[Mistake]:
    for section, kind, key in UNIQUE:
        seen: set[str] = set()
        for number, entry in enumerate(world.get(section, {}).get(kind, ())):
            value = str(entry.get(key, "")).casefold()
            if value and value in seen:
                shown = "" if is_secret_name(key) else f" '{entry[key]}'"
                yield document.mistake((section, kind, number, key), f"this {key}{shown} stands twice")
            seen.add(value)


def _wati(document: Document, wati: dict[str, Any]) -> Iterator[Mistake]:
    teams = {entry["name"] for entry in wati.get("teams", ())}
    for number, agent in enumerate(wati.get("agents", ())):
        for team in agent.get("teams", ()):
            if team not in teams:
                yield _unknown(document, ("wati", "agents", number, "teams"), team, teams, "team")
    defaults = [number for number, entry in enumerate(wati.get("teams", ())) if entry.get("default")]
    for number in defaults[1:]:
        yield document.mistake(("wati", "teams", number, "default"), "only one team can be the default team")
    agents = _names(wati.get("agents", ()))
    for number, contact in enumerate(wati.get("contacts", ())):
        phone = str(contact["phone"])
        if not VALID_NUMBER.fullmatch(phone):
            told = f"'{phone}' is no WhatsApp number: write 8 to 15 digits with country code and nothing else"
            yield document.mistake(("wati", "contacts", number, "phone"), told)
        for key in ("assigned_to", "owner"):
            if contact.get(key, "") not in agents | {""}:
                yield _unknown(document, ("wati", "contacts", number, key), contact[key], agents, "agent")


def _webhooks(document: Document, wati: dict[str, Any]) -> Iterator[Mistake]:
    numbers = [str(wati.get("phone", DEFAULT_PHONE)), *(str(entry["phone"]) for entry in wati.get("channels", ()))]
    seen: set[tuple[str, str]] = set()
    for number, entry in enumerate(wati.get("webhooks", ())):
        path, phone = ("wati", "webhooks", number), str(entry.get("phone", ""))
        if not host_of(entry["url"]):
            yield document.mistake((*path, "url"), "this is no address: write http(s)://host[:port][/path], in ASCII")
        for name in entry["events"]:
            if name not in KNOWN:
                yield _unknown(document, (*path, "events"), name, KNOWN, "event")
        if phone and phone not in numbers:
            yield _unknown(document, (*path, "phone"), phone, numbers, "number of the account")
        if (entry["url"], phone) in seen:
            yield document.mistake((*path, "url"), "this address stands twice")
        seen.add((entry["url"], phone))
    if len(seen) > MAX_WEBHOOKS:
        yield document.mistake(("wati", "webhooks"), f"an account has at most {MAX_WEBHOOKS} webhooks")


def _profile(document: Document, world: dict[str, Any]) -> Iterator[Mistake]:
    wati = world.get("wati", {})
    agents, teams = _names(wati.get("agents", ())), {entry["name"] for entry in wati.get("teams", ())}
    yield from profile_mistakes(document, world.get("profile", {}), agents, teams)


def _zoho(document: Document, zoho: dict[str, Any]) -> Iterator[Mistake]:
    users = _names(zoho.get("users", ()))
    for number, lead in enumerate(zoho.get("leads", ())):
        if lead["Owner"] not in users:
            yield _unknown(document, ("zoho", "leads", number, "Owner"), lead["Owner"], users, "Zoho user")
    yield from _records(document, zoho, users)
    clients = {entry["client_id"] for entry in zoho.get("clients", DEFAULT_CLIENTS)}
    for kind in ("refresh_tokens", "codes"):
        for number, entry in enumerate(zoho.get(kind, ())):
            if entry["client_id"] not in clients:
                path = ("zoho", kind, number, "client_id")
                yield _unknown(document, path, entry["client_id"], clients, "OAuth client")
    refresh = {entry["token"] for entry in refresh_tokens(zoho)}
    for number, entry in enumerate(zoho.get("access_tokens", ())):
        if entry.get("refresh_token", "") not in refresh | {""}:
            told = "no refresh token of this world is that one"
            yield document.mistake(("zoho", "access_tokens", number, "refresh_token"), told)


def _records(document: Document, zoho: dict[str, Any], users: set[str]) -> Iterator[Mistake]:
    own = [entry["name"] for entry in zoho.get("modules", ())]
    for number, name in enumerate(own):
        if name in modules.ALL:
            yield document.mistake(("zoho", "modules", number, "name"), f"{name} is a standard module already")
    known = [*modules.ALL, *own]
    for number, entry in enumerate(zoho.get("modules", ())):
        for place, field in enumerate(entry.get("fields", ())):
            if field.get("lookup", known[0]) not in known:
                path = ("zoho", "modules", number, "fields", place, "lookup")
                yield _unknown(document, path, field["lookup"], known, "module")
    for module, entries in zoho.get("records", {}).items():
        if module not in known:
            yield _unknown(document, ("zoho", "records", module), module, known, "module")
        if entries and not users:
            yield document.mistake(("zoho", "records", module), "a record needs an owner: name users")
        for number, entry in enumerate(entries):
            if "Owner" in entry and entry["Owner"] not in users:
                yield _unknown(document, ("zoho", "records", module, number), entry["Owner"], users, "Zoho user")


def _sheets(document: Document, sheets: Iterable[dict[str, Any]]) -> Iterator[Mistake]:
    seen: set[tuple[str, str]] = set()
    for number, entry in enumerate(sheets):
        columns, name = entry.get("columns"), (entry["spreadsheet"], entry.get("sheet", ""))
        if name in seen:
            yield document.mistake(("sheets", number), f"the sheet '{' / '.join(filter(None, name))}' stands twice")
        seen.add(name)
        table = {"columns", "rows"} & entry.keys()
        if "file" in entry and table:
            yield document.mistake(("sheets", number, "file"), "a file holds columns and rows: leave those out")
        if "file" not in entry and not table:
            yield document.mistake(("sheets", number), "a sheet needs columns, rows, or a file")
        for place, row in enumerate(entry.get("rows", ()) if columns is not None else ()):
            for column in row.keys() - set(columns or ()):
                yield _unknown(document, ("sheets", number, "rows", place), column, columns or (), "column")


def _names(entries: Iterable[dict[str, Any]]) -> set[str]:
    return {entry[key] for entry in entries for key in ("name", "email")}


def _unknown(document: Document, path: tuple[str | int, ...], name: str, known: Iterable[str], what: str) -> Mistake:
    return document.mistake(path, f"no {what} is called '{name}'.{did_you_mean(name, known)}")

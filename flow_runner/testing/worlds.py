"""A hypothesis strategy for whole accounts, as a world.yaml holds them: each one valid, few of them tidy."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from hypothesis import strategies as st

from emulator.kernel.assumption import ASSUMPTIONS
from emulator.zoho.state import ACCESS_TOKEN_LIFE
from flow_runner.engine import Flow  # noqa: F401  # registers the assumptions of the engine
from flow_runner.testing.exports import AGENT, NAMES, SPREADSHEET, TEAM, TEMPLATE
from flow_runner.testing.phones import phone_numbers, written_phones
from flow_runner.testing.profiles import profiles

Raw = dict[str, Any]
Some = st.SearchStrategy[Any]

FORM = "41508680000000000"
PEOPLE = ("Asha Agent", "Ravi Agent", "Noor Former", "名字 Agent")
TEAMS = ("Sales", "Care")
CUSTOMERS = ("919876543210", "15550100001", "15550100002")
CLIENT = {"client_id": "1000.SANDBOXCLIENT0000000000000000", "client_secret": "sandbox-client-secret"}
REFRESH_TOKEN = "1000.sandbox.refresh-token"
STATUSES = ("open", "pending", "solved", "blocked", "broadcast")
FIRST, LAST = datetime(2024, 1, 1), datetime(2030, 12, 31)

_flags = st.booleans()
_values = st.sampled_from(["Springfield", "Pune", "5", "", "नमस्ते", "{{name}}"])


def worlds(with_profile: bool = True) -> st.SearchStrategy[Raw]:
    """Whole worlds, as `seed.parse` takes them after `yaml.safe_dump`: agents in teams, contacts with attributes,
    leads whose phones are written in any way, tokens that live or have expired, sheets, templates, forms, a profile
    and assumptions. The ids are those that `exports()` speaks of.

    `with_profile=False` leaves out what starts, ends and assigns chats besides the chatbot.
    """
    people = st.lists(st.sampled_from(PEOPLE), min_size=1, unique=True)
    found = people.flatmap(lambda names: _world(names, with_profile))
    return found.map(lambda world: {name: value for name, value in world.items() if value})


def _world(people: list[str], with_profile: bool) -> Some:
    return st.fixed_dictionaries(
        {
            "start": st.datetimes(FIRST, LAST).map(lambda moment: f"{moment.isoformat(timespec='seconds')}Z"),
            "credentials": st.sampled_from(["own", "from_export"]),
            "assumptions": _assumptions(),
            "profile": st.one_of(st.just({}), profiles(people, TEAMS)) if with_profile else st.just({}),
            "sheets": st.one_of(st.just([]), _sheets()),
            "wati": _wati(people),
            "zoho": _zoho(),
        }
    )


def _assumptions() -> Some:
    """Up to four, each with one of its choices."""
    chosen = st.sampled_from(list(ASSUMPTIONS.values())).flatmap(
        lambda one: st.tuples(st.just(one.name), st.sampled_from(one.choices))
    )
    return st.lists(chosen, max_size=4).map(dict)


def _sheets() -> Some:
    def sheet(columns: list[str], cells: list[str]) -> list[Raw]:
        rows = [dict.fromkeys(columns, cell) for cell in cells]
        return [{"spreadsheet": "Leads", "spreadsheet_id": SPREADSHEET, "columns": columns, "rows": rows}]

    columns = st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True)
    return st.builds(sheet, columns, st.lists(_values, max_size=3))


def _wati(people: list[str]) -> Some:
    agents = [
        st.builds(_agent, st.just(name), st.just(number), _some(TEAMS), _flags, _flags)
        for number, name in enumerate(people)
    ]
    contacts = _each(
        CUSTOMERS,
        {
            "name": st.sampled_from(["Priya Test", "名字", "O'Neil & Sons"]),
            "attributes": st.dictionaries(st.sampled_from(NAMES), _values, max_size=3),
            "assigned_to": st.sampled_from(people),
            "owner": st.sampled_from(people),
            "status": st.sampled_from(STATUSES),
            "subscribed": _flags,
        },
        "phone",
    )
    return st.fixed_dictionaries(
        {
            "tenant_id": st.just(424242),
            "teams": st.just([{"name": TEAMS[0], "id": TEAM, "default": True}, {"name": TEAMS[1]}]),
            "agents": st.tuples(*agents).map(list),
            "contacts": contacts,
            "templates": st.just(
                [{"name": "news", "id": TEMPLATE, "body": "Hello {{name}}", "buttons": ["Yes", "No"]}]
            ),
            "whatsapp_flows": st.just([{"name": "Lead form", "id": FORM}]),
        }
    )


def _agent(name: str, number: int, teams: list[str], online: bool, admin: bool) -> Raw:
    own = {"id": AGENT} if number == 0 else {}
    return {
        "name": name,
        "email": f"agent.{number}@example.com",
        "teams": teams,
        "online": online,
        "admin": admin,
        **own,
    }


def _zoho() -> Some:
    users = st.lists(st.sampled_from(PEOPLE), min_size=1, unique=True)
    return users.flatmap(
        lambda names: st.fixed_dictionaries(
            {
                "clients": st.just([CLIENT]),
                "refresh_tokens": st.just([{"token": REFRESH_TOKEN, "client_id": CLIENT["client_id"]}]),
                "access_tokens": st.lists(st.integers(0, int(ACCESS_TOKEN_LIFE.total_seconds())), max_size=2).map(
                    _tokens
                ),
                "users": st.tuples(*(st.builds(_user, st.just(name), _flags) for name in names)).map(list),
                "leads": st.lists(_lead(names), max_size=4),
            }
        )
    )


def _tokens(lives: list[int]) -> list[Raw]:
    """One that has no second left has expired."""
    return [
        {"token": f"1000.{number:032x}.{number:032x}", "refresh_token": REFRESH_TOKEN, "expires_in": life}
        for number, life in enumerate(lives, 1)
    ]


def _user(name: str, active: bool) -> Raw:
    return {"name": name, "email": f"user.{PEOPLE.index(name)}@example.com", "active": active}


def _lead(owners: list[str]) -> Some:
    """Half of them of a customer of this world."""
    own = st.sampled_from([f"+{number}" for number in CUSTOMERS])
    phone = written_phones(st.one_of(own, phone_numbers())).map(lambda one: one.written)
    return st.fixed_dictionaries(
        {"Last_Name": st.sampled_from(["Test", "O'Neil", "名字"]), "Owner": st.sampled_from(owners)},
        optional={"Phone": phone, "Mobile": st.one_of(st.none(), phone), "converted": _flags},
    )


def _some(values: tuple[str, ...]) -> Some:
    return st.lists(st.sampled_from(values), unique=True)


def _each(values: tuple[str, ...], fields: Mapping[str, Some], key: str) -> Some:
    """An entry for some of the values, with some of the fields."""
    entry = st.fixed_dictionaries({}, optional=dict(fields))
    chosen = st.lists(st.tuples(st.sampled_from(values), entry), unique_by=lambda pair: pair[0], max_size=len(values))
    return chosen.map(lambda pairs: [{key: value, **more} for value, more in pairs])

"""The state of a Zoho account: tokens that expire on the tenant's clock, users, leads."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from emulator.kernel.index import Containing, Each, Exact
from emulator.kernel.shape import read
from emulator.kernel.table import Table
from emulator.kernel.universe import Universe
from emulator.zoho import modules, phone
from emulator.zoho.editions import EDITIONS, STRICTEST
from emulator.zoho.field import Module, custom_module
from emulator.zoho.rows import AccessToken, Client, GrantCode, Record, RefreshToken, User

ACCESS_TOKEN_LIFE = timedelta(seconds=3600)
GRANT_CODE_LIFE = timedelta(minutes=3)
DEFAULT_CLIENT_ID = "1000.SANDBOXCLIENT0000000000000000"
DEFAULT_CLIENT_SECRET = "sandbox-client-secret"
DEFAULT_REFRESH_TOKEN = "1000.sandbox.refresh-token"
DEFAULT_SCOPE = (
    "ZohoCRM.modules.ALL,ZohoCRM.settings.ALL,ZohoCRM.users.READ,ZohoCRM.org.READ,ZohoCRM.coql.READ,"
    "ZohoSearch.securesearch.READ"
)


class ZohoState:
    """OAuth clients, codes and tokens; CRM users and records of one account."""

    def __init__(self, universe: Universe) -> None:
        self.universe = universe
        self.clients: Table[Client] = Table(Client, {})
        self.codes: Table[GrantCode] = Table(GrantCode, {})
        self.refresh_tokens: Table[RefreshToken] = Table(RefreshToken, {})
        self.access_tokens: Table[AccessToken] = Table(
            AccessToken, {"refresh_token": Exact(lambda row: row.refresh_token or None)}
        )
        self.users: Table[User] = Table(
            User, {"email": Exact(lambda row: row.email.casefold()), "name": Exact(lambda row: row.name)}
        )
        self.mints: dict[str, list[float]] = {}  # when tokens and codes were asked for, by whom
        self.calls: dict[str, float] = {}  # credits that were used, by hour
        self.edition = STRICTEST
        self.limited = True  # whether credits are counted
        self.index_delay_s = 0.0  # how long a search does not know what was written
        self.custom: list[dict[str, Any]] = []  # modules as the world declares them
        self.modules: dict[str, Module] = {}
        self.records: dict[str, Table[Record]] = {}
        self.declare([])

    def declare(self, custom: list[dict[str, Any]]) -> None:
        """The standard modules, and these of the account's own; there are no records yet."""
        self.custom = custom
        own = [custom_module(entry, modules.FIRST_CUSTOM_NUMBER + number) for number, entry in enumerate(custom)]
        self.modules = {**modules.ALL, **{one.api_name: one for one in own}}
        self.records = {name: _table(module) for name, module in self.modules.items()}

    @property
    def leads(self) -> Table[Record]:
        return self.records["Leads"]

    def issue_access_token(self, refresh_token: str, scope: str, token: str = "") -> AccessToken:
        """A token that is good for 3600 seconds of the tenant's clock."""
        return self.access_tokens.insert(
            AccessToken(
                id=token or self.universe.ids.zoho_token("zoho.access_token"),
                refresh_token=refresh_token,
                scope=scope,
                expires_at=self.universe.clock.now() + ACCESS_TOKEN_LIFE,
            )
        )

    def issue_refresh_token(self, client_id: str, scope: str) -> RefreshToken:
        token = self.universe.ids.zoho_token("zoho.refresh_token")
        return self.refresh_tokens.insert(RefreshToken(token, client_id, scope))

    def issue_grant_code(self, client_id: str, scope: str = DEFAULT_SCOPE, life: timedelta = GRANT_CODE_LIFE) -> str:
        """A code as the API console shows it: good once, and for three minutes."""
        code = self.universe.ids.zoho_token("zoho.grant_code")
        self.codes.insert(GrantCode(code, client_id, scope, self.universe.clock.now() + life))
        return code

    def live_access_token(self, token: str) -> AccessToken | None:
        found = self.access_tokens.get(token)
        return found if found is not None and found.expires_at > self.universe.clock.now() else None

    def revoke_refresh_token(self, token: str) -> None:
        """Revoke a refresh token, and with it every access token that came from it. KeyError if unknown."""
        self.refresh_tokens.delete(token)
        for access in self.access_tokens.find("refresh_token", token):
            self.access_tokens.delete(access.id)

    def expire_access_tokens(self) -> int:
        """Let every live access token expire now; the answer is how many."""
        now = self.universe.clock.now()
        live = [row for row in self.access_tokens if row.expires_at > now]
        for row in live:
            self.access_tokens.update(row.id, expires_at=now)
        return len(live)

    def user(self, name_or_email: str) -> User | None:
        return self.users.first("email", name_or_email.casefold()) or self.users.first("name", name_or_email)

    def add_user(self, name: str, email: str, user_id: str = "", active: bool = True, **more: Any) -> User:
        user_id, now = user_id or self.universe.ids.record_id("zoho.user"), self.universe.clock.now()
        return self.users.insert(User(user_id, name, email, now, active, **more))

    def add_lead(self, owner: User, fields: dict[str, Any], lead_id: str = "", converted: bool = False) -> Record:
        return self.add_record("Leads", owner, fields, lead_id, converted=converted)

    def add_record(self, module: str, owner: User, fields: dict[str, Any], record_id: str = "", **more: Any) -> Record:
        """A record, already known to be allowed; `more` are its other columns."""
        now = self.universe.clock.now()
        kind = "zoho.lead" if module == "Leads" else f"zoho.record.{module}"
        record_id = record_id or self.universe.ids.record_id(kind)
        row = Record(record_id, owner.id, now, now, dict(fields), module=module, **more)
        return self.records[module].insert(row)

    def led_to(self, module: str, name_or_id: str) -> str:
        """The id of the record of a module that has this id, or is called so; the text itself where there is none."""
        table, name_field = self.records[module], self.modules[module].name_field
        if table.get(name_or_id) is not None:
            return name_or_id
        return next((row.id for row in table if row.fields.get(name_field) == name_or_id), name_or_id)

    def record(self, record_id: str) -> Record | None:
        """Of whatever module: ids are the account's."""
        return next((row for table in self.records.values() if (row := table.get(record_id))), None)

    def secrets(self) -> Iterator[str]:
        """What must not be printed: client secrets, codes and tokens."""
        yield from (client.secret for client in self.clients)
        yield from (row.id for table in (self.codes, self.refresh_tokens, self.access_tokens) for row in table)

    def snapshot(self) -> dict[str, Any]:
        rows = {name: getattr(self, name).snapshot() for name in TABLES}
        own = {"mints": {name: list(times) for name, times in self.mints.items()}, "calls": dict(self.calls)}
        plan = {"edition": self.edition, "limited": self.limited}
        records = {name: table.snapshot() for name, table in self.records.items()}
        return {**rows, **own, "index_delay_s": self.index_delay_s, **plan, "custom": self.custom, "records": records}

    def restore(self, data: dict[str, Any]) -> None:
        for name in TABLES:
            getattr(self, name).restore(data[name])
        self.mints = read(dict[str, list[float]], data["mints"], "mints")
        self.calls = read(dict[str, float], data["calls"], "calls")
        if data["edition"] not in EDITIONS:
            raise ValueError(f"edition should be one of {', '.join(EDITIONS)}")
        self.edition, self.limited = data["edition"], read(bool, data["limited"], "limited")
        self.index_delay_s = read(float, data["index_delay_s"], "index_delay_s")
        self.declare(read(list[dict[str, Any]], data["custom"], "custom"))
        if data["records"].keys() != self.records.keys():
            raise ValueError(f"records should be of the modules {', '.join(self.records)}")
        for name, table in self.records.items():
            table.restore(data["records"][name])


PARTS = tuple(range(phone.LEAST, phone.ALIKE + 1))
"""So many digits are looked up at once."""
TABLES = ("clients", "codes", "refresh_tokens", "access_tokens", "users")


def _table(module: Module) -> Table[Record]:
    """Records of a module, found by phone, by e-mail and by owner."""
    phones = tuple(field.api_name for field in module.of_type("phone"))
    emails = tuple(field.api_name for field in module.of_type("email"))
    return Table(
        Record,
        {
            "phone": Containing(lambda row: phone.plain(row, phones), *PARTS),
            "phone_end": Each(lambda row: map(phone.end, phone.plain(row, phones))),
            "foreign": Containing(lambda row: phone.foreign(row, phones), *PARTS),
            "foreign_end": Each(lambda row: map(phone.end, phone.foreign(row, phones))),
            "email": Each(lambda row: [str(row.fields[name]).casefold() for name in emails if row.fields.get(name)]),
            "owner_id": Exact(lambda row: row.owner_id),
        },
    )

"""The state of a Zoho account: tokens that expire on the tenant's clock, users, leads."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from emulator.kernel.index import Containing, Exact
from emulator.kernel.table import Table
from emulator.kernel.universe import Universe
from emulator.zoho import phone
from emulator.zoho.rows import AccessToken, Client, GrantCode, Lead, RefreshToken, User

ACCESS_TOKEN_LIFE = timedelta(seconds=3600)
GRANT_CODE_LIFE = timedelta(minutes=3)
DEFAULT_CLIENT_ID = "1000.SANDBOXCLIENT0000000000000000"
DEFAULT_CLIENT_SECRET = "sandbox-client-secret"
DEFAULT_REFRESH_TOKEN = "1000.sandbox.refresh-token"
DEFAULT_SCOPE = (
    "ZohoCRM.modules.ALL,ZohoCRM.settings.ALL,ZohoCRM.users.READ,ZohoCRM.org.READ,ZohoSearch.securesearch.READ"
)


class ZohoState:
    """OAuth clients, codes and tokens; CRM users and leads of one account."""

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
        self.leads: Table[Lead] = Table(
            Lead,
            {
                "phone": Containing(phone.index_texts, 6),
                "email": Exact(lambda row: str(row.fields.get("Email") or "").casefold() or None),
                "owner_id": Exact(lambda row: row.owner_id),
            },
        )

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

    def add_user(self, name: str, email: str, user_id: str = "", active: bool = True) -> User:
        return self.users.insert(
            User(user_id or self.universe.ids.record_id("zoho.user"), name, email, self.universe.clock.now(), active)
        )

    def add_lead(self, owner: User, fields: dict[str, Any], lead_id: str = "", converted: bool = False) -> Lead:
        now = self.universe.clock.now()
        lead_id = lead_id or self.universe.ids.record_id("zoho.lead")
        return self.leads.insert(Lead(lead_id, owner.id, now, now, dict(fields), converted))

    def secrets(self) -> Iterator[str]:
        """What must not be printed: client secrets, codes and tokens."""
        yield from (client.secret for client in self.clients)
        yield from (row.id for table in (self.codes, self.refresh_tokens, self.access_tokens) for row in table)

    def snapshot(self) -> dict[str, Any]:
        return {name: getattr(self, name).snapshot() for name in TABLES}

    def restore(self, data: dict[str, Any]) -> None:
        for name in TABLES:
            getattr(self, name).restore(data[name])


TABLES = ("clients", "codes", "refresh_tokens", "access_tokens", "users", "leads")

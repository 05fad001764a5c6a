"""An account that checks can ask, a sandbox or a real one: what may be asked is guarded here, not in the checks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote, urlencode

from emulator.kernel.http import Reply
from emulator.wati.api import WATI
from emulator.zoho.api import ZOHO
from flow_runner.verify.access import TOKEN_PATH, Access, ZohoAccess
from flow_runner.verify.breach import Breach, breaches
from flow_runner.verify.line import Line
from flow_runner.verify.observation import Skip, Strange, TokenRefused
from flow_runner.verify.privacy import personal_texts
from flow_runner.verify.wording import json_of, told

if TYPE_CHECKING:
    import requests

READING = ("GET", "HEAD")
LEFT_OUT = "the suite leaves out checks of an API that is not there"


class Permission(NamedTuple):
    """What the user allowed: `writes`, on this `contact` alone; `refresh`, asking Zoho for tokens. `leads` are phone
    numbers as they are stored in leads. `anything` is for an account of our own, which is thrown away.
    """

    writes: bool = False
    refresh: bool = False
    contact: str = ""
    leads: tuple[str, ...] = ()
    anything: bool = False


class Target:
    """Sends requests with the account's credentials, and holds every reply against the contract of its operation.

    The same question is asked once, until something was written. `personal` is all that was seen of people.
    """

    def __init__(self, access: Access, session: requests.Session, permission: Permission) -> None:
        self.access = access
        self.permission = permission
        self.personal: set[str] = set()
        self._tokens: list[str] = []
        self._line = Line(session)
        self._refused: dict[str, str] = {}
        self._known: dict[tuple[str, ...], Reply] = {}
        self._breaches: list[Breach] = []
        self._broken: set[tuple[str, str, str]] = set()
        self._mint: Reply | None = None

    def wati(
        self,
        method: str,
        path: str,
        query: Mapping[str, str] | None = None,
        body: Any = None,
        token: str | None = None,
        base_url: str = "",
    ) -> Reply:
        """`path` begins with /api/; without a `token` it is the account's own, and an empty one is not sent."""
        access = self.access.wati
        assert access is not None, LEFT_OUT
        if method not in READING:
            self._guard_write(method, path, query or {})
        own = token is None
        headers = {"Authorization": f"Bearer {access.token if own else token}"} if token != "" else {}
        if own:
            self._guard_refused("wati")
        reply = self._ask("wati", method, (base_url or access.base_url) + path, query, headers, body)
        if own and reply.status in (401, 403):
            self._refuse("wati", f"WATI_TOKEN was refused: {told(reply)}")
        return reply

    def crm(
        self,
        path: str,
        query: Mapping[str, str] | None = None,
        authorization: str | None = None,
        method: str = "GET",
    ) -> Reply:
        """`path` begins with /crm/; without an `authorization` it is the account's own; an empty one is not sent."""
        access = self._zoho()
        if method not in READING:
            self._guard_write(method, path, {})
        own = authorization is None
        if own:
            self._guard_refused("zoho")
            authorization = f"Zoho-oauthtoken {self.access_token()}"
        headers = {"Authorization": authorization} if authorization else {}
        reply = self._ask("crm", method, access.api_url + path, query, headers)
        if own and reply.status == 401:
            if "OAUTH_SCOPE_MISMATCH" in told(reply):
                raise Skip("the scope of the access token does not allow it: OAUTH_SCOPE_MISMATCH")
            self._refuse("zoho", f"the access token was refused: {told(reply)}")
        return reply

    def accounts(
        self,
        parameters: Mapping[str, str],
        as_json: bool = False,
        path: str = TOKEN_PATH,
        method: str = "POST",
        authorization: str = "",
    ) -> Reply:
        """The token endpoint, or another `path` of Zoho Accounts: form parameters, or a JSON body; or a GET's query."""
        access = self._zoho()
        if not self.permission.refresh or not access.accounts_url:
            raise Skip("it asks Zoho for tokens, of which there are few: --allow-refresh")
        url, sent = access.accounts_url + path, dict(parameters)
        headers = {"Authorization": authorization} if authorization else {}
        if method in READING:
            return self._ask("accounts", method, url, sent, headers)
        reply = self._ask("accounts", method, url, None, headers, sent if as_json else None, None if as_json else sent)
        body = json_of(reply)
        if isinstance(body, dict) and isinstance(body.get("access_token"), str):
            self._tokens.append(body["access_token"])
        return reply

    def access_token(self) -> str:
        """The one that was given, or one that Zoho mints. Skip where neither is allowed."""
        access = self._zoho()
        if not access.access_token and not self._tokens:
            if not self.permission.refresh:
                raise Skip("it needs an access token: ZOHO_ACCESS_TOKEN, or --allow-refresh, which has Zoho mint one")
            reply = self.refreshed()
            if not self._tokens:
                self._refuse("zoho", f"Zoho mints no token for ZOHO_REFRESH_TOKEN ({told(reply)})")
        return access.access_token or self._tokens[0]

    def refreshed(self) -> Reply:
        """The reply to a refresh with the account's own credentials, asked for once: there are few."""
        if self._mint is None:
            self._mint = self.accounts(self.credentials())
        return self._mint

    def credentials(self, **other: str) -> dict[str, str]:
        """The parameters of a refresh, some of them `other` than the account's."""
        access = self._zoho()
        own = {"client_id": access.client_id, "client_secret": access.client_secret}
        return {"grant_type": "refresh_token", **own, "refresh_token": access.refresh_token, **other}

    def secrets(self) -> Iterator[str]:
        """What must not be printed: the account's credentials, and tokens that were minted."""
        yield from self.access.secrets()
        yield from self._tokens

    def told_breaches(self) -> Iterator[Breach]:
        """Those since it was last asked; a place that breaks in many replies is told once."""
        found, self._breaches = self._breaches, []
        yield from found

    def _ask(
        self,
        service: str,
        method: str,
        url: str,
        query: Mapping[str, str] | None,
        headers: Mapping[str, str],
        body: Any = None,
        form: Mapping[str, str] | None = None,
    ) -> Reply:
        url += f"?{urlencode(query, quote_via=quote)}" if query else ""
        asked = (method, url, headers.get("Authorization", ""))
        if method not in READING:
            self._known.clear()
        elif asked in self._known:
            return self._known[asked]
        reply = self._line.send(service, method, url, headers, body, form)
        api = WATI if service == "wati" else ZOHO
        path = url.partition("?")[0].partition("://")[2].partition("/")[2]
        operation = api.match(method, f"/{path}").operation
        if operation is not None:
            self._note(breaches(operation, reply))
        self.personal.update(personal_texts(json_of(reply)))
        if method in READING:
            self._known[asked] = reply
        return reply

    def _note(self, found: Iterable[Breach]) -> None:
        for one in found:
            kind = (one.operation, re.sub(r"/\d+(?=/|$)", "/*", one.pointer), one.expected)
            if kind not in self._broken:
                self._broken.add(kind)
                self._breaches.append(one)

    def _zoho(self) -> ZohoAccess:
        assert self.access.zoho is not None, LEFT_OUT
        return self.access.zoho

    def _guard_write(self, method: str, path: str, query: Mapping[str, str]) -> None:
        """Skip for whatever is not allowed: a check that asks for too much cannot have it."""
        if not self.permission.writes:
            raise Skip("it writes: --allow-writes")
        if path.startswith("/crm/"):
            if not self.permission.anything:
                raise Skip("it posts to Zoho, where no contact can be named: only the sandbox is asked")
            return
        named = (WATI.match(method, path).params.get("whatsappNumber"), query.get("whatsappNumber"))
        if not self.permission.contact or {number for number in named if number} != {self.permission.contact}:
            raise Skip("it writes to a contact that was not given by name: --contact NUMBER")

    def _guard_refused(self, api: str) -> None:
        if api in self._refused:
            raise TokenRefused(self._refused[api])

    def _refuse(self, api: str, why: str) -> None:
        self._refused[api] = why
        raise TokenRefused(why)


def ok(reply: Reply, key: str) -> Any:
    """What stands under a key of a 200's JSON. Strange where there is nothing."""
    body = json_of(reply)
    if reply.status != 200 or not isinstance(body, dict) or key not in body:
        raise Strange(f"200 with '{key}'", reply)
    return body[key]

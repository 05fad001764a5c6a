"""Which account is asked: addresses and credentials, of a real one from the environment."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import urlsplit

WATI_VARIABLES = ("WATI_BASE_URL", "WATI_TOKEN")
CLIENT_VARIABLES = ("ZOHO_ACCOUNTS_URL", "ZOHO_CLIENT_ID", "ZOHO_CLIENT_SECRET", "ZOHO_REFRESH_TOKEN")
ZOHO_VARIABLES = ("ZOHO_API_URL", *CLIENT_VARIABLES)
ACCESS_TOKEN, NARROW_TOKEN = "ZOHO_ACCESS_TOKEN", "ZOHO_TOKEN_WITHOUT_SEARCH"
TOKEN_PATH = "/oauth/v2/token"
LOOPBACK = ("127.0.0.1", "localhost", "::1")
_SENDABLE = re.compile(r"[\x21-\x7e]+")


class WatiAccess(NamedTuple):
    """`base_url` ends with the account number, where the host serves more than one account."""

    base_url: str
    token: str


class ZohoAccess(NamedTuple):
    """An access token, or what it takes to have one minted, or both. `narrow_token` has a scope without searching."""

    api_url: str
    accounts_url: str = ""
    client_id: str = ""
    client_secret: str = ""
    refresh_token: str = ""
    access_token: str = ""
    narrow_token: str = ""


@dataclass(frozen=True, slots=True)
class Access:
    """What is known of an account. `missing` says, by API, why nothing can be asked there."""

    wati: WatiAccess | None = None
    zoho: ZohoAccess | None = None
    missing: Mapping[str, str] = field(default_factory=dict)

    @property
    def token_url(self) -> str:
        """Where tokens are asked for; empty where nobody can."""
        return self.zoho.accounts_url + TOKEN_PATH if self.zoho and self.zoho.accounts_url else ""

    @property
    def hosts(self) -> list[str]:
        """Every host that may be called, and no other."""
        urls = [self.wati.base_url] if self.wati else []
        urls += [self.zoho.api_url, self.zoho.accounts_url] if self.zoho else []
        return list(dict.fromkeys(urlsplit(url).netloc for url in urls if url))

    def secrets(self) -> Iterator[str]:
        if self.wati:
            yield self.wati.token
        if self.zoho:
            zoho = self.zoho
            yield from (zoho.client_id, zoho.client_secret, zoho.refresh_token, zoho.access_token, zoho.narrow_token)


def from_environment(environment: Mapping[str, str]) -> Access:
    """A real account. ValueError tells which variables are missing where neither API is complete, and which cannot be
    used; values are never told.
    """
    given = {name: value.strip() for name, value in environment.items() if value.strip()}
    known = (*WATI_VARIABLES, *ZOHO_VARIABLES, ACCESS_TOKEN, NARROW_TOKEN)
    wrong = [told for name in known if name in given for told in _mistakes(name, given[name])]
    if wrong:
        raise ValueError("\n".join(wrong))
    missing = {"wati": _missing(given, WATI_VARIABLES), "zoho": _missing(given, _needed_of_zoho(given))}
    missing = {api: told for api, told in missing.items() if told}
    if len(missing) == 2:
        raise ValueError(
            f"--target live asks an account that the environment names. Of Wati, {missing['wati']}; of Zoho, "
            f"{missing['zoho']} ({ACCESS_TOKEN} can stand for {', '.join(CLIENT_VARIABLES)})."
        )
    wati = None if "wati" in missing else WatiAccess(_base(given["WATI_BASE_URL"]), _bare(given["WATI_TOKEN"]))
    return Access(wati, None if "zoho" in missing else _zoho(given), missing)


def _zoho(given: Mapping[str, str]) -> ZohoAccess:
    names = (*ZOHO_VARIABLES, ACCESS_TOKEN, NARROW_TOKEN)
    api_url, accounts_url, *credentials = (given.get(name, "") for name in names)
    if not all(name in given for name in CLIENT_VARIABLES):
        accounts_url = ""
    return ZohoAccess(_base(api_url), _base(accounts_url), *map(_bare, credentials))


def _needed_of_zoho(given: Mapping[str, str]) -> tuple[str, ...]:
    return ("ZOHO_API_URL",) if ACCESS_TOKEN in given else ZOHO_VARIABLES


def _missing(given: Mapping[str, str], needed: tuple[str, ...]) -> str:
    names = [name for name in needed if name not in given]
    return f"{', '.join(names)} {'is' if len(names) == 1 else 'are'} missing" if names else ""


def _mistakes(name: str, value: str) -> Iterator[str]:
    """What is wrong with a variable, without its value: it may be a secret that stands in the wrong place."""
    if not name.endswith("_URL"):
        if not _SENDABLE.fullmatch(_bare(value)):
            yield f"{name} has characters that no HTTP header can hold"
        return
    try:
        parts = urlsplit(value)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        host, parts = "", urlsplit("")
    if parts.scheme not in ("http", "https") or not host or "@" in parts.netloc or parts.query or parts.fragment:
        yield f"{name} must be a plain address, such as https://host.example/424242: no user, query or fragment"
    elif parts.scheme == "http" and host not in LOOPBACK:
        yield f"{name} must begin with https://: credentials go there (http:// is for this machine only)"
    elif "/api/" in f"{parts.path}/" or "/crm/" in f"{parts.path}/" or "/oauth/" in f"{parts.path}/":
        yield f"{name} must end before /api/, /crm/ or /oauth/: paths are added to it"


def _base(url: str) -> str:
    return url.rstrip("/")


def _bare(token: str) -> str:
    """Without the scheme that Wati's settings page shows before a token."""
    return token.removeprefix("Bearer ").removeprefix("Zoho-oauthtoken ").strip()

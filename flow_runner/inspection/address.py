"""What the address of a webhook says of the service behind it. Host names and paths: Wati's and Zoho's own."""

from __future__ import annotations

import re
from ipaddress import ip_address
from typing import NamedTuple
from urllib.parse import SplitResult, parse_qsl, urlsplit

from emulator.wati.api import WATI
from emulator.zoho.api import ZOHO

_CENTRE = re.compile(r"(?:accounts\.zoho(?:cloud)?|(?:www|sandbox|developer)\.zohoapis)\.([a-z]{2,3}(?:\.[a-z]{2})?)")
PRIVATE_ENDS = (".local", ".localhost", ".internal", ".lan")
_TOKEN_PATH = re.compile(r".*/oauth/v2/token/?")
_ACCOUNT = re.compile(r"/(\d+)/api/")


class Address(NamedTuple):
    """An address taken apart. `host` is empty where the address has none or a placeholder makes it; `parameters` are
    those that are written out, by name.
    """

    scheme: str
    host: str
    path: str
    parameters: dict[str, str]

    @property
    def is_private(self) -> bool:
        """Whether nobody outside the network of its author can reach it."""
        try:
            return not ip_address(self.host).is_global
        except ValueError:
            return bool(self.host) and (self.host.endswith(PRIVATE_ENDS) or "." not in self.host)

    @property
    def is_wati(self) -> bool:
        return bool(WATI.hosts.fullmatch(self.host))

    @property
    def is_zoho_crm(self) -> bool:
        return bool(ZOHO.hosts.fullmatch(self.host)) and self.path.startswith("/crm/")

    @property
    def issues_tokens(self) -> bool:
        """Whether access tokens are got there as from Zoho: by its host, or by a path as only Zoho's is."""
        return bool(_TOKEN_PATH.fullmatch(self.path))

    @property
    def centre(self) -> str:
        """Of Zoho's data centres the one that this is in, as the end of its host name: `com`, `eu`, `com.au`."""
        found = _CENTRE.fullmatch(self.host)
        return found[1] if found else ""

    @property
    def account(self) -> str:
        """Wati's account number in the path."""
        found = _ACCOUNT.match(self.path) if self.is_wati else None
        return found[1] if found else ""


def address_of(url: str) -> Address:
    """What can be read of it; all of it empty where nothing can."""
    parts = split(url)
    own = "{{" not in parts.netloc and ("@" not in parts.netloc or ":" in parts.netloc.rpartition("@")[0])
    parameters = dict(parse_qsl(parts.query, keep_blank_values=True)) if parts.query else {}
    return Address(parts.scheme, (parts.hostname or "") if own else "", parts.path, parameters)


def split(url: str) -> SplitResult:
    """The parts of an address; all of them empty where it has no host or cannot be read."""
    try:
        parts = urlsplit(url)
        return parts if parts.hostname is not None else urlsplit("")
    except ValueError:
        return urlsplit("")

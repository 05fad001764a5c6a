"""Zoho's data centres: which one a request asks, and where the others are.

A real host name tells by its end. At the sandbox's own address the path does: `/dc/in/oauth/…` and `/dc/in/crm/…` are
India, and a path without `/dc/` is wherever the account is. Source: zoho.com multi-dc; Zoho's SDKs.
"""

from __future__ import annotations

import re

from emulator.kernel.http import Request
from emulator.zoho.state import ZohoState

DATA_CENTERS = {
    "us": "com",
    "eu": "eu",
    "in": "in",
    "cn": "com.cn",
    "au": "com.au",
    "jp": "jp",
    "ca": "ca",
    "sa": "sa",
    "uk": "uk",
}
"""By the name that Zoho gives as `location`: how its host names end."""
FIRST = "us"
HOSTS = r"(?:accounts\.zoho|accounts\.zohocloud|(?:www|sandbox|developer)\.zohoapis)\.([a-z]{2,3}(?:\.[a-z]{2})?)"
DEFAULT_ORIGIN = "http://127.0.0.1:8080"
_NAMES = {end: name for name, end in DATA_CENTERS.items()}
_HOST = re.compile(HOSTS)


def asked(request: Request) -> str:
    """The data centre that a request goes to; empty where its address does not tell."""
    found = _HOST.fullmatch(request.host)
    if found:
        return _NAMES.get(found[1], found[1])
    return request.params.get("dc", "")


def serves(request: Request, state: ZohoState) -> bool:
    """Whether the account is known there. Unless the world says where it is, it is known everywhere."""
    return not state.data_center or asked(request) in ("", state.data_center)


def home(request: Request, state: ZohoState) -> str:
    """Where the account is: as the world says, else where the request goes to."""
    return state.data_center or asked(request) or FIRST


def here(request: Request) -> str:
    """The sandbox's own address, of the data centre that a request goes to."""
    place = request.params.get("dc", "")
    return (request.origin or DEFAULT_ORIGIN) + (f"/dc/{place}" if place else "")


def address(request: Request, name: str) -> str:
    """The sandbox's own address of a data centre. A real one would lead clients away from the sandbox."""
    return f"{request.origin or DEFAULT_ORIGIN}/dc/{name}"

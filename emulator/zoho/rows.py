"""What a Zoho account holds, as rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Client:
    """An OAuth client (a Self Client of the API console). `id` is the client_id."""

    id: str
    secret: str


@dataclass(frozen=True, slots=True)
class GrantCode:
    """A code from the API console, to be exchanged once. `id` is the code."""

    id: str
    client_id: str
    scope: str
    expires_at: datetime
    used: bool = False


@dataclass(frozen=True, slots=True)
class RefreshToken:
    """`id` is the token. It lives until it is revoked."""

    id: str
    client_id: str
    scope: str


@dataclass(frozen=True, slots=True)
class AccessToken:
    """`id` is the token; `refresh_token` is the one that it came from, empty if the world just has it."""

    id: str
    refresh_token: str
    scope: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class User:
    """A user of the CRM, who may own leads."""

    id: str
    name: str
    email: str
    created: datetime
    active: bool = True


@dataclass(frozen=True, slots=True)
class Lead:
    """A lead. `fields` are the API names of its own fields with their values, as Zoho spells them."""

    id: str
    owner_id: str
    created: datetime
    modified: datetime
    fields: dict[str, Any]
    converted: bool = False

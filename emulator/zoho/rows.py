"""What a Zoho account holds, as rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Client:
    """An OAuth client of the API console. `id` is the client_id; one without redirect addresses is a Self Client."""

    id: str
    secret: str
    redirect_uris: tuple[str, ...] = ()
    name: str = "Self Client"


@dataclass(frozen=True, slots=True)
class GrantCode:
    """A code, to be exchanged once. `id` is the code; `redirect_uri` is where the browser was sent with it, empty for
    one of the API console. `offline` and `prompted` say whether a refresh token, and consent again, was asked for.
    """

    id: str
    client_id: str
    scope: str
    expires_at: datetime
    used: bool = False
    redirect_uri: str = ""
    user_id: str = ""
    offline: bool = True
    prompted: bool = True


@dataclass(frozen=True, slots=True)
class Consent:
    """A page that asks a user to let a client in, and waits for the answer. `id` is good for one answer."""

    id: str
    client_id: str
    redirect_uri: str
    scope: str
    state: str | None
    offline: bool
    prompted: bool
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class RefreshToken:
    """`id` is the token. It lives until it is revoked, or 20 younger ones of its user and client are there."""

    id: str
    client_id: str
    scope: str
    user_id: str = ""


@dataclass(frozen=True, slots=True)
class AccessToken:
    """`id` is the token; `refresh_token` is the one that it came from, empty if the world just has it, or a client got
    it for itself. `client_id` is empty where nobody knows; `ended` tells what ended it before its time.
    """

    id: str
    refresh_token: str
    scope: str
    expires_at: datetime
    user_id: str = ""
    client_id: str = ""
    ended: str = ""


@dataclass(frozen=True, slots=True)
class User:
    """A user of the CRM, who may own records. `denied` is what the profile does not allow: `Leads`, `Deals.DELETE`."""

    id: str
    name: str
    email: str
    created: datetime
    active: bool = True
    confirmed: bool = True
    role: str = "Manager"
    profile: str = "Standard"
    denied: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """A record of a module. `fields` are the API names of its own fields with their values, as Zoho spells them; a
    lookup is the id that it leads to. `found_at` is when a search knows it as it stands.
    """

    id: str
    owner_id: str
    created: datetime
    modified: datetime
    fields: dict[str, Any]
    converted: bool = False
    module: str = "Leads"
    approved: bool = True
    created_by: str = ""
    modified_by: str = ""
    found_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag of a module."""

    id: str
    module: str
    name: str
    created: datetime
    created_by: str
    color_code: str | None = None


@dataclass(frozen=True, slots=True)
class DeletedRecord:
    """What is left of a record that was deleted. `id` is the record's."""

    id: str
    module: str
    name: str
    created_by: str
    deleted_by: str
    deleted: datetime

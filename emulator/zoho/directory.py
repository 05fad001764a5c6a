"""Who works with the account: users with their roles and profiles, and which of them somebody asks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from emulator.kernel.http import Request
from emulator.zoho.rows import AccessToken, User
from emulator.zoho.state import ZohoState

ADMINISTRATOR, STANDARD = "Administrator", "Standard"
TIME_ZONE = "Etc/UTC"
"""The account lives in the time zone of the sandbox's clock."""
TYPES: dict[str, Callable[[User, bool], bool]] = {
    "AllUsers": lambda user, admin: True,
    "ActiveUsers": lambda user, admin: user.active,
    "DeactiveUsers": lambda user, admin: not user.active,
    "ConfirmedUsers": lambda user, admin: user.confirmed,
    "NotConfirmedUsers": lambda user, admin: not user.confirmed,
    "DeletedUsers": lambda user, admin: False,
    "ActiveConfirmedUsers": lambda user, admin: user.active and user.confirmed,
    "AdminUsers": lambda user, admin: admin,
    "ActiveConfirmedAdmins": lambda user, admin: admin and user.active and user.confirmed,
    "ConfirmedReportingUsers": lambda user, admin: False,
}
"""Nobody is deleted here, and nobody reports to anybody. Source: documented, get-users and search-records."""
CURRENT = "CurrentUser"


def token_of(request: Request, state: ZohoState) -> AccessToken | None:
    """The access token of a request, whether it is live or not."""
    return state.access_tokens.get(request.headers.get("authorization", "").partition(" ")[2].strip())


def current_user(request: Request, state: ZohoState) -> User | None:
    """Whom the access token is of; the first user where that is not said."""
    token = token_of(request, state)
    found = state.users.get(token.user_id) if token is not None and token.user_id else None
    return found or next(iter(state.users), None)


def of_type(kind: str, request: Request, state: ZohoState) -> list[User]:
    """KeyError for a type that is none."""
    if kind == CURRENT:
        found = current_user(request, state)
        return [found] if found else []
    wanted = TYPES[kind]
    return [user for user in state.users if wanted(user, is_admin(user, state))]


def is_admin(user: User, state: ZohoState) -> bool:
    """Who has the profile; where nobody has it, the first user: an account cannot be without."""
    if any(one.profile == ADMINISTRATOR for one in state.users):
        return user.profile == ADMINISTRATOR
    return user is next(iter(state.users), None)


def names(user: User) -> tuple[str | None, str]:
    """First and last name."""
    first, _, last = user.name.rpartition(" ")
    return first or None, last


def status(user: User) -> str:
    return "active" if user.active else "inactive"


def role(user: User, state: ZohoState) -> dict[str, Any]:
    return next(one for one in roles(state) if one["name"] == user.role)


def profile(user: User, state: ZohoState) -> dict[str, Any]:
    name = ADMINISTRATOR if is_admin(user, state) else user.profile
    return next(one for one in profiles(state) if one["name"] == name)


def roles(state: ZohoState) -> list[dict[str, str]]:
    """Name and id of every role that a user has."""
    return _numbered(["Manager", *(user.role for user in state.users)], 26005)


def profiles(state: ZohoState) -> list[dict[str, str]]:
    """Name and id of every profile: the two that every account has, and those of its users."""
    return _numbered([ADMINISTRATOR, STANDARD, *(user.profile for user in state.users)], 26011)


def _numbered(found: list[str], first: int) -> list[dict[str, str]]:
    return [
        {"name": name, "id": f"4150868000000{first + 3 * number:06d}"}
        for number, name in enumerate(dict.fromkeys(found))
    ]

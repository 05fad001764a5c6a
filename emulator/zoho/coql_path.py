"""Columns of COQL: fields, and through lookups those of other modules and of users: `Account_Name.Account_Name`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from emulator.zoho import directory
from emulator.zoho.column import Column, column
from emulator.zoho.coql_tokens import CoqlError
from emulator.zoho.field import Module
from emulator.zoho.rows import Record, User
from emulator.zoho.state import ZohoState

MAX_JOINS = 2
USER: dict[str, Callable[[User, ZohoState], Any]] = {
    "id": lambda user, state: user.id,
    "first_name": lambda user, state: directory.names(user)[0],
    "last_name": lambda user, state: directory.names(user)[1],
    "full_name": lambda user, state: user.name,
    "email": lambda user, state: user.email,
    "status": lambda user, state: directory.status(user),
    "role.id": lambda user, state: directory.role(user, state)["id"],
    "role.name": lambda user, state: directory.role(user, state)["name"],
    "profile.id": lambda user, state: directory.profile(user, state)["id"],
    "profile.name": lambda user, state: directory.profile(user, state)["name"],
}


def followed(module: Module, path: str, state: ZohoState) -> Column | None:
    """What a path leads to, None where it leads nowhere. CoqlError where it goes through more than two lookups."""
    if path.count(".") > MAX_JOINS:
        raise CoqlError("LIMIT_EXCEEDED", "limit exceeded", f"'{path}' has too many joins", limit=MAX_JOINS, by="joins")
    first, _, rest = path.partition(".")
    here = column(module, first, state)
    if here is None or not rest:
        return here
    if here.data_type == "ownerlookup":
        return _of_user(here, path, rest, state)
    if here.field is None or not here.field.lookup:
        return None
    there, table = followed(state.modules[here.field.lookup], rest, state), state.records[here.field.lookup]
    if there is None:
        return None

    def raw(row: Record) -> Any:
        led_to = table.get(str(here.raw(row)))
        return there.raw(led_to) if led_to else None

    return Column(path, there.data_type, raw, there.field)


def _of_user(here: Column, path: str, rest: str, state: ZohoState) -> Column | None:
    read = USER.get(rest)
    if read is None:
        return None

    def raw(row: Record) -> Any:
        user = state.users.get(str(here.raw(row)))
        return read(user, state) if user else None

    return Column(path, "bigint" if rest.endswith("id") else "text", raw)

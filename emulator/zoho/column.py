"""What a record can be asked about: its fields by API name, and through lookups those of what they lead to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from emulator.zoho import payloads
from emulator.zoho.field import Field, Module
from emulator.zoho.rows import Record, User
from emulator.zoho.state import ZohoState

OWN: dict[str, tuple[str, Callable[[Record], Any]]] = {
    "id": ("bigint", lambda row: row.id),
    "Owner": ("ownerlookup", lambda row: row.owner_id),
    "Created_By": ("ownerlookup", lambda row: row.created_by or row.owner_id),
    "Modified_By": ("ownerlookup", lambda row: row.modified_by or row.owner_id),
    "Created_Time": ("datetime", lambda row: row.created),
    "Modified_Time": ("datetime", lambda row: row.modified),
}
"""What every record has beside its fields."""
FULL_NAME = "Full_Name"


class Column(NamedTuple):
    """`raw` is what a record holds there: of a lookup the id."""

    name: str
    data_type: str
    raw: Callable[[Record], Any]
    field: Field | None = None


def column(module: Module, name: str, state: ZohoState) -> Column | None:
    """A field of the module, one that only some record has, or what belongs to every record."""
    if name in OWN:
        return Column(name, *OWN[name], module.field(name))
    field = module.field(name)
    if name == FULL_NAME and field is not None:
        return Column(name, "text", full_name, field)
    if name == "Converted__s" and module.api_name == "Leads":
        return Column(name, "boolean", lambda row: row.converted)
    if field is not None:
        return Column(name, field.data_type, lambda row: row.fields.get(name, field.empty), field)
    held = next((row.fields[name] for row in state.records[module.api_name] if row.fields.get(name) is not None), None)
    return None if held is None else Column(name, type_of(held), lambda row: row.fields.get(name))


def named(found: Column, state: ZohoState) -> Column:
    """The same; a lookup is its id and its name."""
    if found.data_type == "ownerlookup":
        return found._replace(raw=lambda row: (found.raw(row), _name_of(state.users.get(str(found.raw(row))))))
    if found.data_type == "lookup":
        return found._replace(raw=lambda row: _id_and_name(found.raw(row), state))
    return found


def full_name(row: Record) -> str:
    return " ".join(str(row.fields[key]) for key in ("First_Name", "Last_Name") if row.fields.get(key))


def type_of(value: Any) -> str:
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int | float):
        return "double"
    return "multiselectpicklist" if isinstance(value, list) else "text"


def _name_of(user: User | None) -> str | None:
    return user.name if user else None


def _id_and_name(led_to: Any, state: ZohoState) -> Any:
    if led_to is None:
        return None
    record = state.record(str(led_to))
    return (str(led_to), payloads.name_of(record, state) if record else None)

"""Records that have a value which must be unique. Source: zoho.com CRM v7 insert-records and upsert-records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from emulator.zoho import payloads
from emulator.zoho.assumptions import UPSERT_CHECKS
from emulator.zoho.call import Call
from emulator.zoho.refused import RowRefused
from emulator.zoho.rows import Record
from emulator.zoho.state import check_key

WITH_RECORD = ("v7", "v8")
"""Versions that show the record which is there already: v8 by the vendor's OpenAPI, v7 by its page."""


def having(call: Call, name: str, value: Any, but: str = "") -> Record | None:
    """The first record that has this value in a field which is checked for duplicates."""
    if value is None or value == []:
        return None
    found = call.state.records[call.module.api_name].find("checked", check_key(name, value))
    return next((row for row in found if row.id != but), None)


def refuse_duplicates(call: Call, fields: Mapping[str, Any], but: str = "") -> None:
    """RowRefused where another record has the value of a unique field."""
    for field in call.module.fields:
        if field.unique and field.api_name in fields:
            found = having(call, field.api_name, fields[field.api_name], but)
            if found is not None:
                details = _details(call, found)
                raise RowRefused("DUPLICATE_DATA", "duplicate data", field.api_name, api_name=field.api_name, **details)


def matched(call: Call, fields: Mapping[str, Any], asked: Iterable[str]) -> tuple[Record, str] | None:
    """The record that an upsert is about, and the field that tells so."""
    own, assumptions = call.module.duplicate_check, call.state.universe.assumptions
    unique = [field.api_name for field in call.module.fields if field.unique]
    order = dict.fromkeys(asked) or dict.fromkeys(own)
    checked = [name for name in (*order, *unique) if name in (*own, *unique)]
    for name in dict.fromkeys(checked):
        found = having(call, name, fields.get(name))
        if found is not None and (name in unique or assumptions.lean(UPSERT_CHECKS) == "documented"):
            return found, name
    return None


def _details(call: Call, row: Record) -> dict[str, Any]:
    if call.version not in WITH_RECORD:
        return {"id": row.id}
    owner = payloads.user_of(row.owner_id, call.state)
    module = {"api_name": call.module.api_name, "id": call.module.id}
    own = {"id": row.id, "Owner": {key: owner[key] for key in ("name", "id")}, "module": module}
    return {"duplicate_record": own}

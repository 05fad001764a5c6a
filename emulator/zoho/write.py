"""Creates, changes and deletes records, one at a time: all of a row is written, or nothing of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from emulator.zoho import duplicates, index_delay, payloads, tags, value
from emulator.zoho.assumptions import UNKNOWN_FIELDS
from emulator.zoho.call import Call
from emulator.zoho.field import Field
from emulator.zoho.parameter import is_id
from emulator.zoho.refused import INVALID_ID, RowRefused, invalid
from emulator.zoho.rows import DeletedRecord, Record
from emulator.zoho.state import ZohoState

NOT_SENT = ("layout", "profileimage", "autonumber")
"""Types of fields of which nothing that a client sends is kept: there is one layout, and no picture."""
FIXED_IN_NOTES = ("Parent_Id", "Owner")
"""A note that is there keeps these. Source: zoho.com CRM v7 update-notes."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """What a row asks for, checked: `owner_id` is empty and `tags` None where it says nothing of them."""

    fields: dict[str, Any]
    owner_id: str = ""
    tags: list[dict[str, Any]] | None = None


def accepted(call: Call, given: Any, fixed: tuple[str, ...] = ()) -> Accepted:
    """RowRefused for the first value that its field does not take. What is `fixed` or read only is passed over."""
    if not isinstance(given, dict):
        raise RowRefused("INVALID_DATA", "invalid data", expected_data_type="jsonobject")
    state, module = call.state, call.module.api_name
    fields: dict[str, Any] = {}
    owner_id, wanted = "", None
    for name, sent in given.items():
        field = state.fields[module].get(name)
        if field is None:
            _unknown(name, state)
        elif field.read_only or name in fixed or field.data_type in NOT_SENT:
            continue
        elif name == "Owner":
            owner_id = value.user_id(name, sent, state) if sent is not None else ""
        elif name == "Tag":
            wanted = tags.read(sent, module, state) if sent is not None else []
        elif name == "Parent_Id" and module == "Notes":
            fields[name] = _parent(given, state)
        else:
            fields[name] = value.stored(field, sent, state)
    return Accepted(fields, owner_id, wanted)


def create(call: Call, row: Accepted) -> Record:
    """RowRefused where something mandatory is missing, or a unique value is another record's."""
    for field in call.module.fields:
        if field.mandatory and row.fields.get(field.api_name) in (None, []):
            raise _missing(field)
    duplicates.refuse_duplicates(call, row.fields)
    actor, module = call.actor(), call.module.api_name
    owner = call.state.users.get(row.owner_id) or actor
    fields = {name: held for name, held in row.fields.items() if held is not None}
    if row.tags:
        fields["Tag"] = tags.kept(row.tags, module, call.state, actor.id)
    made = {"created_by": actor.id, "modified_by": actor.id}
    return call.state.add_record(module, owner, fields, "", found_at=index_delay.found_at(call.state), **made)


def change(call: Call, old: Record, given: Any) -> Record:
    """RowRefused for a record that may not be changed (now), and for what it may not become."""
    if old.converted:
        raise RowRefused("CONVERTED_RECORD", "can't update the converted record", id=old.id)
    since = call.unmodified_since
    if since is not None and old.modified.replace(microsecond=0) > since:
        raise RowRefused(
            "ALREADY_MODIFIED", "Record updated time has already passed if-unmodified-since time", id=old.id
        )
    row = accepted(call, given, FIXED_IN_NOTES if call.module.api_name == "Notes" else ())
    for field in call.module.fields:
        if field.mandatory and row.fields.get(field.api_name, True) in (None, []):
            raise _missing(field)
    fields = {**old.fields, **row.fields, **_appended(call, old, row, given)}
    duplicates.refuse_duplicates(call, row.fields, but=old.id)
    if row.tags is not None:
        fields["Tag"] = tags.kept(row.tags, call.module.api_name, call.state, call.actor().id)
    return save(call, old, {name: held for name, held in fields.items() if held is not None}, row.owner_id)


def save(call: Call, old: Record, fields: dict[str, Any], owner_id: str = "", **columns: Any) -> Record:
    """The record with other fields: changed now, by whom the call is."""
    return call.state.records[old.module].update(
        old.id,
        fields=fields,
        owner_id=owner_id or old.owner_id,
        modified=call.state.universe.clock.now(),
        modified_by=call.actor().id,
        found_at=index_delay.found_at(call.state),
        **columns,
    )


def found(call: Call, record_id: Any, path: str = "", message: str = INVALID_ID) -> Record:
    """RowRefused, with the message, where the module has no such record."""
    if isinstance(record_id, int) and not isinstance(record_id, bool) and 0 < record_id < 10**19:
        record_id = str(record_id)
    row = call.state.records[call.module.api_name].get(record_id) if isinstance(record_id, str) else None
    if row is None:
        details = {"id": record_id} if is_id(record_id) else {}
        more = {"api_name": "id"} if path else {}
        raise RowRefused("INVALID_DATA", message, path, **details, **more)
    return row


def delete(call: Call, row: Record) -> None:
    """A record and its notes; what was deleted can be asked for."""
    for note in call.state.records["Notes"].find("lookup", ("Parent_Id", row.id)):
        _delete(call, note)
    _delete(call, row)


def _delete(call: Call, row: Record) -> None:
    state = call.state
    state.records[row.module].delete(row.id)
    name, now = payloads.name_of(row, state), state.universe.clock.now()
    if state.deleted.get(row.id) is not None:  # a world may give an id again
        state.deleted.delete(row.id)
    made_by = row.created_by or row.owner_id
    state.deleted.insert(DeletedRecord(row.id, row.module, name, made_by, call.actor().id, now))


def _appended(call: Call, old: Record, row: Accepted, given: Mapping[str, Any]) -> dict[str, Any]:
    """Options that are added to those that are there, where `$append_values` says so."""
    asked = given.get("$append_values")
    names = [name for name, yes in asked.items() if yes is True] if isinstance(asked, dict) else []
    return {
        name: list(dict.fromkeys([*(old.fields.get(name) or []), *(row.fields[name] or [])]))
        for name in names
        if name in row.fields and call.state.fields[old.module][name].data_type == "multiselectpicklist"
    }


def _missing(field: Field) -> RowRefused:
    return RowRefused("MANDATORY_NOT_FOUND", "required field not found", field.api_name, api_name=field.api_name)


def _unknown(name: str, state: ZohoState) -> None:
    if name == "id" or name.startswith("$"):
        return
    if state.universe.assumptions.lean(UNKNOWN_FIELDS) == "refuse":
        shown = name.encode("utf-8", "replace").decode()
        raise RowRefused("INVALID_DATA", "invalid data", shown, api_name=shown)


def _parent(given: Mapping[str, Any], state: ZohoState) -> str:
    """The record that a note is written to: `{"module": {"api_name": …}, "id": …}`, or an id and `$se_module`."""
    sent = given["Parent_Id"]
    named = sent.get("module") if isinstance(sent, dict) else given.get("$se_module", given.get("se_module"))
    module = named.get("api_name") if isinstance(named, dict) else named
    if module is not None and (not isinstance(module, str) or module not in state.modules):
        raise invalid("Parent_Id.module.api_name", "The module name given seems to be invalid")
    if sent is None:
        raise RowRefused("MANDATORY_NOT_FOUND", "required field not found", "Parent_Id", api_name="Parent_Id")
    record_id = str(value.stored(Field("Parent_Id", "lookup", lookup=module or ""), sent, state))
    if module == "Notes" or state.records["Notes"].get(record_id) is not None:
        raise invalid("Parent_Id.id", INVALID_ID)
    return record_id

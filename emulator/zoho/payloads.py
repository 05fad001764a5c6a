"""Rows and errors as Zoho writes them; the only place with its spelling."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from emulator.kernel.http import Json, Reply
from emulator.zoho.assumptions import REVOKE_ERROR
from emulator.zoho.field import Field
from emulator.zoho.rows import Record, User
from emulator.zoho.state import ZohoState

CONTENT_TYPE = {"Content-Type": "application/json;charset=UTF-8"}

# What Zoho says of a record besides its fields. Source: documented sample of v7.
DOLLARS: dict[str, Any] = {
    "$currency_symbol": "Rs.", "$approval": {"delegate": False, "approve": False, "reject": False, "resubmit": False},
    "$approval_state": "approved", "$review_process": {"approve": False, "reject": False, "resubmit": False},
    "$review": None, "$field_states": None, "$sharing_permission": "full_access", "$process_flow": False,
    "$locked_for_me": False, "$editable": True, "$converted_detail": {}, "$in_merge": False, "$orchestration": False,
    "$pathfinder": False, "$zia_owner_assignment": "owner_recommendation_unavailable",
    "$wizard_connection_path": None, "$zia_visions": None,
}  # fmt: skip


def ok(payload: Json) -> Reply:
    return Reply(200, payload, CONTENT_TYPE)


def no_content() -> Reply:
    """204: an empty body and no Content-Type, which Zoho's own SDK for Python relies on."""
    return Reply(204)


def error(status: int, code: str, message: str, **details: Any) -> Reply:
    """The shape of every CRM error. Source: documented, and captured for 401."""
    return Reply(status, {"code": code, "details": details, "message": message, "status": "error"}, CONTENT_TYPE)


def oauth_error(name: str) -> Reply:
    """A failure of the token endpoint: status 200, and no access_token. Source: six independent clients."""
    return Reply(200, {"error": name}, CONTENT_TYPE)


# What Zoho says of a note besides its fields. Source: the vendor's OpenAPI of v8, notes; values after its samples.
NOTE_DOLLARS: dict[str, Any] = {
    "$attachments": [], "$editable": True, "$is_shared_to_client": False, "$sharing_permission": "full_access",
    "$size": None, "$state": "save", "$voice_note": False,
}  # fmt: skip


def not_revoked(state: ZohoState) -> Reply:
    """A token that is none. Source: the status is documented."""
    empty = state.universe.assumptions.lean(REVOKE_ERROR) == "empty"
    reply = Reply(400) if empty else Reply(400, {"error": "invalid_token"}, CONTENT_TYPE)
    reply.help = ("there is no such token, or it is no longer good",)
    return reply


def user_reference(user: User) -> Json:
    return {"name": user.name, "id": user.id, "email": user.email}


def record(row: Record, state: ZohoState) -> dict[str, Any]:
    """Empty fields are sent as null, a lookup as name and id."""
    if row.module == "Notes":
        return note(row, state)
    module = state.modules[row.module]
    owner = user_of(row.owner_id, state)
    own = {name: _value(module.field(name), value, state) for name, value in row.fields.items()}
    full_name = " ".join(str(row.fields[key]) for key in ("First_Name", "Last_Name") if row.fields.get(key))
    return {
        "id": row.id,
        **{field.api_name: field.empty for field in module.fields},
        **own,
        **({"Full_Name": full_name} if module.field("Full_Name") else {}),
        "Owner": owner,
        "Created_By": user_of(row.created_by, state) if row.created_by else owner,
        "Modified_By": user_of(row.modified_by, state) if row.modified_by else owner,
        "Created_Time": moment(row.created),
        "Modified_Time": moment(row.modified),
        **({"Converted__s": row.converted} if row.module == "Leads" else {}),
        **DOLLARS,
        **({"$converted_detail": _converted_detail(row)} if row.converted else {}),
    }


def note(row: Record, state: ZohoState) -> dict[str, Any]:
    """A note, with the record that it is written to."""
    people = {"Created_By": row.created_by, "Modified_By": row.modified_by, "Owner": row.owner_id}
    parent_id = str(row.fields.get("Parent_Id"))
    parent = state.record(parent_id)
    module = state.modules[parent.module] if parent else None
    own = {name: value for name, value in row.fields.items() if name != "Parent_Id"}
    return {
        "id": row.id,
        "Note_Title": None,
        "Note_Content": None,
        **own,
        "Parent_Id": {
            "module": {"api_name": module.api_name, "id": module.id} if module else None,
            "name": name_of(parent, state) if parent else None,
            "id": parent_id,
        },
        "$se_module": module.api_name if module else None,
        **{name: user_of(user_id or row.owner_id, state) for name, user_id in people.items()},
        "Created_Time": moment(row.created),
        "Modified_Time": moment(row.modified),
        **NOTE_DOLLARS,
    }


def _converted_detail(row: Record) -> Json:
    """Source: a documented sample. What a world says to be converted has no records that were made of it."""
    made = {kind: row.fields.get(f"Converted_{kind.title()}") for kind in ("contact", "account", "deal")}
    day = str(row.fields.get("Converted_Date_Time") or moment(row.modified))[:10]
    return {**made, "convert_date": day, "converted_by": row.modified_by or row.owner_id}


def name_of(row: Record, state: ZohoState) -> str:
    """What a record is called by, in lookups."""
    name = row.fields.get(state.modules[row.module].name_field)
    first = row.fields.get("First_Name")
    return " ".join(str(part) for part in (first, name) if part)


def user_of(user_id: str, state: ZohoState) -> Json:
    """The user who made, changed or owns something, who may be gone."""
    found = state.users.get(user_id)
    return user_reference(found) if found else {"name": None, "id": user_id, "email": None}


def _value(field: Field | None, value: Any, state: ZohoState) -> Any:
    if field is None or value is None:
        return value
    if field.data_type == "ownerlookup":
        return user_of(str(value), state)
    if field.data_type == "lookup":
        led = state.record(str(value))
        return {"name": name_of(led, state) if led else None, "id": str(value)}
    return value


def info(page: int, per_page: int, count: int, more: bool) -> Json:
    return {"per_page": per_page, "count": count, "page": page, "more_records": more}


def moment(value: datetime) -> str:
    """ISO 8601 with a numeric offset, never Z."""
    return value.isoformat(timespec="seconds")

"""Rows and errors as Zoho writes them; the only place with its spelling."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from emulator.kernel.http import Json, Reply
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


def user_reference(user: User) -> Json:
    return {"name": user.name, "id": user.id, "email": user.email}


def record(row: Record, state: ZohoState) -> dict[str, Any]:
    """Empty fields are sent as null, a lookup as name and id."""
    module = state.modules[row.module]
    owner = _user(row.owner_id, state)
    own = {name: _value(module.field(name), value, state) for name, value in row.fields.items()}
    full_name = " ".join(str(row.fields[key]) for key in ("First_Name", "Last_Name") if row.fields.get(key))
    return {
        "id": row.id,
        **{field.api_name: field.empty for field in module.fields},
        **own,
        **({"Full_Name": full_name} if module.field("Full_Name") else {}),
        "Owner": owner,
        "Created_By": _user(row.created_by, state) if row.created_by else owner,
        "Modified_By": _user(row.modified_by, state) if row.modified_by else owner,
        "Created_Time": moment(row.created),
        "Modified_Time": moment(row.modified),
        **({"Converted__s": row.converted} if row.module == "Leads" else {}),
        **DOLLARS,
    }


def name_of(row: Record, state: ZohoState) -> str:
    """What a record is called by, in lookups."""
    name = row.fields.get(state.modules[row.module].name_field)
    first = row.fields.get("First_Name")
    return " ".join(str(part) for part in (first, name) if part)


def _user(user_id: str, state: ZohoState) -> Json:
    found = state.users.get(user_id)
    return user_reference(found) if found else {"name": None, "id": user_id, "email": None}


def _value(field: Field | None, value: Any, state: ZohoState) -> Any:
    if field is None or value is None:
        return value
    if field.data_type == "ownerlookup":
        return _user(str(value), state)
    if field.data_type == "lookup":
        led = state.record(str(value))
        return {"name": name_of(led, state) if led else None, "id": str(value)}
    return value


def info(page: int, per_page: int, count: int, more: bool) -> Json:
    return {"per_page": per_page, "count": count, "page": page, "more_records": more}


def moment(value: datetime) -> str:
    """ISO 8601 with a numeric offset, never Z."""
    return value.isoformat(timespec="seconds")

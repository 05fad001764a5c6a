"""Rows and errors as Zoho writes them; the only place with its spelling."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from emulator.kernel.http import Json, Reply
from emulator.zoho.rows import Lead, User
from emulator.zoho.state import ZohoState

CONTENT_TYPE = {"Content-Type": "application/json;charset=UTF-8"}

# Fields of a lead that are sent as null where they are empty. Source: documented sample of v7.
EMPTY_LEAD: dict[str, Any] = {
    "Company": None, "Salutation": None, "First_Name": None, "Last_Name": None, "Full_Name": None,
    "Email": None, "Secondary_Email": None, "Phone": None, "Mobile": None, "Fax": None,
    "Lead_Status": None, "Lead_Source": None, "Industry": None, "Rating": None, "Annual_Revenue": None,
    "No_of_Employees": None, "Website": None, "Twitter": None, "Skype_ID": None, "Designation": None,
    "Description": None, "Street": None, "City": None, "State": None, "Zip_Code": None, "Country": None,
    "Email_Opt_Out": False, "Last_Activity_Time": None, "Tag": [], "Record_Image": None,
    "Unsubscribed_Mode": None, "Unsubscribed_Time": None, "Converted_Account": None, "Converted_Contact": None,
    "Converted_Deal": None, "Lead_Conversion_Time": None,
    "Layout": {"name": "Standard", "id": "4150868000000000055"}, "Record_Status__s": "Available", "Locked__s": False,
}  # fmt: skip
SYSTEM_LEAD: dict[str, Any] = {
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


def lead(row: Lead, state: ZohoState) -> dict[str, Any]:
    owner = state.users.get(row.owner_id)
    reference = user_reference(owner) if owner else {"name": None, "id": row.owner_id, "email": None}
    full_name = " ".join(str(row.fields[key]) for key in ("First_Name", "Last_Name") if row.fields.get(key))
    return {
        "id": row.id,
        **EMPTY_LEAD,
        **row.fields,
        "Full_Name": full_name,
        "Owner": reference,
        "Created_By": reference,
        "Modified_By": reference,
        "Created_Time": moment(row.created),
        "Modified_Time": moment(row.modified),
        "Converted__s": row.converted,
        **SYSTEM_LEAD,
    }


def user(row: User) -> Json:
    first, _, last = row.name.rpartition(" ")
    status = "active" if row.active else "inactive"
    return {
        "id": row.id,
        "full_name": row.name,
        "first_name": first or None,
        "last_name": last,
        "email": row.email,
        "status": status,
        "confirm": True,
        "role": {"name": "Manager", "id": "4150868000000026005"},
        "profile": {"name": "Standard", "id": "4150868000000026014"},
        "zuid": row.id[-9:],
        "time_zone": "Asia/Kolkata",
        "locale": "en_US",
        "phone": None,
        "mobile": None,
        "created_time": moment(row.created),
        "Modified_Time": moment(row.created),
    }


def info(page: int, per_page: int, count: int, more: bool) -> Json:
    return {"per_page": per_page, "count": count, "page": page, "more_records": more}


def moment(value: datetime) -> str:
    """ISO 8601 with a numeric offset, never Z."""
    return value.isoformat(timespec="seconds")

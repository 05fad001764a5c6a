"""Users, roles, profiles and the organisation as Zoho writes them. Source: zoho/crm-oas users.json and org.json."""

from __future__ import annotations

from emulator.kernel.http import Json
from emulator.zoho import directory, payloads
from emulator.zoho.rows import User
from emulator.zoho.state import ZohoState

ORG_ID, ZGID = "4150868000000000259", "60000000001"
UNKNOWN_OF_USER = (
    "alias", "city", "country", "dob", "fax", "mobile", "phone", "signature", "state", "street", "website", "zip",
    "$current_shift", "$next_shift", "$shift_effective_from", "Currency", "Reporting_To", "status_reason__s",
)  # fmt: skip
UNKNOWN_OF_ORG = (
    "alias",
    "city",
    "description",
    "fax",
    "mobile",
    "photo_id",
    "state",
    "street",
    "zia_portal_id",
    "zip",
)


def user(row: User, state: ZohoState) -> Json:
    first, last = directory.names(row)
    itself = {"name": row.name, "id": row.id}
    return {
        "id": row.id,
        "full_name": row.name,
        "first_name": first,
        "last_name": last,
        "email": row.email,
        "status": directory.status(row),
        "confirm": row.confirmed,
        "role": directory.role(row, state),
        "profile": directory.profile(row, state),
        "zuid": row.id[-9:],
        "category": "regular_user",
        "type__s": "Regular User",
        "language": "en_US",
        "locale": "en_US",
        "country_locale": "US",
        "time_zone": directory.TIME_ZONE,
        "offset": 0,
        "date_format": "MMM d, yyyy",
        "time_format": "HH:mm",
        "decimal_separator": "Period",
        "name_format__s": "Salutation,First Name,Last Name",
        "sort_order_preference__s": "First Name,Last Name",
        "default_tab_group": "0",
        "microsoft": False,
        "personal_account": False,
        "sandboxDeveloper": False,
        "Isonline": False,
        "created_by": itself,
        "Modified_By": itself,
        "created_time": payloads.moment(row.created),
        "Modified_Time": payloads.moment(row.created),
        **dict.fromkeys(UNKNOWN_OF_USER),
    }


def role(number: int, one: dict[str, str]) -> Json:
    return {
        **one,
        "display_label": one["name"],
        "admin_user": number == 0,
        "share_with_peers": False,
        **dict.fromkeys(("description", "reporting_to", "forecast_manager", "created_by__s", "modified_by__s")),
    }


def profile(one: dict[str, str]) -> Json:
    return {
        **one,
        "display_label": one["name"],
        "type": "normal_profile",
        "custom": one["name"] not in (directory.ADMINISTRATOR, directory.STANDARD),
        **dict.fromkeys(("description", "created_time", "modified_time", "created_by", "modified_by")),
    }


def organisation(state: ZohoState) -> Json:
    """The account itself. Its license is as large as its active users are many."""
    first = next(iter(state.users), None)
    return {
        "id": ORG_ID,
        "zgid": ZGID,
        "ezgid": ZGID,
        "zia_zgid": int(ZGID) % 2**31,
        "primary_zuid": first.id[-9:] if first else "",
        "primary_email": first.email if first else "owner@example.com",
        "company_name": "Example Traders",
        "domain_name": f"org{ZGID}",
        "type": "Production",
        "country": "US",
        "country_code": "US",
        "phone": "15550100000",
        "website": "https://example.com",
        "employee_count": "0",
        "currency": "US Dollar",
        "currency_symbol": "$",
        "currency_locale": "en_US",
        "iso_code": "USD",
        "time_zone": directory.TIME_ZONE,
        "created_time": payloads.moment(first.created if first else state.universe.clock.started),
        "max_per_page": 200,
        "call_icon": "zti",
        "mc_status": False,
        "gapps_enabled": False,
        "translation_enabled": False,
        "deletable_org_account": False,
        "privacy_settings": False,
        "hipaa_compliance_enabled": False,
        "lite_users_enabled": False,
        "oauth_presence": False,
        "license_details": _license(state),
        "hierarchy_preferences": {"type": "Role_Hierarchy", "strictly_reporting": False},
        "checkin_preferences": {"restricted_event_types": None},
        **dict.fromkeys(UNKNOWN_OF_ORG),
    }


def _license(state: ZohoState) -> Json:
    return {
        "paid": state.edition != "free",
        "paid_type": state.edition,
        "paid_expiry": "2099-12-31T00:00:00+00:00",
        "users_license_purchased": sum(user.active for user in state.users),
        "trial_type": None,
        "trial_expiry": None,
        "trial_action": "",
    }

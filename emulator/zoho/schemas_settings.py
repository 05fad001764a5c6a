"""JSON Schemas of searches, COQL, metadata, users and the organisation."""

from __future__ import annotations

from emulator.zoho.directory import CURRENT, TYPES
from emulator.zoho.schemas import COUNT, ID, INFO, MOMENT, TEXT, TEXT_OR_NULL, USER_REFERENCE, Schema, error, record

YES_OR_NO: Schema = {"type": "boolean"}
NUMBER: Schema = {"type": "string", "pattern": "^[1-9][0-9]{0,8}$"}
THREE_WAYS: Schema = {"enum": ["true", "false", "both"]}
TOO_MANY = error("TOO_MANY_REQUESTS")
PAGING: dict[str, Schema] = {"page": NUMBER, "per_page": {"type": "string", "pattern": "^([1-9][0-9]?|1[0-9]{2}|200)$"}}


def query(properties: dict[str, Schema], *required: str) -> Schema:
    """Parameters; others are let through, as Zoho does."""
    return {"type": "object", "properties": properties, "required": list(required)}


def list_named(name: str, items: Schema, **more: Schema) -> Schema:
    return record({name: {"type": "array", "items": items, "minItems": 1}, **more})


SEARCH_QUERY = query(
    {
        **dict.fromkeys(("criteria", "email", "phone", "word", "fields"), TEXT),
        "converted": THREE_WAYS,
        "approved": THREE_WAYS,
        **PAGING,
    }
)
ROW = record(
    {
        "id": ID,
        **dict.fromkeys(("Owner", "Created_By", "Modified_By"), USER_REFERENCE),
        **dict.fromkeys(("Created_Time", "Modified_Time"), MOMENT),
        "Full_Name": TEXT_OR_NULL,
        "Tag": {"type": "array"},
        "Converted__s": YES_OR_NO,
    },
    # with `fields=` a row has only those fields, and id
    "Owner", "Created_By", "Modified_By", "Created_Time", "Modified_Time", "Full_Name", "Tag", "Converted__s",
)  # fmt: skip
SORTED_INFO = {
    **INFO,
    "properties": {**INFO["properties"], "sort_by": TEXT, "sort_order": {"enum": ["asc", "desc"]}},
}
FOUND = list_named("data", ROW, info=SORTED_INFO)

COQL_QUERY = record({"select_query": TEXT})
COQL_FOUND = list_named("data", record({"id": ID}), info=record({"count": COUNT, "more_records": YES_OR_NO}))

MODULE = record(
    {
        "api_name": TEXT,
        "module_name": TEXT,
        "singular_label": TEXT,
        "plural_label": TEXT,
        "id": ID,
        "api_supported": YES_OR_NO,
        "generated_type": {"enum": ["default", "web", "linking", "custom"]},
    }
)
MODULES = list_named("modules", MODULE)

FIELD = record(
    {
        "api_name": TEXT,
        "data_type": TEXT,
        "json_type": TEXT,
        "id": ID,
        "field_label": TEXT,
        "length": COUNT,
        "custom_field": YES_OR_NO,
        "read_only": YES_OR_NO,
        "system_mandatory": YES_OR_NO,
        "pick_list_values": {"type": "array", "items": record({"display_value": TEXT, "actual_value": TEXT})},
        "lookup": {"type": "object"},
    }
)
FIELDS = list_named("fields", FIELD)
OF_MODULE = query({"module": TEXT}, "module")
FIELDS_QUERY = query({"module": TEXT, "type": {"enum": ["all", "used", "unused"]}}, "module")
LAYOUTS = list_named("layouts", record({"id": ID, "name": TEXT, "sections": {"type": "array"}}))

NAMED = record({"name": TEXT, "id": ID})
USER = record(
    {
        "id": ID,
        "full_name": TEXT,
        "first_name": TEXT_OR_NULL,
        "last_name": TEXT,
        "email": TEXT,
        "status": {"enum": ["active", "inactive"]},
        "confirm": YES_OR_NO,
        "role": NAMED,
        "profile": NAMED,
        "created_time": MOMENT,
    }
)
USERS_QUERY = query({"type": {"enum": [*TYPES, CURRENT]}, "ids": TEXT, **PAGING})
USERS = list_named("users", USER, info=INFO)
ONE_USER = list_named("users", USER)
ROLES = list_named("roles", NAMED)
PROFILES = list_named("profiles", NAMED)
ORG = list_named(
    "org",
    record(
        {
            "id": ID,
            "zgid": TEXT,
            "company_name": TEXT,
            "primary_email": TEXT,
            "country_code": TEXT,
            "time_zone": TEXT,
            "iso_code": TEXT,
            "license_details": {"type": "object"},
        }
    ),
)

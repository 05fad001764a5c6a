"""JSON Schemas of Zoho's replies. Source: the documented shapes; records after the vendor's own OpenAPI of v8."""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
TEXT_OR_NULL: Schema = {"type": ["string", "null"]}
ID: Schema = {"type": "string", "pattern": "^[0-9]{1,19}$"}
TOKEN: Schema = {"type": "string", "pattern": r"^1000\.[0-9a-f]{32}\.[0-9a-f]{32}$"}
MOMENT: Schema = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$"}
COUNT: Schema = {"type": "integer", "minimum": 0}


def record(properties: dict[str, Schema], *optional: str) -> Schema:
    return {"type": "object", "properties": properties, "required": sorted(set(properties) - set(optional))}


def error(*codes: str) -> Schema:
    return record(
        {"code": {"enum": list(codes)}, "details": {"type": "object"}, "message": TEXT, "status": {"const": "error"}}
    )


INFO = record({"per_page": COUNT, "count": COUNT, "page": COUNT, "more_records": {"type": "boolean"}})
USER_REFERENCE = record({"name": TEXT_OR_NULL, "id": ID, "email": TEXT_OR_NULL}, "email")
LEAD = record(
    {
        "id": ID,
        "Owner": USER_REFERENCE,
        "Full_Name": TEXT_OR_NULL,
        "Last_Name": TEXT_OR_NULL,
        "Phone": TEXT_OR_NULL,
        "Mobile": TEXT_OR_NULL,
        "Email": TEXT_OR_NULL,
        "Created_By": USER_REFERENCE,
        "Created_Time": MOMENT,
        "Modified_By": USER_REFERENCE,
        "Modified_Time": MOMENT,
        "Tag": {"type": "array"},
    },
    # with `fields=` a row has only those fields, and id
    "Owner", "Full_Name", "Last_Name", "Phone", "Mobile", "Email", "Created_By", "Created_Time", "Modified_By",
    "Modified_Time", "Tag",
)  # fmt: skip
LEADS = record({"data": {"type": "array", "items": LEAD, "minItems": 1}, "info": INFO})

USER = record(
    {"id": ID, "full_name": TEXT, "last_name": TEXT, "email": TEXT, "status": {"enum": ["active", "inactive"]}}
)
USERS = record({"users": {"type": "array", "items": USER, "minItems": 1}, "info": INFO})

FIELD = record(
    {"api_name": TEXT, "data_type": TEXT, "id": ID, "field_label": TEXT, "custom_field": {"type": "boolean"}}
)
FIELDS = record({"fields": {"type": "array", "items": FIELD, "minItems": 1}})

UNAUTHORIZED = error("INVALID_TOKEN", "AUTHENTICATION_FAILURE", "OAUTH_SCOPE_MISMATCH")
NOT_FOUND = error("INVALID_URL_PATTERN")


def asked(*names: str, **more: Schema) -> Schema:
    """Parameters that a client may send to Zoho Accounts in the query; each may stand in a form instead."""
    return {"type": "object", "properties": {**dict.fromkeys(names, TEXT), **more}}


TOKEN_ASKED = asked(
    "client_id", "client_secret", "refresh_token", "code", "redirect_uri", "scope", "soid",
    grant_type={"enum": ["refresh_token", "authorization_code", "client_credentials"]},
)  # fmt: skip
AUTHORIZE_ASKED: Schema = {
    **asked(
        "client_id", "redirect_uri", "scope", "state", "prompt",
        response_type={"const": "code"}, access_type={"enum": ["online", "offline"]},
    ),
    "required": ["client_id", "redirect_uri", "response_type", "scope"],
}  # fmt: skip
TOKEN_ISSUED = record(
    {
        "access_token": TOKEN,
        "refresh_token": TOKEN,
        "scope": TEXT,
        "api_domain": {"type": "string", "pattern": "^https?://"},
        "token_type": {"const": "Bearer"},
        "expires_in": {"type": "integer", "minimum": 1, "maximum": 3600},
    },
    "refresh_token",
)
TOKEN_REFUSED = record({"error": TEXT})
TOKEN_THROTTLED = record(
    {"error": {"const": "Access Denied"}, "error_description": TEXT, "status": {"const": "failure"}}, "status"
)
TOKEN_REPLY: Schema = {"anyOf": [TOKEN_ISSUED, TOKEN_REFUSED]}
REVOKED = record({"status": {"const": "success"}})
NOT_REVOKED: Schema = {"anyOf": [TOKEN_REFUSED, {"type": "null"}]}
SERVERS = record(
    {
        "result": {"const": "success"},
        "locations": {
            "type": "object",
            "additionalProperties": {"type": "string", "pattern": "^https?://"},
            "minProperties": 1,
        },
    }
)
PAGE: Schema = {"type": "string", "contentMediaType": "text/html"}
REDIRECT: Schema = {"type": "null"}

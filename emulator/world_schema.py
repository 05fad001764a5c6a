"""What a world.yaml may hold, as JSON Schema; printed by `wati-sandbox schema world`."""

from __future__ import annotations

from typing import Any

from emulator.profile_schema import PROFILE_SCHEMA

TEXT = {"type": "string", "minLength": 1}
PHONE = {"type": ["string", "integer"], "title": "digits with country code, for example 919876543210"}
STORED_PHONE = {"type": ["string", "integer", "null"]}
CELL = {"type": ["string", "integer", "number", "null"]}


def _object(properties: dict[str, Any], *required: str, more: Any = False) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": more,
    }


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


WORLD_SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "world.yaml: the account that a chatbot runs in",
    **_object(
        {
            "start": {"type": "string", "title": "ISO 8601 with time zone, for example 2026-01-15T09:00:00Z"},
            "assumptions": {"type": "object", "additionalProperties": TEXT},
            "credentials": {"enum": ["own", "from_export"], "title": "whether the tokens of the export are good too"},
            "chatbots": _list(_object({"file": TEXT, "id": TEXT, "name": TEXT}, "file")),
            "profile": PROFILE_SCHEMA,
            "sheets": _list(
                _object(
                    {
                        "spreadsheet": TEXT,
                        "spreadsheet_id": TEXT,
                        "sheet": TEXT,
                        "sheet_id": TEXT,
                        "file": {**TEXT, "description": "CSV with a head line, relative to this file"},
                        "columns": _list(TEXT),
                        "rows": _list({"type": "object", "additionalProperties": CELL}),
                    },
                    "spreadsheet",
                )
            ),
            "wati": _object(
                {
                    "tenant_id": {"type": ["string", "integer"]},
                    "token": TEXT,
                    "teams": _list(_object({"name": TEXT, "id": TEXT, "default": {"type": "boolean"}}, "name")),
                    "agents": _list(
                        _object(
                            {
                                "name": TEXT,
                                "email": TEXT,
                                "id": TEXT,
                                "teams": _list(TEXT),
                                "online": {"type": "boolean"},
                                "admin": {"type": "boolean"},
                            },
                            "name",
                            "email",
                        )
                    ),
                    "contacts": _list(
                        _object(
                            {
                                "phone": PHONE,
                                "name": TEXT,
                                "attributes": {
                                    "type": "object",
                                    "additionalProperties": {"type": ["string", "integer", "number"]},
                                },
                                "assigned_to": TEXT,
                                "owner": TEXT,
                                "status": {"enum": ["open", "pending", "solved", "blocked", "broadcast"]},
                                "subscribed": {"type": "boolean", "description": "campaigns may be sent"},
                            },
                            "phone",
                        )
                    ),
                    "templates": _list(
                        _object(
                            {
                                "name": TEXT,
                                "id": TEXT,
                                "body": TEXT,
                                "header": TEXT,
                                "footer": TEXT,
                                "buttons": _list(TEXT),
                            },
                            "name",
                            "body",
                        )
                    ),
                    "whatsapp_flows": _list(_object({"name": TEXT, "id": TEXT}, "name")),
                }
            ),
            "zoho": _object(
                {
                    "clients": _list(_object({"client_id": TEXT, "client_secret": TEXT}, "client_id", "client_secret")),
                    "codes": _list(
                        _object(
                            {
                                "code": TEXT,
                                "client_id": TEXT,
                                "scope": TEXT,
                                "expires_in": {"type": "number", "minimum": 0},
                            },
                            "code",
                            "client_id",
                        )
                    ),
                    "refresh_tokens": _list(
                        _object({"token": TEXT, "client_id": TEXT, "scope": TEXT}, "token", "client_id")
                    ),
                    "access_tokens": _list(
                        _object(
                            {
                                "token": TEXT,
                                "refresh_token": TEXT,
                                "scope": TEXT,
                                "expires_in": {"type": "number", "minimum": 0, "maximum": 3600},
                            },
                            "token",
                        )
                    ),
                    "users": _list(
                        _object(
                            {"name": TEXT, "email": TEXT, "id": TEXT, "active": {"type": "boolean"}}, "name", "email"
                        )
                    ),
                    "leads": _list(
                        _object(
                            {
                                "id": TEXT,
                                "Owner": TEXT,
                                "Last_Name": TEXT,
                                "Phone": STORED_PHONE,
                                "Mobile": STORED_PHONE,
                                "converted": {"type": "boolean"},
                            },
                            "Owner",
                            "Last_Name",
                            more=True,
                        )
                    ),
                }
            ),
        }
    ),
}

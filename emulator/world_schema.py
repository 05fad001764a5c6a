"""What a world.yaml may hold, as JSON Schema; printed by `wati-sandbox schema world`."""

from __future__ import annotations

from typing import Any

from emulator.kernel.json_schema import list_of, object_of
from emulator.profile_schema import PROFILE_SCHEMA
from emulator.wati.access import ROLES, SCOPES
from emulator.wati.delivery import PHONES
from emulator.wati.limits import PLANS
from emulator.wati.template import CATEGORIES
from emulator.wati.template import STATUSES as TEMPLATE_STATUSES
from emulator.zoho.data_centers import DATA_CENTERS
from emulator.zoho.editions import EDITIONS
from emulator.zoho.field import DATA_TYPES
from emulator.zoho.state import UNLIMITED

TEXT = {"type": "string", "minLength": 1}
PHONE = {"type": ["string", "integer"], "title": "digits with country code, for example 919876543210"}
STORED_PHONE = {"type": ["string", "integer", "null"]}
CELL = {"type": ["string", "integer", "number", "null"]}


WORLD_SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "world.yaml: the account that a chatbot runs in",
    **object_of(
        {
            "start": {"type": "string", "title": "ISO 8601 with time zone, for example 2026-01-15T09:00:00Z"},
            "assumptions": {"type": "object", "additionalProperties": TEXT},
            "credentials": {"enum": ["own", "from_export"], "title": "whether the tokens of the export are good too"},
            "chatbots": list_of(object_of({"file": TEXT, "id": TEXT, "name": TEXT}, "file")),
            "profile": PROFILE_SCHEMA,
            "sheets": list_of(
                object_of(
                    {
                        "spreadsheet": TEXT,
                        "spreadsheet_id": TEXT,
                        "sheet": TEXT,
                        "sheet_id": TEXT,
                        "file": {**TEXT, "description": "CSV with a head line, relative to this file"},
                        "columns": list_of(TEXT),
                        "rows": list_of({"type": "object", "additionalProperties": CELL}),
                    },
                    "spreadsheet",
                )
            ),
            "wati": object_of(
                {
                    "tenant_id": {"type": ["string", "integer"]},
                    "token": TEXT,
                    "phone": {**PHONE, "description": "the account's own number"},
                    "limits": {"enum": list(PLANS), "description": "whose rate limits and monthly quota hold"},
                    "tokens": list_of(
                        object_of(
                            {
                                "token": TEXT,
                                "scopes": list_of({"enum": list(SCOPES)}),
                                "expires_in": {"type": "number", "minimum": 0},
                                "role": {"enum": list(ROLES)},
                            },
                            "token",
                        ),
                        "besides `token`; one without scopes may do everything",
                    ),
                    "channels": list_of(object_of({"name": TEXT, "phone": PHONE, "id": TEXT}, "name", "phone")),
                    "webhooks": list_of(
                        object_of(
                            {"url": TEXT, "events": {**list_of(TEXT), "minItems": 1}, "phone": PHONE}, "url", "events"
                        ),
                        "your own servers, which Wati tells of events; of those of one number, with `phone`",
                    ),
                    "teams": list_of(object_of({"name": TEXT, "id": TEXT, "default": {"type": "boolean"}}, "name")),
                    "agents": list_of(
                        object_of(
                            {
                                "name": TEXT,
                                "email": TEXT,
                                "id": TEXT,
                                "teams": list_of(TEXT),
                                "online": {"type": "boolean"},
                                "admin": {"type": "boolean"},
                            },
                            "name",
                            "email",
                        )
                    ),
                    "contacts": list_of(
                        object_of(
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
                                "bsuid": {**TEXT, "pattern": "^[A-Z]{2}[.][A-Za-z0-9]{1,64}$"},
                                "phone_is": {"enum": list(PHONES), "description": "how far messages come"},
                            },
                            "phone",
                        )
                    ),
                    "templates": list_of(
                        object_of(
                            {
                                "name": TEXT,
                                "id": TEXT,
                                "body": TEXT,
                                "header": TEXT,
                                "footer": TEXT,
                                "buttons": list_of(TEXT),
                                "status": {"enum": list(TEMPLATE_STATUSES)},
                                "category": {"enum": list(CATEGORIES)},
                                "language": TEXT,
                                "header_type": {"enum": ["text", "image", "video", "document"]},
                            },
                            "name",
                            "body",
                        )
                    ),
                    "whatsapp_flows": list_of(object_of({"name": TEXT, "id": TEXT}, "name")),
                }
            ),
            "zoho": object_of(
                {
                    "data_center": {"enum": list(DATA_CENTERS), "description": "no other one knows the account"},
                    "expires_in": {
                        "type": "integer",
                        "minimum": 1,
                        "maximum": 3600,
                        "description": "seconds that access tokens live",
                    },
                    "limits": {
                        "enum": ["by_edition", UNLIMITED],
                        "description": "whether tokens, codes and API credits are counted",
                    },
                    "zsoid": {"type": ["string", "integer"], "description": "the number of the organisation"},
                    "clients": list_of(
                        object_of(
                            {
                                "client_id": TEXT,
                                "client_secret": TEXT,
                                "name": TEXT,
                                "redirect_uris": list_of(
                                    {"type": "string", "pattern": '^https?://[!-"$-~]+$'},
                                    "where browsers may be sent to; without any it is a Self Client",
                                ),
                            },
                            "client_id",
                            "client_secret",
                        )
                    ),
                    "codes": list_of(
                        object_of(
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
                    "refresh_tokens": list_of(
                        object_of({"token": TEXT, "client_id": TEXT, "scope": TEXT}, "token", "client_id")
                    ),
                    "access_tokens": list_of(
                        object_of(
                            {
                                "token": TEXT,
                                "refresh_token": TEXT,
                                "scope": TEXT,
                                "expires_in": {"type": "number", "minimum": 0, "maximum": 3600},
                            },
                            "token",
                        )
                    ),
                    "users": list_of(
                        object_of(
                            {
                                "name": TEXT,
                                "email": TEXT,
                                "id": TEXT,
                                "active": {"type": "boolean"},
                                "confirmed": {"type": "boolean"},
                                "role": TEXT,
                                "profile": {**TEXT, "description": "Administrator for whoever may do everything"},
                                "denied": list_of(
                                    {"type": "string", "pattern": "^[A-Za-z0-9_]+([.](READ|CREATE|UPDATE|DELETE))?$"},
                                    "what the profile does not allow, such as Leads or Deals.DELETE",
                                ),
                            },
                            "name",
                            "email",
                        )
                    ),
                    "edition": {"enum": list(EDITIONS), "description": "whose API credits of a day there are"},
                    "index_delay": {
                        "type": "number",
                        "minimum": 0,
                        "maximum": 86400,
                        "description": "seconds in which a search does not find what was just written",
                    },
                    "modules": list_of(
                        object_of(
                            {
                                "name": {"type": "string", "pattern": "^[A-Za-z][A-Za-z0-9_]{0,49}$"},
                                "singular": TEXT,
                                "fields": list_of(
                                    object_of(
                                        {
                                            "name": {"type": "string", "pattern": "^[A-Za-z][A-Za-z0-9_]{0,49}$"},
                                            "type": {"enum": list(DATA_TYPES)},
                                            "mandatory": {"type": "boolean"},
                                            "unique": {"type": "boolean"},
                                            "values": list_of(TEXT),
                                            "lookup": TEXT,
                                        },
                                        "name",
                                    )
                                ),
                            },
                            "name",
                        ),
                        "custom modules",
                    ),
                    "records": {
                        "type": "object",
                        "description": "records of modules other than Leads, by module",
                        "additionalProperties": list_of(object_of({"id": TEXT, "Owner": TEXT}, more=True)),
                    },
                    "leads": list_of(
                        object_of(
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

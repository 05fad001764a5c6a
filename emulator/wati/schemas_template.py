"""JSON Schemas of templates in v1 and v2. Source: as their operations say."""

from __future__ import annotations

from emulator.wati.schemas import FLAG, LINK, MOMENT, TEXT, TEXT_OR_NULL, Schema, record
from emulator.wati.template import CATEGORIES, STATUSES

READ = (("api", "wati_integration:read", "messagetemplate:read"),)
WRITE = (("api", "messagetemplate:write"),)
READ_V2 = (("api", "messagetemplatev2:read"),)
WRITE_V2 = (("api", "messagetemplatev2:write"),)

BUTTON = record({"type": TEXT, "parameter": record({"text": TEXT})})
TEMPLATE = record(
    {
        "id": TEXT,
        "elementName": TEXT,
        "category": {"enum": list(CATEGORIES)},
        "hsm": TEXT_OR_NULL,
        "hsmOriginal": TEXT_OR_NULL,
        "customParams": {"type": "array", "items": record({"paramName": TEXT, "paramValue": TEXT_OR_NULL})},
        "status": {"enum": list(STATUSES)},
        "language": record({"key": TEXT, "value": TEXT, "text": TEXT}),
        "lastModified": MOMENT,
        "type": TEXT,
        "header": {"anyOf": [record({"type": TEXT, "text": TEXT_OR_NULL}), {"type": "null"}]},
        "body": TEXT,
        "bodyOriginal": TEXT,
        "footer": TEXT_OR_NULL,
        "buttons": {"type": "array", "items": BUTTON},
        "buttonsType": TEXT,
        "expiresIn": {"type": "integer"},
        "includeExpiryTime": FLAG,
        "addSecurityRecommendation": FLAG,
    }
)
TEMPLATE_LIST = record(
    {
        "result": {"const": "success"},
        "messageTemplates": {"type": "array", "items": TEMPLATE},
        "link": LINK,
    }
)
SUBMISSION: Schema = record(
    {
        "elementName": {"type": "string", "pattern": "^[a-z0-9_]{1,512}$"},
        "body": {"type": "string", "minLength": 1, "maxLength": 1024},
        "category": TEXT_OR_NULL,
        "language": TEXT_OR_NULL,
        "footer": TEXT_OR_NULL,
        "header": {"type": ["object", "null"]},
        "buttons": {"type": ["array", "null"]},
        "buttonsType": TEXT_OR_NULL,
        "subCategory": TEXT_OR_NULL,
        "type": TEXT_OR_NULL,
    },
    ["body", "elementName"],
)
SUBMITTED = record({"ok": {"const": True}, "result": TEMPLATE})
DELETED = record({"ok": {"const": True}})
REFUSED = record({"result": {"const": False}, "info": TEXT})
RETRY = record(
    {
        "retryDays": {
            "anyOf": [{"type": "integer", "minimum": 1, "maximum": 7}, {"type": "string", "pattern": "^[1-7]$"}]
        },
        "retryUntil": {"type": "string", "format": "date-time"},
    },
    [],
)

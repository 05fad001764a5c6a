"""webhookEndpoints: addresses that shall hear of events.

Example: POST /424242/api/v2/webhookEndpoints [{"url": "http://127.0.0.1:9/", "eventTypes": ["message"], "status": 1}] => 200
Example: POST /424242/api/v2/webhookEndpoints [{"url": "ftp://127.0.0.1/", "eventTypes": ["message"]}] => 400
"""  # noqa: E501  # an example stands on one line

from __future__ import annotations

from typing import Any

from emulator.kernel.http import BadBody, Json, Reply, Request
from emulator.kernel.json_schema import list_of, object_of, record
from emulator.wati import callback_schemas as schemas
from emulator.wati.api import WATI
from emulator.wati.assumptions.webhooks import WEBHOOK_REFUSAL
from emulator.wati.callback import KNOWN
from emulator.wati.callback_parts import ticks
from emulator.wati.callback_queue import DEFECTIVE, DISABLED, ENABLED
from emulator.wati.errors import CONTENT_TYPE
from emulator.wati.payloads import ok
from emulator.wati.rows import Webhook
from emulator.wati.state import WatiState
from emulator.wati.webhook import MAX_URL, TOO_MANY, URL, Refused, Wanted, add

STATUSES = (DISABLED, ENABLED, DEFECTIVE)
WANTED = object_of(
    {
        "phoneNumber": {"type": ["string", "null"], "description": "a number of the account, not a customer's"},
        "status": {"enum": list(STATUSES), "description": "0 disabled (also where it is left out), 1 enabled"},
        "url": {"type": "string", "pattern": f"^{URL}$", "maxLength": MAX_URL},
        "eventTypes": {**list_of({"enum": list(KNOWN)}), "minItems": 1},
    },
    "url",
    "eventTypes",
    more=True,
)
WEBHOOK = record(
    {
        "id": schemas.OBJECT_ID,
        "tenantId": schemas.TEXT,
        "channelId": schemas.TEXT_OR_NULL,
        "channelPhoneNumber": schemas.TEXT_OR_NULL,
        "url": schemas.TEXT,
        "status": {"enum": list(STATUSES)},
        "created": schemas.TICKS,
        "lastUpdated": schemas.TICKS,
        "failedIterationCount": {"type": "integer", "minimum": 0},
        "isSentNotify": schemas.FLAG,
        "eventTypes": list_of(schemas.TEXT),
    }
)
ADDED = record({"ok": {"const": True}, "result": list_of(WEBHOOK)})
REFUSED = object_of(
    {"ok": {"const": False}, "error": schemas.TEXT, "isOverWebhookLimit": {"const": True}}, "ok", "error"
)
NO_LIST = "Invalid webhook endpoints"


@WATI.operation(
    "POST",
    "/{tenantId}/api/v2/webhookEndpoints",
    body=list_of(WANTED),
    replies={200: {"anyOf": [ADDED, REFUSED]}, 400: REFUSED},
    evidence="documented",
    source="docs.wati.io createWebhookEndpointV2, with a full example; refusals as clients have them",
    scopes=(("api", "webhooks:create"),),
)
def v2_webhook_endpoints(request: Request, state: WatiState) -> Reply:
    """Adds all of an array, or none of it. There is no way to list or to remove them; another method answers 405."""
    try:
        rows = add(state, [_wanted(entry) for entry in _entries(request)])
    except Refused as refusal:
        more = {"isOverWebhookLimit": True} if refusal.error == TOO_MANY else {}
        status = int(state.universe.assumptions.lean(WEBHOOK_REFUSAL))
        return Reply(status, {"ok": False, "error": refusal.error, **more}, CONTENT_TYPE, help=(str(refusal),))
    reply = ok({"ok": True, "result": [_webhook(row, state) for row in rows]})
    off = [row.url for row in rows if row.status == DISABLED]
    reply.help = (f"Disabled, and never called: {', '.join(off)}. Say status 1.",) if off else ()
    return reply


def _entries(request: Request) -> list[Any]:
    try:
        found = request.json()
    except BadBody as error:
        raise Refused(NO_LIST, str(error)) from error
    if not isinstance(found, list):
        raise Refused(NO_LIST, "the body is an array of webhooks, even for one")
    return found


def _wanted(entry: Any) -> Wanted:
    """Refused where a member is of another kind than documented."""
    if not isinstance(entry, dict):
        raise Refused(NO_LIST, "each webhook is an object with url, eventTypes, status and phoneNumber")
    url, events, status = entry.get("url"), entry.get("eventTypes"), entry.get("status", DISABLED)
    phone = entry.get("phoneNumber")
    if not isinstance(url, str):
        raise Refused("Invalid url", "url is to be a text")
    if not isinstance(events, list) or not all(isinstance(name, str) for name in events):
        raise Refused("Invalid event types", "eventTypes is to be an array of texts")
    if isinstance(status, bool) or not isinstance(status, int) or status not in STATUSES:
        raise Refused("Invalid status", "status is 0, 1 or 2")
    if phone is not None and not isinstance(phone, str):
        raise Refused("Invalid phone number", "phoneNumber is to be a text")
    return Wanted(url, tuple(events), phone or "", status)


def _webhook(row: Webhook, state: WatiState) -> Json:
    return {
        "id": row.id,
        "tenantId": state.tenant_id,
        "channelId": row.channel or None,
        "channelPhoneNumber": row.phone or None,
        "url": row.url,
        "status": row.status,
        "created": ticks(row.created),
        "lastUpdated": ticks(row.last_updated),
        "failedIterationCount": row.failures,
        "isSentNotify": row.notified,
        "eventTypes": list(row.event_types),
    }

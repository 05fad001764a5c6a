"""The webhooks of the Wati account: list, add, switch, remove, and try one with a sample."""

from __future__ import annotations

from emulator.control.api import CONTROL, Desk, ok
from emulator.kernel.http import Json, Reply, Request
from emulator.kernel.json_schema import list_of, object_of
from emulator.kernel.secret import mask_text
from emulator.kernel.suggest import did_you_mean
from emulator.wati import callback_queue as queue
from emulator.wati import callback_sample, webhook
from emulator.wati.rows import Webhook
from emulator.wati.state import WatiState

TEXT = {"type": "string", "minLength": 1}
STATUSES = {"disabled": queue.DISABLED, "enabled": queue.ENABLED}
NAMES = {queue.DISABLED: "disabled", queue.ENABLED: "enabled", queue.DEFECTIVE: "defective"}


@CONTROL.operation("GET", "/_sandbox/webhooks", replies={200: None}, evidence="observed", source="our own")
def list_webhooks(request: Request, desk: Desk) -> Reply:
    """Each with its status, its failures in a row, and what is on its way to it.

    Example: GET /_sandbox/webhooks => 200
    """
    wati = desk.tenant.wati
    return ok({"webhooks": [_shown(row, wati) for row in wati.webhooks]})


@CONTROL.operation(
    "POST",
    "/_sandbox/webhooks",
    body=object_of({"url": TEXT, "events": list_of(TEXT), "phone": TEXT}, "url", "events"),
    replies={201: None},
    evidence="observed",
    source="our own",
)
def add_webhook(request: Request, desk: Desk) -> Reply:
    """An address that hears of events from now on; of one number of the account, with `phone`.

    Example: POST /_sandbox/webhooks {"url": "http://127.0.0.1:9/", "events": ["message"]} => 201
    Example: POST /_sandbox/webhooks {"url": "http://127.0.0.1:9/", "events": ["mesage"]} => 400
    """
    asked, wati = request.json(), desk.tenant.wati
    [row] = webhook.add(wati, [webhook.Wanted(asked["url"], tuple(asked["events"]), asked.get("phone", ""))])
    return ok(_shown(row, wati), 201)


@CONTROL.operation(
    "PATCH",
    "/_sandbox/webhooks/{id}",
    body=object_of({"status": {"enum": list(STATUSES)}}, "status"),
    replies={200: None},
    evidence="observed",
    source="our own",
)
def switch_webhook(request: Request, desk: Desk) -> Reply:
    """Switch it off, or on again: its failures are forgotten, and what was on its way.

    Example: PATCH /_sandbox/webhooks/nothing {"status": "enabled"} => 404
    """
    row = webhook.switch(desk.tenant.wati, _named(request, desk), STATUSES[request.json()["status"]])
    return ok(_shown(row, desk.tenant.wati))


@CONTROL.operation("DELETE", "/_sandbox/webhooks/{id}", replies={200: None}, evidence="observed", source="our own")
def remove_webhook(request: Request, desk: Desk) -> Reply:
    """Example: DELETE /_sandbox/webhooks/nothing => 404"""
    row = _named(request, desk)
    webhook.remove(desk.tenant.wati, row)
    return ok({"removed": row.id})


@CONTROL.operation(
    "POST",
    "/_sandbox/webhooks/{id}/sample",
    body=object_of({"event": TEXT}),
    replies={202: None},
    evidence="observed",
    source="our own",
)
def send_sample(request: Request, desk: Desk) -> Reply:
    """Send it a sample callback, as the button in Wati does: of one `event`, or of the first that it hears of.

    Example: POST /_sandbox/webhooks/nothing/sample => 404
    """
    row, wati = _named(request, desk), desk.tenant.wati
    event = (request.json() if request.body else {}).get("event", row.event_types[0])
    body = callback_sample.body_of(wati, event)
    if row.status != queue.ENABLED:
        raise ValueError(f"the webhook is {NAMES[row.status]}: switch it on first")
    queue.put(wati, row, event, body)
    return ok({"event": event, "body": body}, 202)


def _named(request: Request, desk: Desk) -> Webhook:
    wanted, rows = request.params["id"], desk.tenant.wati.webhooks
    found = rows.get(wanted)
    if found is None:
        raise LookupError(f"no webhook has the id '{wanted}'.{did_you_mean(wanted, [row.id for row in rows])}")
    return found


def _shown(row: Webhook, state: WatiState) -> Json:
    pending = sorted((one for one in state.deliveries if one.webhook == row.id), key=lambda one: one.due)
    return {
        "id": row.id,
        "url": mask_text(row.url, state.secrets()),
        "events": list(row.event_types),
        "phone": row.phone or None,
        "status": NAMES[row.status],
        "failures": row.failures,
        "notified": row.notified,
        "pending": [{"event": one.event, "due": one.due.isoformat(), "attempt": one.attempt} for one in pending],
    }

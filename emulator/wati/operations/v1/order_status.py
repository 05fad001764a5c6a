"""order_status: tell a customer how an order stands.

Example: POST /api/v1/order_status {"phone_number": "919876543210", "reference_id": "o-1", "order": {"status": "shipped"}} => 200
"""  # noqa: E501  # an example stands on one line

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.wati import errors, order, payloads, recipient, schemas
from emulator.wati.api import WATI
from emulator.wati.body import object_of
from emulator.wati.state import WatiState


@WATI.operation(
    "POST",
    "/{tenantId}/api/v1/order_status",
    body=order.UPDATE,
    replies={
        200: schemas.or_failure(schemas.RESULT, schemas.FAILURE, schemas.EXPIRED),
        400: schemas.FAILURE,
        403: None,
    },
    evidence="documented",
    source="docs.wati.io (path); statuses from help 11822324; the body is that of order_status_template without its "
    "template, which is assumed, as is the reply",
    scopes=(("api", "payment:write"),),
)
def order_status(request: Request, state: WatiState) -> Reply:
    """Of an order of this customer, while the chat is open."""
    closed = order.closed(request, state)
    if closed is not None:
        return closed
    body = object_of(request)
    wrong = order.wrong(body, order.UPDATE)
    if wrong or body is None:
        return order.refused(state, *wrong)
    found, contact = state.orders.get(body["reference_id"]), state.contact(body["phone_number"])
    conversation = recipient.chat(state, contact) if contact else None
    if conversation is None:
        return errors.failed(state, "Invalid Conversation")
    if found is None or found.phone != body["phone_number"]:
        return order.refused(state, "No order of this customer has this reference_id.")
    if not state.window_is_open(conversation, state.universe.clock.now()):
        return errors.expired(state)
    order.update(state, found, conversation, body["order"]["status"])
    return payloads.ok({"result": True})

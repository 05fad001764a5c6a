"""order_details: ask a customer to pay for an order, by WhatsApp Pay.

Example: POST /api/v1/order_details {"phone_number": "919876543210", "order_details": {"reference_id": "o-1", "currency": "INR", "total_amount": {"offset": 100, "value": 500}, "order": {"items": [{"name": "Tea", "quantity": 1, "amount": {"offset": 100, "value": 500}}]}}} => 200
"""  # noqa: E501  # an example stands on one line

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.wati import errors, order, payloads, recipient, schemas
from emulator.wati.api import WATI
from emulator.wati.body import object_of
from emulator.wati.state import WatiState


@WATI.operation(
    "POST",
    "/{tenantId}/api/v1/order_details",
    body=order.ORDER,
    replies={
        200: schemas.or_failure(schemas.RESULT, schemas.FAILURE, schemas.EXPIRED),
        400: schemas.FAILURE,
        403: None,
    },
    evidence="documented",
    source="docs.wati.io sendOrderDetails (path, scopes, 403); the body is that of order_details_template (help "
    "11822350) without its template, which is assumed, as is the reply",
    scopes=(("api", "payment:write"),),
)
def order_details(request: Request, state: WatiState) -> Reply:
    """Free text, so the chat must be open. A reference that was used before is refused (documented)."""
    closed = order.closed(request, state)
    if closed is not None:
        return closed
    body = object_of(request)
    wrong = order.wrong(body, order.ORDER)
    if wrong or body is None:
        return order.refused(state, *wrong)
    details, phone = body["order_details"], body["phone_number"]
    contact = state.contact(phone)
    conversation = recipient.chat(state, contact) if contact else None
    if conversation is None:
        return errors.failed(state, "Invalid Conversation")
    if not state.window_is_open(conversation, state.universe.clock.now()):
        return errors.expired(state)
    if state.orders.get(details["reference_id"]) is not None:
        return order.refused(state, "An order has this reference_id already.")
    order.place(state, conversation, phone, details)
    return payloads.ok({"result": True})

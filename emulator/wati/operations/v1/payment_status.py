"""payment_status: whether the customer has paid for an order.

Example: GET /424242/api/v1/payment_status/nobodys-order => 400
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.wati import order, payloads, schemas
from emulator.wati.api import WATI
from emulator.wati.errors import CONTENT_TYPE
from emulator.wati.state import WatiState


@WATI.operation(
    "GET",
    "/{tenantId}/api/v1/payment_status/{referenceId}",
    replies={
        200: schemas.record(
            {
                "result": {"const": True},
                "reference_id": schemas.TEXT,
                "status": {"enum": ["pending", "captured", "failed"]},
            }
        ),
        400: schemas.FAILURE,
        403: None,
    },
    evidence="documented",
    source="docs.wati.io getPaymentStatus (path, scopes, 400, 403); help 11822291 (captured, failed); that a payment "
    "is pending before, and the names of the fields but status, are assumed",
    scopes=(("api", "payment:read"),),
)
def payment_status(request: Request, state: WatiState) -> Reply:
    """400 where no order has the reference (documented: with the messages of the payment service)."""
    closed = order.closed(request, state)
    if closed is not None:
        return closed
    found = state.orders.get(request.params["referenceId"])
    if found is None:
        return Reply(400, {"result": False, "info": "Order not found"}, CONTENT_TYPE)
    return payloads.ok({"result": True, "reference_id": found.id, "status": order.payment(state, found)})

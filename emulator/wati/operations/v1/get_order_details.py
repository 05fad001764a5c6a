"""order_details of a reference: an order of WhatsApp Pay, and how it stands.

Example: GET /424242/api/v1/order_details/nobodys-order => 400
"""

from __future__ import annotations

from emulator.kernel.http import Reply, Request
from emulator.wati import order, payloads, schemas
from emulator.wati.api import WATI
from emulator.wati.errors import CONTENT_TYPE
from emulator.wati.state import WatiState


@WATI.operation(
    "GET",
    "/{tenantId}/api/v1/order_details/{referenceId}",
    replies={
        200: schemas.record(
            {
                "result": {"const": True},
                "phone_number": schemas.TEXT,
                "created": schemas.MOMENT,
                "order_details": order.DETAILS,
            }
        ),
        400: schemas.FAILURE,
        403: None,
    },
    evidence="documented",
    source="docs.wati.io (path); the reply is assumed to hold what was asked for, and 400 to be as for payment_status",
    scopes=(("api", "payment:read"),),
)
def get_order_details(request: Request, state: WatiState) -> Reply:
    """400 where no order has the reference."""
    closed = order.closed(request, state)
    if closed is not None:
        return closed
    found = state.orders.get(request.params["referenceId"])
    if found is None:
        return Reply(400, {"result": False, "info": "Order not found"}, CONTENT_TYPE)
    return payloads.ok({"result": True, **order.payload(found)})

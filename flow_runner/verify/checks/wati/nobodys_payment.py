"""The payment of an order that is not there."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.included import get
from flow_runner.verify.observation import Differs, Observation, Same
from flow_runner.verify.target import Target
from flow_runner.verify.wording import told


@check(
    "wati.order-of-an-unknown-reference-is-400",
    "wati.payment_status",
    "wati.get_order_details",
    evidence="documented",
    source="docs.wati.io getPaymentStatus; that order_details answers alike is assumed",
    other=instead("/payment_status/*", status=404),
)
def nobodys_payment(target: Target) -> Observation:
    """payment_status and order_details of a reference that nobody gave are 400, where WhatsApp Pay is open at all."""
    for path in ("/api/v1/payment_status/nobodys-order", "/api/v1/order_details/nobodys-order"):
        reply = get(target, path)
        if reply.status != 400:
            return Differs("400", told(reply))
    return Same()

"""Orders of WhatsApp Pay, a private beta: what a business asks for, and what became of the payment.

Source: docs.wati.io (paths, scopes, 400 and 403); help 11822350, 11822324 and 11822291 (the bodies of the operations
that send a template, the statuses). That those without a template take the same body but for the template is assumed.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from emulator.kernel.contract import Contract
from emulator.kernel.http import Json, Reply, Request
from emulator.wati import errors, payloads, schemas
from emulator.wati.assumptions.account import PAYMENT
from emulator.wati.assumptions.contacts import FAILURE_TEXT
from emulator.wati.quirks import PAYMENTS
from emulator.wati.rows import Conversation, Order
from emulator.wati.state import WatiState

PAID_AFTER = timedelta(minutes=1)
STATUSES = ("pending", "processing", "partially_shipped", "shipped", "completed", "canceled")
MAX_AMOUNT = 10**12

AMOUNT: schemas.Schema = {
    "type": "object",
    "properties": {
        "offset": {"type": "integer", "minimum": 1, "maximum": MAX_AMOUNT},
        "value": {"type": "integer", "minimum": 0, "maximum": MAX_AMOUNT},
    },
    "required": ["offset", "value"],
}
ITEM: schemas.Schema = {
    "type": "object",
    "properties": {
        "name": schemas.SOME_TEXT,
        "retailer_id": schemas.TEXT,
        "amount": AMOUNT,
        "quantity": {"type": "integer", "minimum": 1, "maximum": MAX_AMOUNT},
    },
    "required": ["name", "amount", "quantity"],
}
DETAILS: schemas.Schema = {
    "type": "object",
    "properties": {
        "reference_id": {"type": "string", "minLength": 1, "maxLength": 35},
        "type": schemas.TEXT,
        "payment_configuration": schemas.TEXT,
        "payment_type": schemas.TEXT,
        "currency": {"type": "string", "pattern": "^[A-Z]{3}$"},
        "total_amount": AMOUNT,
        "order": {
            "type": "object",
            "properties": {"items": {"type": "array", "items": ITEM, "minItems": 1}},
            "required": ["items"],
        },
    },
    "required": ["reference_id", "currency", "total_amount", "order"],
}
ORDER = schemas.record({"phone_number": schemas.SOME_TEXT, "order_details": DETAILS})
UPDATE = schemas.record(
    {
        "phone_number": schemas.SOME_TEXT,
        "reference_id": schemas.SOME_TEXT,
        "order": schemas.record({"status": {"enum": list(STATUSES)}}),
    }
)
TEXTS = ("reference_id", "type", "payment_configuration", "payment_type", "currency")


def closed(request: Request, state: WatiState) -> Reply | None:
    """403 where the beta is not open to the account."""
    if state.universe.assumptions.choice(PAYMENTS) == "open":
        return None
    told = "WhatsApp Pay is a private beta, and wati.payments says that it is closed to this account."
    return errors.forbidden(request, state, "The payment feature is not enabled.", told)


def wrong(body: dict[str, Any] | None, schema: schemas.Schema) -> list[str]:
    """What keeps a body from being read."""
    return ["the body is no JSON object"] if body is None else Contract(schema).violations(body)


def refused(state: WatiState, *told: str) -> Reply:
    state.universe.assumptions.lean(FAILURE_TEXT)
    return errors.failed(state, "target input invalid", *told)


def place(state: WatiState, conversation: Conversation, phone: str, asked: dict[str, Any]) -> Order:
    """A new order; the customer gets a message with it. `asked` holds to `DETAILS`; what that does not name is left."""
    details: dict[str, Any] = {name: asked[name] for name in TEXTS if name in asked}
    details["total_amount"] = _amount(asked["total_amount"])
    details["order"] = {"items": [_item(item) for item in asked["order"]["items"]]}
    total = details["total_amount"]
    text = f"Order {asked['reference_id']}: {total['value'] / total['offset']:.2f} {asked['currency']}"
    item = state.send(conversation, text, type="order", extra={"order": asked["reference_id"]})
    return state.orders.insert(
        Order(
            id=asked["reference_id"],
            phone=phone,
            created=state.universe.clock.now(),
            currency=asked["currency"],
            amount=total["value"],
            offset=total["offset"],
            details=details,
            message=item.id,
        )
    )


def update(state: WatiState, order: Order, conversation: Conversation, status: str) -> Order:
    """What the business says of the order; the customer gets a message with it."""
    state.send(conversation, f"Order {order.id} is {status}", type="order", extra={"order": order.id})
    return state.orders.update(order.id, status=status)


def payment(state: WatiState, order: Order) -> str:
    """pending; a minute later captured or failed, as the assumption has it."""
    if state.universe.clock.now() - order.created < PAID_AFTER:
        return "pending"
    return state.universe.assumptions.lean(PAYMENT)


def payload(order: Order) -> Json:
    """As it was asked for, with the status of now."""
    details = {**order.details, "order": {"status": order.status, **order.details["order"]}}
    return {"phone_number": order.phone, "created": payloads.moment(order.created), "order_details": details}


def _amount(asked: dict[str, Any]) -> dict[str, int]:
    return {"offset": int(asked["offset"]), "value": int(asked["value"])}


def _item(asked: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {name: asked[name] for name in ("name", "retailer_id") if name in asked}
    return {**found, "amount": _amount(asked["amount"]), "quantity": int(asked["quantity"])}

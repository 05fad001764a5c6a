"""Single product."""

from __future__ import annotations

from dataclasses import dataclass

from flow_runner.engine.card import Card
from flow_runner.engine.context import Context
from flow_runner.engine.events import MessageSent
from flow_runner.engine.fields import Fields
from flow_runner.engine.node import Uses, node_type


@node_type(
    "InteractiveProduct",
    evidence="reported",
    source="one reader of freshly made nodes",
    marks=("productRetailerId", "productVariants", "catalogId", "hasError"),
    paid=True,
)
@dataclass(frozen=True, slots=True)
class InteractiveProduct(Card):
    """Sends a product of the catalog and goes on."""

    id: str
    product: str
    catalog: str

    @classmethod
    def parse(cls, node_id: str, fields: Fields) -> InteractiveProduct:
        return cls(node_id, fields.text("productRetailerId"), fields.text("catalogId"))

    def message(self, ctx: Context) -> MessageSent | None:
        if not self.product:
            ctx.warn("no-product", "no product is chosen: nothing is sent")
            return None
        return MessageSent(self.id, "product", "", reference=self.product)

    def uses(self) -> Uses:
        return Uses(sends=True, summary=self.product or "no product is chosen")

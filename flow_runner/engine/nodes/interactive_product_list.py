"""Catalog set (several products)."""

from __future__ import annotations

from dataclasses import dataclass

from flow_runner.engine.card import Card
from flow_runner.engine.context import Context
from flow_runner.engine.events import MessageSent
from flow_runner.engine.fields import Fields
from flow_runner.engine.node import Uses, node_type
from flow_runner.engine.richtext import to_whatsapp


@node_type(
    "InteractiveProductList",
    evidence="reported",
    source="two independent readers, one of a real export without catalog and set",
    marks=(
        "interactiveProductListHeaderText",
        "interactiveProductListBodyText",
        "catalogId",
        "setId",
        "hasError",
    ),
    paid=True,
)
@dataclass(frozen=True, slots=True)
class InteractiveProductList(Card):
    """Sends a set of products and goes on."""

    id: str
    header: str
    body: str
    catalog: str
    product_set: str

    @classmethod
    def parse(cls, node_id: str, fields: Fields) -> InteractiveProductList:
        return cls(
            id=node_id,
            header=fields.text("interactiveProductListHeaderText"),
            body=to_whatsapp(fields.text("interactiveProductListBodyText")),
            catalog=fields.text("catalogId"),
            product_set=fields.text("setId"),
        )

    def message(self, ctx: Context) -> MessageSent:
        if not self.product_set:
            ctx.warn("no-products", "no set of products is chosen: the customer sees the text alone")
        return MessageSent(
            self.id,
            "product_list",
            ctx.render(self.body, "body"),
            header=ctx.render(self.header, "header"),
            reference=self.product_set,
        )

    def uses(self) -> Uses:
        chosen = self.product_set or "no set is chosen"
        return Uses(texts=(self.header, self.body), sends=True, summary=f"{self.body}\n{chosen}")

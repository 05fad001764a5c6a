"""CTA URL button."""

from __future__ import annotations

from dataclasses import dataclass

from flow_runner.engine.card import Card, header_media
from flow_runner.engine.context import Context
from flow_runner.engine.events import MessageSent
from flow_runner.engine.fields import Fields
from flow_runner.engine.node import Uses, node_type
from flow_runner.engine.richtext import to_whatsapp


@node_type(
    "InteractiveCtaUrl",
    evidence="reported",
    source="one reader of freshly made nodes",
    marks=(
        "interactiveCtaUrlHeader",
        "interactiveCtaUrlBody",
        "interactiveCtaUrlFooter",
        "interactiveCtaUrlButtonText",
        "interactiveCtaUrlButtonUrl",
        "interactiveCtaUrlAccessToken",
    ),
)
@dataclass(frozen=True, slots=True)
class InteractiveCtaUrl(Card):
    """Sends one button that opens an address, and goes on: a tap on it sends no message."""

    id: str
    header: str
    body: str
    footer: str
    media: str
    button: str
    url: str

    @classmethod
    def parse(cls, node_id: str, fields: Fields) -> InteractiveCtaUrl:
        header = fields.object("interactiveCtaUrlHeader")
        return cls(
            id=node_id,
            header=header.text("text"),
            body=to_whatsapp(fields.text("interactiveCtaUrlBody")),
            footer=fields.text("interactiveCtaUrlFooter"),
            media=header_media(header),
            button=fields.text("interactiveCtaUrlButtonText"),
            url=fields.text("interactiveCtaUrlButtonUrl").strip(),
        )

    def message(self, ctx: Context) -> MessageSent:
        return MessageSent(
            self.id,
            "cta_url",
            ctx.render(self.body, "body"),
            media=ctx.render(self.media, "header"),
            header=ctx.render(self.header, "header"),
            footer=ctx.render(self.footer, "footer"),
            button=ctx.render(self.button, "button"),
            reference=ctx.render(self.url, "address of the button"),
        )

    def uses(self) -> Uses:
        return Uses(texts=(self.header, self.body, self.footer, self.media, self.button, self.url), sends=True)

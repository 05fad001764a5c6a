"""Send a message."""

from __future__ import annotations

from dataclasses import dataclass

from flow_runner.engine.context import Context
from flow_runner.engine.events import MessageSent
from flow_runner.engine.fields import Fields
from flow_runner.engine.internal import REPLY_NUMBERS
from flow_runner.engine.node import ONLY, Exit, NoWait, Uses, node_type
from flow_runner.engine.richtext import to_whatsapp
from flow_runner.engine.step import Go, Step


@dataclass(frozen=True, slots=True)
class Part:
    """One of the replies of a node: text, or media with a caption."""

    kind: str
    text: str
    media: str = ""

    def send(self, ctx: Context, node_id: str) -> None:
        media = ctx.render(self.media, "media") if self.media else ""
        ctx.emit(MessageSent(node_id, self.kind, ctx.render(self.text, "text"), media))


KINDS = ("text", "image", "video", "document", "audio", "sticker")
OTHER_NAMES = {"file": "document", "voice": "audio"}


def parts_of(fields: Fields) -> tuple[Part, ...]:
    """`flowReplies`, in order. Uploaded media are not in an export: their address is empty."""
    found = []
    for reply in fields.objects("flowReplies"):
        kind = reply.enum("flowReplyType", REPLY_NUMBERS, "Text").lower()
        if kind.isdecimal():
            kind = _inferred(reply, kind)
        kind = OTHER_NAMES.get(kind, kind)
        if kind not in KINDS:
            told = f"'{kind}' is no kind of reply that is known; sent as it stands"
            reply.warn("unknown-reply-type", told, "flowReplyType")
        if kind == "text":
            found.append(Part("text", to_whatsapp(reply.text("data"))))
        else:
            found.append(Part(kind, to_whatsapp(reply.text("caption")), reply.text("data")))
    return tuple(found)


def _inferred(reply: Fields, number: str) -> str:
    """The kind of a reply whose number nobody knows, by its MIME type."""
    kind = reply.text("mimeType").partition("/")[0].lower()
    kind = "document" if kind in ("application", "text") else kind or "text"
    reply.warn("inferred-reply-type", f"the number {number} is not known; taken for {kind}", "flowReplyType")
    return kind


@node_type("Message", evidence="observed", source="real exports", marks=("flowReplies",))
@dataclass(frozen=True, slots=True)
class Message(NoWait):
    """Sends its replies in order and goes on; without an edge the run ends."""

    id: str
    parts: tuple[Part, ...]

    @classmethod
    def parse(cls, node_id: str, fields: Fields) -> Message:
        return cls(node_id, parts_of(fields))

    def enter(self, ctx: Context) -> Step:
        for part in self.parts:
            part.send(ctx, self.id)
        return Go("")

    def exits(self) -> tuple[Exit, ...]:
        return (ONLY,)

    def uses(self) -> Uses:
        return Uses(texts=tuple(text for part in self.parts for text in (part.text, part.media)), sends=True)

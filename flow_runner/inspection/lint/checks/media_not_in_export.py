"""Pictures and files that did not come along with the export."""

from __future__ import annotations

from collections.abc import Iterator

from flow_runner.engine.card import header_media
from flow_runner.engine.internal import REPLY_NUMBERS
from flow_runner.engine.pointer import below
from flow_runner.inspection.lint.check import check
from flow_runner.inspection.lint.example import Raw, agent, flow, node
from flow_runner.inspection.lint.finding import Found
from flow_runner.inspection.lint.shown import PREFIXES
from flow_runner.inspection.lint.subject import Subject

MEDIA = frozenset({"image", "video", "document", "audio", "sticker", "file", "voice"})
HEADERS = {kind: f"{prefix}Header" for kind, prefix in PREFIXES.items() if kind != "InteractiveList"}
"""A list takes no media at all, which has a check of its own."""
OFFER, END = "main_message-offer", "main_assignAgent-end"


def _showing(data: str) -> Raw:
    picture = {"flowReplyType": "Image", "data": data, "caption": "<p>Our range</p>", "mimeType": "image/jpeg"}
    return flow(node("Message", OFFER, flowReplies=[picture]), agent(), edges=((OFFER, END),))


@check(
    "media-not-in-export",
    "warning",
    why="Media that were uploaded in the builder are not in the export: where the file is imported, the customer gets "
    "no picture, or no message at all.",
    fix="Upload it again in the builder after every import, or write the https:// address of a picture that is public.",
    evidence="observed",
    source="real exports, in which uploaded media have empty data",
    example=_showing(""),
    neighbour=_showing("https://files.example.com/range.jpg"),
)
def media_not_in_export(subject: Subject) -> Iterator[Found]:
    """Replies and headers. Nothing is said of an address that a placeholder begins."""
    for node_id, kind in subject.flow.types.items():
        fields = subject.fields(node_id)
        for reply in fields.objects("flowReplies"):
            what = reply.enum("flowReplyType", REPLY_NUMBERS, "Text").lower()
            if what in MEDIA:
                pointer = below(reply.pointer, "data") if "data" in reply.raw else reply.pointer
                yield from _judged(node_id, pointer, reply.text("data"), what)
        if kind in HEADERS:
            header = fields.object(HEADERS[kind])
            what = header.text("type").lower()
            if what in MEDIA:
                yield from _judged(node_id, header.pointer, header_media(header), f"{what} header")


def _judged(node_id: str, pointer: str, address: str, what: str) -> Iterator[Found]:
    address = address.strip()
    if not address:
        yield Found(node_id, pointer, f"the {what} is empty: it was uploaded, and did not come along")
    elif address.startswith(("@", "{{", "https://")):
        return
    elif address.startswith("http://"):
        fix = "Use an https:// address."
        yield Found(node_id, pointer, f"the {what} comes over plain http://, which may not be fetched", "note", fix)
    else:
        fix = "Write the whole address, beginning with https://; or upload the file in the builder."
        yield Found(node_id, pointer, f"the {what} is no address that anybody could fetch", fix=fix)

"""The texts of a node as WhatsApp shows them, and the bounds that WhatsApp has for them. Source: Meta's pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import regex

from flow_runner.engine.fields import Fields
from flow_runner.engine.internal import REPLY_NUMBERS
from flow_runner.engine.pointer import below
from flow_runner.engine.richtext import to_whatsapp
from flow_runner.inspection.lint.subject import Subject

TEXT, BODY, LIST_BODY, LINE, BUTTON, ROW, DETAIL = 4096, 1024, 4096, 60, 20, 24, 72
NEVER_SHOWN = "so the customer sees nothing, and the chatbot waits for an answer to what was never shown."
PREFIXES = {
    "InteractiveButtons": "interactiveButtons",
    "InteractiveList": "interactiveList",
    "InteractiveCtaUrl": "interactiveCtaUrl",
    "InteractiveWhatsAppFlow": "interactiveWhatsAppFlow",
}
"""What the field names of header, body and footer begin with, by flowNodeType."""
PRODUCTS = "InteractiveProductList"
BODIES = {**{kind: f"{prefix}Body" for kind, prefix in PREFIXES.items()}, PRODUCTS: "interactiveProductListBodyText"}
PRODUCTS_HEADER = "interactiveProductListHeaderText"
OPENERS = {
    "InteractiveList": "interactiveListButtonText",
    "InteractiveCtaUrl": "interactiveCtaUrlButtonText",
    "InteractiveWhatsAppFlow": "interactiveWhatsAppFlowButton",
}
"""The field of the one button that opens a list, an address or a form, by flowNodeType."""
_CHARACTER = regex.compile(r"\X")


class Shown(NamedTuple):
    """One text as it stands in the file: what it is in words, its place, how many characters WhatsApp takes, and
    whether it is HTML.
    """

    what: str
    pointer: str
    raw: str
    limit: int
    rich: bool

    @property
    def text(self) -> str:
        """As WhatsApp shows it: never longer than in the file."""
        return to_whatsapp(self.raw) if self.rich else self.raw


class Length(NamedTuple):
    """Of a text without its placeholders: `least` counts what people see as one character as one, `most` as computers
    count emoji. How WhatsApp counts is not published.
    """

    least: int
    most: int
    filled: bool


def units(text: str) -> int:
    """As `Length.most` counts."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "replace")) // 2


def length_of(subject: Subject, text: str) -> Length:
    plain = subject.flow.grammar.render(text, lambda one: "").strip()
    filled = plain != text.strip()
    return Length(len(plain) if plain.isascii() else len(_CHARACTER.findall(plain)), units(plain), filled)


def shown_by(subject: Subject, node_id: str) -> Iterator[Shown]:
    """Every text of a node that WhatsApp bounds."""
    kind, fields = subject.flow.types[node_id], subject.fields(node_id)
    if kind in ("Message", "Question"):
        yield from _replies(fields)
    if kind == "Question":
        yield from _field(fields.object("answerValidation"), "fallback", "fallback text", TEXT)
    if kind in PREFIXES:
        prefix = PREFIXES[kind]
        yield from _field(fields.object(f"{prefix}Header"), "text", "header", LINE)
        yield from _field(fields, f"{prefix}Footer", "footer", LINE)
    if kind == PRODUCTS:
        yield from _field(fields, PRODUCTS_HEADER, "header", LINE)
    if kind in BODIES:
        yield from _field(fields, BODIES[kind], "body", LIST_BODY if kind == "InteractiveList" else BODY)
    if kind in OPENERS:
        yield from _field(fields, OPENERS[kind], "button", BUTTON)
    for one in fields.objects("interactiveButtonsItems") if kind == "InteractiveButtons" else ():
        yield from _field(one, "buttonText", "button", BUTTON)
    for section in fields.objects("interactiveListSections") if kind == "InteractiveList" else ():
        yield from _field(section, "title", "section title", ROW)
        for row in section.objects("rows"):
            yield from _field(row, "title", "row", ROW)
            yield from _field(row, "description", "description", DETAIL)


def _replies(fields: Fields) -> Iterator[Shown]:
    for reply in fields.objects("flowReplies"):
        if reply.enum("flowReplyType", REPLY_NUMBERS, "Text") == "Text":
            yield from _field(reply, "data", "text", TEXT)


def _field(fields: Fields, name: str, what: str, limit: int) -> Iterator[Shown]:
    """Texts and bodies are HTML in the file; the rest is plain."""
    text = fields.text(name)
    if text:
        yield Shown(what, below(fields.pointer, name), text, limit, what in ("text", "body", "fallback text"))

"""Nodes that are there to send something, and have nothing to send."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flow_runner.engine.richtext import to_whatsapp
from flow_runner.inspection.lint.check import check
from flow_runner.inspection.lint.example import Raw, agent, flow, message
from flow_runner.inspection.lint.finding import Found, Grade
from flow_runner.inspection.lint.shown import BODIES, PRODUCTS, PRODUCTS_HEADER
from flow_runner.inspection.lint.subject import Subject

HELLO, END = "main_message-hello", "main_assignAgent-end"
_LETTER = re.compile(r"(?:^|>)\s*[^\s<>&]")  # outside of a tag: a text that needs no closer look


def _saying(text: str) -> Raw:
    return flow(message(HELLO, text), agent(), edges=((HELLO, END),))


@check(
    "nothing-to-send",
    "warning",
    why="WhatsApp has no empty messages: the customer gets nothing, and where the chatbot then waits, it waits for an "
    "answer to what was never said.",
    fix="Write the text, or take the node out.",
    evidence="documented",
    source="Meta's pages: the text of a message and the body of an interactive one are required, and the header of a "
    "set of products",
    example=_saying("<p><br></p>"),
    neighbour=_saying("<p>{{name}}</p>"),
)
def nothing_to_send(subject: Subject) -> Iterator[Found]:
    """An error where the message is refused, or an answer waited for. Media whose file did not come along have a check
    of their own.
    """
    for node_id, kind in subject.flow.types.items():
        if kind in ("Message", "Question"):
            replies = subject.fields(node_id).objects("flowReplies")
            if not any(_says(one.text("flowReplyType", "Text"), one.text("data")) for one in replies):
                grade: Grade = "error" if kind == "Question" else "warning"
                yield subject.found(node_id, "it has no text and no media", "flowReplies", grade=grade)
        elif kind in BODIES:
            if not _is_visible(subject.fields(node_id).text(BODIES[kind])):
                yield subject.found(node_id, "it has no body", BODIES[kind], grade="error")
            elif kind == PRODUCTS and not subject.fields(node_id).text(PRODUCTS_HEADER).strip():
                yield subject.found(node_id, "a set of products needs a header", PRODUCTS_HEADER, grade="error")


def _says(kind: str, data: str) -> bool:
    return kind not in ("Text", "0") or _is_visible(data)


def _is_visible(html: str) -> bool:
    return bool(_LETTER.search(html) or to_whatsapp(html).strip())

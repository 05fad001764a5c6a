"""What can be tried at a choice: everything that a customer can do there, every way that a webhook can be answered."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from emulator.kernel.http import Request
from flow_runner.engine import Flow
from flow_runner.engine.node import Node
from flow_runner.engine.nodes.interactive_whatsapp_flow import InteractiveWhatsAppFlow
from flow_runner.engine.nodes.question import Question
from flow_runner.engine.nodes.webhook import Webhook
from flow_runner.engine.path import put
from flow_runner.explore.move import (
    BROKEN_JSON,
    FOREVER_S,
    Bursts,
    Fills,
    Input,
    Replied,
    Says,
    Sends,
    Taps,
    Waits,
    answered,
    usual,
)
from flow_runner.explore.sample import accepted, refused
from flow_runner.sandbox.sandbox import Sandbox

STATUSES = (200, 204, 400, 401, 403, 404, 429, 500)
ELSE, PHOTO, MORE = "something else", "https://media.example/photo.jpg", "are you there?"
FIRST_WORD = "hi"


def first_inputs(sandbox: Sandbox) -> list[Input]:
    """What may start a chatbot: the usual word first, then the keywords of the account."""
    words = [word for rule in sandbox.tenant.wati.profile.keywords for word in rule.words]
    return list(dict.fromkeys([Says(FIRST_WORD), *map(Says, words), Bursts(FIRST_WORD, MORE)]))


def inputs(sandbox: Sandbox, phone: str, node: Node) -> list[Input]:
    """What the customer can do where the chatbot waits for an answer; the most usual thing first."""
    found: list[Input] = []
    match node:
        case Question():
            texts = [answer.title for answer in node.answers] or accepted(node.validation)
            found += [Says(text) for text in texts if text.strip()]
            found += [Says(text) for text in refused(node.validation)]
        case InteractiveWhatsAppFlow():
            found.append(Fills(_fields(sandbox, node)))
        case _:
            found += [Taps(title) for title in _titles(sandbox, phone)]
    first = found[0] if found else Says(ELSE)
    found += [Says(ELSE), Sends(PHOTO)]
    if isinstance(first, Says | Taps):
        found.append(Bursts(first.text if isinstance(first, Says) else first.title, MORE))
    due = sandbox.due(phone)
    if due is not None:
        found.append(Waits(int((due - sandbox.tenant.universe.clock.now()).total_seconds()) + 1))
    return list(dict.fromkeys(found))


def replies(sandbox: Sandbox, node: Webhook, request: Request) -> list[Replied]:
    """What the webhook can be answered; what it is answered as things stand first."""
    known = sandbox.host.transport.is_answered(request, node.id)
    return [*([usual(node.id)] if known else []), *_canned(node)]


@lru_cache(maxsize=1024)
def _canned(node: Webhook) -> tuple[Replied, ...]:
    """All that it can be answered whatever it asks."""
    found = []
    fitted = example_of(node)
    found.append(answered(node.id, "200", status=200, json=fitted))
    found += [answered(node.id, str(status), status=status) for status in _statuses(node) if status != 200]
    found.append(answered(node.id, "timeout", pass_through=True, delay=FOREVER_S))
    found.append(answered(node.id, "bad JSON", status=200, text=BROKEN_JSON))
    found.append(answered(node.id, "empty", status=200))
    found.append(answered(node.id, "lost reply", pass_through=True, no_reply="lost"))
    return tuple(found)


def example_of(node: Webhook) -> Any:
    """A reply in which everything stands that the webhook saves."""
    reply: dict[str, Any] = {}
    for saved in node.saved:
        put(reply, saved.path, f"example {saved.name}")
    return reply


def _statuses(node: Webhook) -> Iterator[int]:
    """The usual ones, and those that the webhook has an exit for."""
    own = (status.code for status in node.statuses if status.code is not None)
    yield from dict.fromkeys((*STATUSES, *own))


def _titles(sandbox: Sandbox, phone: str) -> list[str]:
    return [title for _, title in sandbox.offered(phone) if title.strip()]


def _fields(sandbox: Sandbox, node: InteractiveWhatsAppFlow) -> tuple[tuple[str, str], ...]:
    """The fields of the form that the chatbots read afterwards."""
    form = next((one.name for one in sandbox.tenant.wati.forms if one.id == node.form), node.form)
    names = sorted({name for flow in sandbox.library for name in _attributes(flow)})
    fields = [name.removeprefix(f"{form}_") for name in names if name.startswith(f"{form}_")]
    return tuple((field, f"example {field}") for field in fields) or (("field", "example"),)


def _attributes(flow: Flow) -> Iterator[str]:
    texts = (text for node in flow.nodes.values() for text in node.uses().texts)
    return (ref.name for text in texts for ref in flow.grammar.references(text) if ref.space == "attribute")

"""Who hears of what: every happening becomes events, and every webhook that wants one gets it, in order.

The body is made when it happens. Bringing it there is the business of `callback_queue` and of whoever carries.
"""

from __future__ import annotations

from collections.abc import Iterator

from emulator.kernel.http import Json
from emulator.wati.assumptions.webhooks import BLOCKED_MESSAGES, WEBHOOK_WITHOUT_NUMBER
from emulator.wati.callback_parts import Told, is_template
from emulator.wati.callback_payloads import EVENTS
from emulator.wati.callback_queue import DEFECTIVE, DISABLED, is_silent, put
from emulator.wati.quirks import WEBHOOK_TWINS
from emulator.wati.rows import HistoryItem, Webhook
from emulator.wati.state import Happening, WatiState

UNSENT = ("ctaButtonClicked",)
"""Events that are known, and that nothing in the sandbox causes."""
KNOWN = (*EVENTS, *UNSENT)
V2 = "_v2"
BSUID = "_bsuid"


def attach(state: WatiState) -> None:
    """Let the webhooks of an account hear what happens. It must hear before others act on it, for they cause more."""
    state.listeners.append(lambda happening, item: _heard(state, happening, item) if state.webhooks else None)


def events_of(happening: Happening, item: HistoryItem) -> tuple[str, ...]:
    """The names of the events, in the order in which they are sent; v1 before its twin."""
    match happening:
        case "new contact":
            return ("newContactMessageReceived",)
        case "received":
            return ("message",)
        case "sent":
            name = "templateMessageSent" if is_template(item) else "sessionMessageSent"
        case "FAILED":
            if is_template(item):
                return ("templateMessageFailed",)
            name = "sessionMessageFailed"
        case _:
            name = f"sentMessage{happening}"
    return (name, name + V2)


def _heard(state: WatiState, happening: Happening, item: HistoryItem) -> None:
    conversation = state.conversations.get(item.conversation_id)
    contact = state.contacts.get(conversation.contact_id) if conversation else None
    if conversation is None or contact is None:
        return
    told = Told(state, item, conversation, contact, state.universe.clock.now())
    if _is_suppressed(told, happening):
        return
    for name in _with_bsuid(events_of(happening, item), told):
        body: Json = None
        for webhook in list(state.webhooks):
            if _hears(webhook, name, told):
                body = body or EVENTS[name].build(told, name)
                put(state, webhook, name, body)


def _with_bsuid(names: tuple[str, ...], told: Told) -> Iterator[str]:
    """Where the contact has a BSUID, events have a variant in which that comes first."""
    for name in names:
        yield name
        if told.contact.bsuid and name + BSUID in EVENTS:
            yield name + BSUID


def _hears(webhook: Webhook, name: str, told: Told) -> bool:
    wanted, assumptions = webhook.event_types, told.state.universe.assumptions
    if name not in wanted or webhook.status == DISABLED:
        return False
    if webhook.status == DEFECTIVE and is_silent(told.state):
        return False
    if _twin_of(name) in wanted and assumptions.choice(WEBHOOK_TWINS) == "v2_only":
        return False
    if webhook.phone or not told.conversation.channel:
        return webhook.channel == told.conversation.channel
    return assumptions.lean(WEBHOOK_WITHOUT_NUMBER) == "every_number"


def _twin_of(name: str) -> str:
    """What the second version of a v1 event is called; of one that is that, a name that nobody has."""
    plain = name.removesuffix(BSUID)
    return plain + V2 + name[len(plain) :]


def _is_suppressed(told: Told, happening: Happening) -> bool:
    """Nothing is told of what blocked contacts write, where the account has that beta."""
    if happening not in ("new contact", "received") or told.conversation.status != "BLOCKED":
        return False
    return told.state.universe.assumptions.lean(BLOCKED_MESSAGES) == "suppressed"

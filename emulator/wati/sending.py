"""What sends have in common: to whom and through which number, and whether free text may go out.

Source: docs.wati.io, sendSessionMessage and its neighbours; the texts of failures were captured live.
"""

from __future__ import annotations

import re

from emulator.kernel.http import Json, Reply
from emulator.wati import errors, payloads, target
from emulator.wati.assumptions.sends import SEND_FAILURE_TEXT
from emulator.wati.quirks import PATH_TARGETS, RESULT_TYPES
from emulator.wati.rows import Contact, Conversation, HistoryItem
from emulator.wati.state import VALID_NUMBER, WatiState

MAX_TEXT, MAX_CAPTION = 4096, 1024
"""Characters; that of a caption is WhatsApp's."""
CONTACT_ID = re.compile(r"[0-9a-f]{24}")
CODE_DIGITS = (1, 2, 3)
SHOWN = 40
"""Characters of what a caller sent, in our help."""
MALFORMED = "target input invalid"
NO_CONTACT = "Invalid Contact"
NO_CONVERSATION = "Invalid Conversation"


def contact_of(state: WatiState, whom: str) -> Contact | None:
    """By number; by id of the contact or BSUID too, where the service takes those."""
    found = state.contact(whom)
    if found is None and state.universe.assumptions.choice(PATH_TARGETS) == "number_or_id":
        return target.contact_by(state, whom)
    return found


def chat_of(state: WatiState, whom: str, channel: str = "") -> Conversation | Reply:
    """The chat that free text may go to now, or the reply that none may. `channel` is the number that it goes through,
    empty for the account's own.
    """
    contact, place = contact_of(state, whom), channel_of(state, channel)
    if place is None:
        return malformed(state, unknown_channel(state, channel))
    found = state.conversation(contact, place) if contact else None
    if found is None:
        return nobody(state, whom, contact)
    if not state.window_is_open(found, state.universe.clock.now()):
        refused = errors.expired(state)
        refused.help = ("The customer has to write first; within 24 hours of that, free text may be sent.",)
        return refused
    return found


def channel_of(state: WatiState, named: str) -> str | None:
    """The id of the channel; empty for the account's own number, None for one that the account does not have."""
    return target.channel_called(state, named) if named else ""


def unknown_channel(state: WatiState, named: str) -> str:
    known = ", ".join([state.phone, *(channel.phone for channel in state.channels)])
    return f"The account has no number {named[:SHOWN]!r}; it has {known}."


def nobody(state: WatiState, whom: str, contact: Contact | None = None) -> Reply:
    """Who never chatted is no conversation, a group is no contact; what is neither a number nor an id, no target."""
    if "@" in whom:
        return errors.failed(state, NO_CONTACT, "A number with country code is wanted, and no id of a group.")
    if contact is None and not _is_target(state, whom):
        return malformed(state, f"{whom[:SHOWN]!r} is no number: digits with country code alone, such as 15550100001.")
    told = "The contact never wrote to this number." if contact else "No contact has this number or id."
    whole = None if contact else with_country_code(state, whom)
    if whole is not None:
        told = f"{whom} is {whole.wa_id} without its country code."
    return errors.failed(state, NO_CONVERSATION, told)


def with_country_code(state: WatiState, part: str) -> Contact | None:
    """The contact whose number this is, but for its country code; None where it is a whole number, or nobody's."""
    if not VALID_NUMBER.fullmatch(part) or part.startswith("0"):
        return None
    found = state.contacts.find("phone", part)
    return next((row for row in found if row.wa_id.endswith(part) and len(row.wa_id) - len(part) in CODE_DIGITS), None)


def malformed(state: WatiState, *help: str) -> Reply:
    """What was sent is not usable; the text is one that was seen, which of them is assumed."""
    state.universe.assumptions.lean(SEND_FAILURE_TEXT)
    return errors.failed(state, MALFORMED, *help)


def accepted(state: WatiState, row: HistoryItem) -> Reply:
    """The message as it stands now: it may have been delivered meanwhile."""
    message = payloads.sent_message(state.history.get(row.id) or row, state)
    return payloads.ok({"ok": True, "result": result(state, "success"), "message": message})


def file_accepted(state: WatiState, row: HistoryItem, *help: str) -> Reply:
    """`result` is the id of the message; `ok` is missing. Captured."""
    reply = payloads.ok({"result": result(state, row.id)})
    reply.help = help
    return reply


def result(state: WatiState, mixed: str) -> Json:
    """What `result` of a success is: a text where the operation has one, or always true."""
    return mixed if state.universe.assumptions.choice(RESULT_TYPES) == "mixed" else True


def _is_target(state: WatiState, whom: str) -> bool:
    if VALID_NUMBER.fullmatch(whom):
        return True
    takes_ids = state.universe.assumptions.choice(PATH_TARGETS) == "number_or_id"
    return takes_ids and bool(CONTACT_ID.fullmatch(whom) or target.BSUID.fullmatch(whom))

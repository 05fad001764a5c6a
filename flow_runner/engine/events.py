"""What happened in a sprint. Events are immutable and plain JSON inside; their names are in the past tense."""

from __future__ import annotations

import re
from typing import Any, NamedTuple


class FlowStarted(NamedTuple):
    """A chatbot begins: what follows, of this contact, happens in the flow of this `version`. `text` is the message
    that started it, empty where another chatbot triggered it.
    """

    node: str
    flow: str
    text: str
    version: str


class FlowReturned(NamedTuple):
    """A triggered chatbot came to its end: what follows happens in the flow that had triggered it."""

    node: str
    flow: str
    version: str


class NodeEntered(NamedTuple):
    node: str
    node_type: str


class MessageSent(NamedTuple):
    """`kind` is text, buttons, list, image, video, document, audio, sticker, template, cta_url, product, product_list
    or form; `choices` are what can be tapped: (id, title). `node` is empty where the account sent it by itself.

    `details` go with the choices, in the same order: the section and description of a list's rows. `reference` is
    what the message shows besides: the address behind a CTA button; the id of a template, product, set or form.
    """

    node: str
    kind: str
    text: str
    media: str = ""
    header: str = ""
    footer: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    button: str = ""
    details: tuple[str, ...] = ()
    reference: str = ""


class AnswerReceived(NamedTuple):
    """`media` is the address of a photo or file, `form` the fields of a filled WhatsApp Flow."""

    node: str
    text: str
    choice: str
    media: str = ""
    form: tuple[tuple[str, str], ...] = ()


class AnswerRejected(NamedTuple):
    node: str
    text: str
    reason: str


class VariableSet(NamedTuple):
    node: str
    name: str
    value: str


class AttributeSet(NamedTuple):
    node: str
    name: str
    value: str


class PlaceholderUnset(NamedTuple):
    """A placeholder without a value, and where it was used."""

    node: str
    placeholder: str
    place: str


class ConditionChecked(NamedTuple):
    node: str
    left: str
    test: str
    right: str
    result: bool


class WebhookCalled(NamedTuple):
    node: str
    method: str
    url: str


class WebhookAnswered(NamedTuple):
    node: str
    status: int


class WebhookFailed(NamedTuple):
    """The webhook got no reply: `reason` is refused, lost, timed out, or what was wrong with the request."""

    node: str
    reason: str


class AgentAssigned(NamedTuple):
    """`email` is empty where the account has no agent of that id; `reason` says how the agent of a team was chosen."""

    node: str
    agent_id: str
    name: str
    email: str
    reason: str = ""


class TeamAssigned(NamedTuple):
    """`names` are those of the teams that the account has."""

    node: str
    team_ids: tuple[str, ...]
    names: tuple[str, ...]


class ReassignmentPlanned(NamedTuple):
    """Another agent of the teams gets the chat if the one who has it says nothing within so many minutes. `routing`
    are the options of the choice, as plain values.
    """

    node: str
    teams: tuple[str, ...]
    minutes: int
    routing: tuple[Any, ...]


class SubscriptionChanged(NamedTuple):
    """Whether campaigns may be sent to the contact from now on."""

    node: str
    subscribed: bool


class StatusChanged(NamedTuple):
    """Of the chat: OPEN, PENDING, SOLVED or BLOCKED."""

    node: str
    status: str


class TopicChanged(NamedTuple):
    node: str
    topic: str
    tags: tuple[str, ...]


class SheetChanged(NamedTuple):
    """A row was added to a spreadsheet, or changed: (column, value) pairs."""

    node: str
    sheet: str
    change: str
    cells: tuple[tuple[str, str], ...]


class SheetSearched(NamedTuple):
    """A row was looked for by the value of a column."""

    node: str
    sheet: str
    column: str
    value: str
    found: bool


class ExitTaken(NamedTuple):
    """`target` is empty where nothing is connected."""

    node: str
    exit: str
    target: str


class DelayStarted(NamedTuple):
    node: str
    until: str


class WarningRaised(NamedTuple):
    node: str
    code: str
    text: str


class FlowEnded(NamedTuple):
    """`outcome` is ended or failed."""

    node: str
    outcome: str
    reason: str


Event = (
    FlowStarted
    | FlowReturned
    | NodeEntered
    | MessageSent
    | AnswerReceived
    | AnswerRejected
    | VariableSet
    | AttributeSet
    | PlaceholderUnset
    | ConditionChecked
    | WebhookCalled
    | WebhookAnswered
    | WebhookFailed
    | AgentAssigned
    | TeamAssigned
    | ReassignmentPlanned
    | SubscriptionChanged
    | StatusChanged
    | TopicChanged
    | SheetChanged
    | SheetSearched
    | ExitTaken
    | DelayStarted
    | WarningRaised
    | FlowEnded
)


def event_name(event: Event) -> str:
    """`message_sent` for MessageSent."""
    return NAMES[type(event)]


def to_json(event: Event) -> dict[str, Any]:
    return {"type": event_name(event), **event._asdict()}


def from_json(data: dict[str, Any]) -> Event:
    values = dict(data)
    found: Event = CLASSES[values.pop("type")](**{name: tupled(value) for name, value in values.items()})
    return found


def tupled(value: Any) -> Any:
    """Lists of JSON as the tuples that they were."""
    return tuple(tupled(item) for item in value) if isinstance(value, list) else value


NAMES: dict[type, str] = {kind: re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower() for kind in Event.__args__}
CLASSES: dict[str, Any] = {name: kind for kind, name in NAMES.items()}

"""A conversation from a file: what the customer does, and what is expected of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from emulator.document import Document, DocumentError, Mistake, Place, read, text_of
from emulator.kernel.assumption import Assumptions
from flow_runner.sandbox.duration import duration
from flow_runner.sandbox.expectation import EXPECTATIONS, TEXT, TEXTS, VALUES, unmet
from flow_runner.sandbox.inbox import STATUSES
from flow_runner.sandbox.phone import wa_id
from flow_runner.sandbox.sandbox import Sandbox

STEP_SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "say": {**TEXTS, "minItems": 1, "description": "what the customer writes; a list arrives in one burst"},
        "send": {**TEXT, "description": "a photo or file of the customer's, by its address"},
        "fill": {**VALUES, "description": "the fields of the WhatsApp Flow that was sent"},
        "tap": {"type": ["string", "integer"], "description": "the title of a button or row, or its number"},
        "as": {"type": ["string", "integer"], "description": "the customer's number, from here on"},
        "advance": {"type": ["string", "number"], "description": "let time pass: 61 minutes, 1h, 90"},
        "take_over": {**TEXT, "description": "the agent who takes the chat in the team inbox"},
        "agent_says": {**TEXT, "description": "what the agent who has the chat writes"},
        "give_back": {"const": True, "description": "the chat goes back to the bot"},
        "set_status": {"enum": list(STATUSES), "description": "of the chat, in the inbox"},
        "online": {
            "type": "object",
            "additionalProperties": {"type": "boolean"},
            "minProperties": 1,
            "description": "agents who come or leave: {Asha Agent: false}",
        },
        "start": {
            **TEXT,
            "description": "a chatbot that is started in the team inbox; 'this' is the one under test",
        },
        "assume": {
            "type": "object",
            "additionalProperties": TEXT,
            "minProperties": 1,
            "description": "assumptions, from here on: {flow.equal_case: ignored}",
        },
        "expire_tokens": {"const": True, "description": "every Zoho access token expires now"},
        "expect": {
            "type": "object",
            "properties": EXPECTATIONS,
            "additionalProperties": False,
            "minProperties": 1,
        },
    },
    "minProperties": 1,
    "maxProperties": 1,
    "additionalProperties": False,
}
STEPS_SCHEMA: dict[str, Any] = {"type": "array", "items": STEP_SCHEMA, "description": "the conversation"}
HEADER_SCHEMA: dict[str, Any] = {
    "chatbot": {**TEXT, "description": "the chatbot: a file that Wati exported, or the name of a bundled one"},
    "world": {**TEXT, "description": "the account, as world.yaml"},
    "stubs": {**TEXT, "description": "canned answers, as stubs.yaml"},
    "with": {"type": "array", "items": TEXT, "description": "other chatbots that it triggers: [id=]file"},
    "as": {"type": ["string", "integer"], "description": "the customer's number"},
    "assume": {"type": "object", "additionalProperties": TEXT, "description": "{flow.equal_case: ignored}"},
}
SCRIPT_SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "chat.yaml: a conversation, step by step",
    "description": "a list of steps, or an object that also says what is run; files are relative to this one",
    "type": ["array", "object"],
    "if": {"type": "array"},
    "then": STEPS_SCHEMA,
    "else": {
        "properties": {**HEADER_SCHEMA, "steps": STEPS_SCHEMA},
        "required": ["steps"],
        "additionalProperties": False,
    },
}


class Script:
    """A checked conversation. `play` runs it and tells what was not as expected."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.header: dict[str, Any] = {}
        self.steps: list[dict[str, Any]] = []
        self._behind: Place = ()
        if isinstance(document.data, dict):
            self.header = {key: value for key, value in document.data.items() if key != "steps"}
            self.steps, self._behind = list(document.data["steps"]), ("steps",)
        else:
            self.steps = list(document.data)
        mistakes = _unreadable(document, (), self.header)
        for number, step in enumerate(self.steps):
            mistakes += _unreadable(document, (*self._behind, number), step)
        if mistakes:
            raise DocumentError(mistakes)

    @classmethod
    def load(cls, path: Path) -> Script:
        """DocumentError with every mistake, OSError where the file cannot be read."""
        return cls.parse(text_of(path), path.name)

    @classmethod
    def parse(cls, text: str, file: str = "chat.yaml") -> Script:
        return cls(read(text, file, SCRIPT_SCHEMA))

    @property
    def expectations(self) -> list[dict[str, Any]]:
        return [step["expect"] for step in self.steps if "expect" in step]

    def line(self, number: int) -> int:
        """Of a step, counted from 0, in the file."""
        return self.document.mistake((*self._behind, number), "").line

    def play(self, sandbox: Sandbox, between: Callable[[], None] = lambda: None) -> list[str]:
        """Do every step, and `between` after each; the answer are the expectations not met, with their lines."""
        failures: list[str] = []
        for number in range(len(self.steps)):
            failures += self.take(number, sandbox)
            between()
        return failures

    def take(self, number: int, sandbox: Sandbox) -> list[str]:
        """Do one step; what of it was not as expected, or could not be done, with its line."""
        step = self.steps[number]
        place: Place = (*self._behind, number)
        match step:
            case {"expect": wanted}:
                told = unmet(sandbox, wanted)
                return [str(self.document.mistake((*place, "expect", key), text)) for key, text in told]
        [(name, value)] = step.items()
        try:
            STEPS[name](sandbox, value)
        except (LookupError, ValueError) as error:
            return [str(self.document.mistake((*place, name), str(error.args[0])))]
        return []


def _says(sandbox: Sandbox, texts: str | list[str]) -> None:
    if isinstance(texts, str):
        sandbox.says(texts)
    else:
        sandbox.at_once(*((sandbox.phone, text) for text in texts))


def _write_as(sandbox: Sandbox, phone: str | int) -> None:
    sandbox.phone = wa_id(str(phone))


def _assume(sandbox: Sandbox, chosen: dict[str, str]) -> None:
    for name, choice in chosen.items():
        sandbox.tenant.universe.assumptions.choose(name, choice)


def _go(sandbox: Sandbox, agents: dict[str, bool]) -> None:
    for agent, online in agents.items():
        sandbox.inbox.goes(agent, online)


STEPS: dict[str, Callable[[Sandbox, Any], object]] = {
    "say": _says,
    "send": lambda sandbox, media: sandbox.sends(media),
    "fill": lambda sandbox, form: sandbox.fills({name: "" if v is None else str(v) for name, v in form.items()}),
    "tap": lambda sandbox, title: sandbox.taps(title),
    "as": _write_as,
    "advance": lambda sandbox, span: sandbox.advance(duration(span)),
    "take_over": lambda sandbox, agent: sandbox.inbox.takes_over(agent, sandbox.phone),
    "agent_says": lambda sandbox, text: sandbox.inbox.says(text, sandbox.phone),
    "give_back": lambda sandbox, _: sandbox.inbox.gives_back(sandbox.phone),
    "set_status": lambda sandbox, status: sandbox.inbox.sets_status(status, sandbox.phone),
    "online": _go,
    "start": lambda sandbox, chatbot: sandbox.inbox.starts(chatbot, sandbox.phone),
    "assume": _assume,
    "expire_tokens": lambda sandbox, _: sandbox.tenant.zoho.expire_access_tokens(),
}
"""What each step of a script does, but for `expect`. LookupError or ValueError where it cannot be done now."""


def _unreadable(document: Document, place: Place, said: dict[str, Any]) -> list[Mistake]:
    """What a step, or the header, says that no schema can judge."""
    checks: dict[str, Callable[[Any], object]] = {
        "advance": duration,
        "as": lambda phone: wa_id(str(phone)),
        "assume": Assumptions,
    }
    found = []
    for key in checks.keys() & said.keys():
        try:
            checks[key](said[key])
        except ValueError as error:
            found.append(document.mistake((*place, key), str(error)))
    return sorted(found, key=lambda one: one.line)

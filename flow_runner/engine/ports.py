"""What the engine asks of the world around it; a dictionary can stand behind it as well as an account."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple, Protocol


class Fallback(NamedTuple):
    """The account's fallback message: `tries` unknown answers are met with it and with the question again."""

    text: str
    tries: int


class Template(NamedTuple):
    """A message template of the account; its placeholders are contact attributes."""

    name: str
    body: str
    header: str = ""
    footer: str = ""
    buttons: tuple[str, ...] = ()


class Routing(NamedTuple):
    """How the agent of a team is chosen: the options of Assign Team. `max_open_chats` None: no limit."""

    round_robin: bool = False
    contact_owner: bool = False
    skip_offline: bool = False
    outside_hours: bool = False
    admins_too: bool = False
    max_open_chats: int | None = None


class Routed(NamedTuple):
    """The agent, all empty for nobody, and the reason with those who were passed over."""

    agent_id: str
    name: str
    email: str
    reason: str


class Sheet(Protocol):
    """A spreadsheet's table: cells are texts, by column."""

    @property
    def name(self) -> str: ...

    @property
    def columns(self) -> tuple[str, ...]: ...

    def find(self, column: str, value: str) -> dict[str, str] | None:
        """The first row with this value in the column."""
        ...

    def insert(self, cells: dict[str, str]) -> None: ...

    def update(self, column: str, value: str, cells: dict[str, str]) -> bool:
        """Change the first row with this value in the column; False where there is none."""
        ...


class Platform(Protocol):
    """One contact of one account, as the nodes see it."""

    def now(self) -> datetime: ...

    def attribute(self, name: str) -> str | None:
        """A contact attribute, built in or custom; None if it was never set."""
        ...

    def set_attribute(self, name: str, value: str) -> None: ...

    def agent(self, agent_id: str) -> tuple[str, str] | None:
        """(name, e-mail) of an agent; None if the account has none of that id."""
        ...

    def team(self, team_id: str) -> str | None:
        """The name of a team; None if the account has none of that id."""
        ...

    def route(self, teams: tuple[str, ...], routing: Routing) -> Routed:
        """Who gets the contact's chat when it is given to these teams, by name."""
        ...

    def fallback(self) -> Fallback | None: ...

    def template(self, template_id: str) -> Template | None:
        """A template by its id or name; None if the account has none such."""
        ...

    def form(self, form_id: str) -> str | None:
        """The name of a WhatsApp Flow; None if the account has none of that id."""
        ...

    def sheet(self, spreadsheet: str, sheet: str) -> Sheet | None:
        """A table, by the id or name of its spreadsheet and its own; None if there is none such."""
        ...

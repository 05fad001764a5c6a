"""What the engine asks of the world around it; a dictionary can stand behind it as well as an account."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


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

"""A run of a flow with one contact: plain JSON between any two sprints, in the middle of a webhook too."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Waiting = Literal["", "answer", "reply", "time"]


@dataclass(slots=True)
class Session:
    """`node` is where it stands, `waiting` is for what; `due` is when the wait ends by itself (ISO 8601).

    `path` are the nodes entered since the customer last said something; `fails` counts bad answers per question.
    `version` is the digest of the flow that it runs; `callers` are the chatbots that it goes back to, the last one
    first: `{"version", "node", "variables", "fails"}`.
    """

    id: str
    version: str
    contact: str
    node: str = ""
    waiting: Waiting = ""
    outcome: Literal["running", "ended", "failed"] = "running"
    reason: str = ""
    due: str | None = None
    variables: dict[str, str] = field(default_factory=dict)
    fails: dict[str, int] = field(default_factory=dict)
    path: list[str] = field(default_factory=list)
    callers: list[dict[str, Any]] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "version": self.version,
            "contact": self.contact,
            "node": self.node,
            "waiting": self.waiting,
            "outcome": self.outcome,
            "reason": self.reason,
            "due": self.due,
            "variables": dict(self.variables),
            "fails": dict(self.fails),
            "path": list(self.path),
            "callers": [dict(caller) for caller in self.callers],
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Session:
        """The session owns what it is made from."""
        return cls(**data)

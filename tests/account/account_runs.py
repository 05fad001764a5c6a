"""A chatbot in an account with a profile, and what the account did."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from emulator import seed
from flow_runner.engine import Flow, Library
from flow_runner.sandbox.sandbox import Sandbox
from flow_runner.sandbox.stubs import Stubs
from flow_runner.sandbox.trace import Acted, AgentSaid
from tests.builders import assign_agent, message, parse, question

ASHA, RAVI = "Asha Agent", "Ravi Agent"
ASHA_ID = "66aa00bb11cc22dd33ee4401"
HELLO = parse(message("hello", "Hello from the chatbot"), name="Hello bot")
ASKING = parse(
    question("q", text="Your city?"), message("thanks", "Thanks, @city"), edges=[("q", "thanks")], name="Asking"
)
ASSIGNING = parse(assign_agent("a", ASHA_ID), name="Assigning")

TEAMS = [{"name": "Front desk", "default": True}, {"name": "Sales"}]
AGENTS = [
    {"name": ASHA, "email": "asha.agent@example.com", "id": ASHA_ID, "teams": ["Front desk", "Sales"]},
    {"name": RAVI, "email": "ravi.agent@example.com", "teams": ["Front desk"]},
    {"name": "Adam Admin", "email": "adam.admin@example.com", "teams": ["Front desk"], "admin": True},
]


def account(
    profile: Mapping[str, Any],
    flow: Flow = HELLO,
    *,
    others: Mapping[str, Flow] | None = None,
    stubs: str = "",
    start: str = "2026-01-15T09:00:00Z",
    assume: Mapping[str, str] | None = None,
    agents: list[dict[str, Any]] | None = None,
    **wati: Any,
) -> Sandbox:
    """A Thursday morning in an account with two agents and an admin; `wati` goes into its world beside them."""
    world = {
        "start": start,
        "assumptions": dict(assume or {}),
        "profile": dict(profile),
        "wati": {"teams": TEAMS, "agents": AGENTS if agents is None else agents, **wati},
    }
    tenant = seed.tenant_from(seed.parse(yaml.safe_dump(world, sort_keys=False)).data)
    return Sandbox(Library(flow, ids=others or {}), tenant, Stubs.parse(stubs) if stubs else None)


def texts(sandbox: Sandbox, *said: str) -> list[str]:
    """What the customer gets for each thing they say, all in one list."""
    return [sent.text for text in said for sent in sandbox.says(text)]


def acts(sandbox: Sandbox) -> list[str]:
    """What the account and its inbox did: `cause: action value`, with the problem where it could not be done."""
    found = [entry.what for entry in sandbox.entries() if isinstance(entry.what, Acted)]
    return [
        f"{one.cause}: {one.action} {one.value}".rstrip() + (f" ! {one.problem}" if one.problem else "")
        for one in found
    ]


def from_agents(sandbox: Sandbox) -> list[str]:
    return [entry.what.text for entry in sandbox.entries() if isinstance(entry.what, AgentSaid)]


def holder(sandbox: Sandbox) -> str:
    """Who has the chat."""
    found = sandbox.assignee()
    return found["name"] if found else "the bot"

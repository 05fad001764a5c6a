"""What is known of the account that a chatbot will run in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from emulator import seed
from emulator.tenant import Tenant
from flow_runner.engine import Flow
from flow_runner.sandbox import credentials


class Account(NamedTuple):
    """A tenant made of a world. `number` is the account's own, empty where the world does not say it or takes that of
    the export; `chatbots` is everything that one of its further chatbots can be called by, empty where none is known.
    """

    tenant: Tenant
    number: str = ""
    chatbots: frozenset[str] = frozenset()


def account_from(world: dict[str, Any], flows: Mapping[str, Flow] | None = None) -> Account:
    """The account of a checked world. `flows` are its further chatbots, by id and by name."""
    own = {} if credentials.wanted(world) else world.get("wati", {})
    entries = world.get("chatbots", ())
    called = {entry[key] for entry in entries for key in ("id", "name") if key in entry}
    named = {name for key, flow in (flows or {}).items() for name in (key, flow.name)}
    return Account(seed.tenant_from(world), str(own.get("tenant_id", "")), frozenset(called | named))

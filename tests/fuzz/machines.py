"""State machines in a few words, and a chatbot that has everything."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from flow_runner.engine import Flow
from flow_runner.testing.machine import ChatbotMachine
from tests.builders import (
    VARIABLE,
    assign_agent,
    buttons,
    form,
    list_node,
    parse,
    time_delay,
    webhook,
)

quick = settings(
    max_examples=8,
    stateful_step_count=10,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate, Phase.shrink],
)
AGENT = "66aa00bb11cc22dd33ee4401"
TOKEN = "1000.00000000000000000000000000000001.00000000000000000000000000000001"
WORLD: dict[str, Any] = {
    "wati": {
        "agents": [{"name": "Asha Agent", "email": "asha.agent@example.com", "id": AGENT}],
        "contacts": [{"phone": "22222222", "attributes": {"zoho_token": TOKEN}}],
    }
}


def machine(given: Flow | str, **attributes: Any) -> type[ChatbotMachine]:
    return type("Bot", (ChatbotMachine,), {"flow": given, "__module__": __name__, **attributes})


def of(*nodes: Any, edges: Any = (), **attributes: Any) -> ChatbotMachine:
    """A machine to be driven by hand."""
    return machine(parse(*nodes, edges=edges), **attributes)()


once = settings(quick, phases=[Phase.generate])


def search(kind: type[ChatbotMachine], how: settings = quick) -> None:
    run_state_machine_as_test(kind, settings=how)


EVERYTHING = parse(
    buttons("pick", ("b1", "Form", "form"), ("b2", "Wait", "wait"), ("b3", "Zoho", "zoho"), default="own"),
    list_node("rows", ("r1", "Again", "pick"), default="pick"),
    form("form"),
    time_delay("wait", 90),
    webhook("zoho", "https://www.zohoapis.com/crm/v8/Leads/search?phone={{phone}}"),
    webhook("own", "https://api.example/slots", saved=[(VARIABLE, "slots", "slots")]),
    assign_agent("agent", AGENT),
    edges=[("form", "agent"), ("wait", "pick"), ("zoho", "rows"), ("own", "rows")],
)

"""An account fitted to an export: the agents, teams, attributes and hosts that it speaks of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from emulator.kernel.http import Request
from emulator.tenant import api_for
from emulator.wati.api import WATI
from emulator.wati.state import VALID_NUMBER
from flow_runner.engine import Flow
from flow_runner.engine.nodes.assign_agent import AssignAgent
from flow_runner.engine.nodes.assign_team import AssignTeam
from flow_runner.engine.nodes.condition import Condition
from flow_runner.engine.nodes.google_spreadsheet import GoogleSpreadsheet
from flow_runner.engine.nodes.interactive_whatsapp_flow import FORM_FIELD, InteractiveWhatsAppFlow
from flow_runner.engine.nodes.message import Message
from flow_runner.engine.nodes.message_template import MessageTemplate
from flow_runner.engine.nodes.webhook import Webhook
from flow_runner.engine.path import put
from flow_runner.inspection.address import split
from flow_runner.sandbox.platform import is_built_in

CUSTOMER = "919876543210"


@dataclass(frozen=True, slots=True)
class Fitting:
    """The world and the stubs, as data for YAML."""

    world: dict[str, Any]
    stubs: list[dict[str, Any]]


def fit(flow: Flow) -> Fitting:
    """A world in which the flow's agents exist and own a lead each, and a stub for each host of the author's own."""
    agents = _agents(flow)
    teams = _teams(flow)
    attributes = dict.fromkeys(sorted(_read_attributes(flow) - _written_attributes(flow)), "")
    customer: dict[str, Any] = {"phone": CUSTOMER, "name": "Priya Test"}
    if attributes:
        customer["attributes"] = attributes
    wati: dict[str, Any] = {}
    if teams:
        wati["teams"] = [{"name": name, "id": team_id} for team_id, name in teams.items()]
    emails = _emails(agents.values())
    if agents:
        wati["agents"] = [
            {"name": name, "email": email, "id": agent_id}
            for (agent_id, name), email in zip(agents.items(), emails, strict=True)
        ]
    wati |= _templates(flow) | _forms(flow)
    wati["contacts"] = [{"phone": number, "name": f"{number} (in the export)"} for number in _numbers(flow)]
    wati["contacts"].append(customer)
    owners: dict[str, str] = {}
    for name, email in zip(agents.values(), emails, strict=True):
        owners.setdefault(name, email)
    zoho = {
        "users": [{"name": name, "email": email} for name, email in owners.items()],
        "leads": [
            {"Last_Name": f"Lead {number}", "Phone": CUSTOMER if number == 1 else f"1555010000{number}", "Owner": name}
            for number, name in enumerate(list(owners)[:9], 1)
        ],
    }
    world = {"start": "2026-01-15T09:00:00Z", "credentials": "from_export", "wati": wati, "zoho": zoho}
    return Fitting(world | _sheets(flow), _stubs(flow))


def _agents(flow: Flow) -> dict[str, str]:
    """Agent ids with names: the text that a condition compares just before, where there is one."""
    named: dict[str, str] = {}
    for node in flow.nodes.values():
        if isinstance(node, Condition) and len(node.checks) == 1 and node.checks[0].test == "Equal":
            target = _behind_messages(flow, flow.target(node.id, "true"))
            if isinstance(target, AssignAgent) and target.agent_id and node.checks[0].value.strip():
                named.setdefault(target.agent_id, node.checks[0].value.strip())
    ids = [node.agent_id for node in flow.nodes.values() if isinstance(node, AssignAgent) and node.agent_id]
    return {one: named.get(one, f"Agent {number}") for number, one in enumerate(dict.fromkeys(ids), 1)}


def _behind_messages(flow: Flow, node_id: str) -> Any:
    seen: set[str] = set()
    while node_id and node_id not in seen and isinstance(flow.nodes[node_id], Message):
        seen.add(node_id)
        node_id = flow.target(node_id, "")
    return flow.nodes.get(node_id)


def _teams(flow: Flow) -> dict[str, str]:
    ids = [team_id for node in flow.nodes.values() if isinstance(node, AssignTeam) for team_id in node.team_ids]
    return {team_id: f"Team {number}" for number, team_id in enumerate(dict.fromkeys(ids), 1)}


def _templates(flow: Flow) -> dict[str, Any]:
    nodes = [node for node in flow.nodes.values() if isinstance(node, MessageTemplate) and node.template]
    buttons = {node.template: [button.title for button in node.buttons if button.title] for node in nodes}
    entries = [
        {"name": f"template_{number}", "id": key, "body": "Hello {{name}}", "buttons": titles}
        for number, (key, titles) in enumerate(buttons.items(), 1)
    ]
    return {"templates": entries} if entries else {}


def _forms(flow: Flow) -> dict[str, Any]:
    """The WhatsApp Flows, named as the attributes that the flow reads of them are."""
    ids = dict.fromkeys(
        node.form for node in flow.nodes.values() if isinstance(node, InteractiveWhatsAppFlow) and node.form
    )
    fields = (FORM_FIELD.fullmatch(name) for name in sorted(_attributes(flow)))
    names = list(dict.fromkeys(found[1] for found in fields if found))
    entries = [
        {"name": names[number] if number < len(names) else f"form_{number + 1}", "id": key}
        for number, key in enumerate(ids)
    ]
    return {"whatsapp_flows": entries} if entries else {}


def _sheets(flow: Flow) -> dict[str, Any]:
    columns: dict[tuple[str, str], dict[str, None]] = {}
    for node in flow.nodes.values():
        if isinstance(node, GoogleSpreadsheet) and node.spreadsheet:
            used = columns.setdefault((node.spreadsheet, node.sheet or "Sheet1"), {})
            used |= dict.fromkeys(name for name in (*(column for column, _ in node.cells), node.column) if name)
    entries = [
        {"spreadsheet": spreadsheet, "sheet": sheet, "columns": list(used) or ["A"], "rows": []}
        for (spreadsheet, sheet), used in columns.items()
    ]
    return {"sheets": entries} if entries else {}


def _attributes(flow: Flow) -> set[str]:
    """The names of all attributes that the flow reads, built-in ones aside."""
    texts = (text for node in flow.nodes.values() for text in node.uses().texts)
    names = {ref.name for text in texts for ref in flow.grammar.references(text) if ref.space == "attribute"}
    return {name for name in names if not is_built_in(name)}


def _read_attributes(flow: Flow) -> set[str]:
    """Those that the customer should have: the fields of forms come by themselves."""
    forms = any(node.uses().sets_more for node in flow.nodes.values())
    return {name for name in _attributes(flow) if not (forms and FORM_FIELD.fullmatch(name))}


def _written_attributes(flow: Flow) -> set[str]:
    return {name for node in flow.nodes.values() for name in node.uses().attributes_set}


def _numbers(flow: Flow) -> list[str]:
    """Contacts that the flow calls by number through Wati's API, such as the one that keeps a token for all chats."""
    addresses = [split(node.url) for node in flow.nodes.values() if isinstance(node, Webhook)]
    found = [one.path.rpartition("/")[2] for one in addresses if WATI.hosts.fullmatch(one.hostname or "")]
    return sorted({one for one in found if VALID_NUMBER.fullmatch(one) and one != CUSTOMER})


def _stubs(flow: Flow) -> list[dict[str, Any]]:
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for node in flow.nodes.values():
        if not isinstance(node, Webhook):
            continue
        parts = split(node.url)
        if not parts.netloc or api_for(Request(node.method, parts.path, host=parts.hostname or "")):
            continue
        path = "*".join(piece for piece in _without_placeholders(flow, parts.path))
        url = f"{parts.scheme}://{parts.netloc}{path}"
        stub = found.setdefault((node.method, url), {"method": node.method, "url": url, "json": {}})
        for saved in node.saved:
            put(stub["json"], saved.path, f"example {saved.name}")
    return list(found.values())


def _without_placeholders(flow: Flow, text: str) -> list[str]:
    pieces, rest = [], text
    for reference in flow.grammar.references(text):
        before, _, rest = rest.partition(reference.text)
        pieces.append(before)
    return [*pieces, rest]


def _emails(names: Iterable[str]) -> list[str]:
    """An address for each name, no two the same."""
    found: list[str] = []
    for name in names:
        plain = "".join(c if c.isascii() and c.isalnum() else "." for c in name.lower()).strip(".") or "agent"
        number, email = 1, f"{plain}@example.com"
        while email in found:
            number += 1
            email = f"{plain}.{number}@example.com"
        found.append(email)
    return found

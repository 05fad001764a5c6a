"""The account that `init` fits to an export."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from emulator import seed
from flow_runner.engine import Flow
from flow_runner.inspection.fitting import fit
from flow_runner.sandbox.files import bundled_flows, read_flow
from flow_runner.sandbox.stubs import Stubs
from tests import builders as b


def test_an_agent_is_called_what_the_condition_before_compares() -> None:
    world = fit(Flow.loads(read_flow(bundled_flows()["zoho_lead_owner"]))).world
    assert [agent["name"] for agent in world["wati"]["agents"]] == ["Asha Agent", "Ravi Agent"]
    assert [lead["Owner"] for lead in world["zoho"]["leads"]] == ["Asha Agent", "Ravi Agent"]


def test_an_agent_that_no_condition_names_gets_a_number() -> None:
    world = fit(b.parse(b.assign_agent("a", "66aa00bb11cc22dd33ee4401"))).world
    assert world["wati"]["agents"] == [
        {"name": "Agent 1", "email": "agent.1@example.com", "id": "66aa00bb11cc22dd33ee4401"}
    ]


def test_teams_and_attributes_that_the_flow_speaks_of_are_there() -> None:
    world = fit(
        b.parse(b.message("m", "{{city}} of {{name}}"), b.assign_team("t", "team-id"), edges=[("m", "t")])
    ).world
    assert world["wati"]["teams"] == [{"name": "Team 1", "id": "team-id"}]
    assert world["wati"]["contacts"][-1]["attributes"] == {"city": ""}


def test_templates_forms_and_sheets_that_the_flow_speaks_of_are_there() -> None:
    """A form is called what the attributes that come back from it are called; its fields need no value beforehand."""
    flow = b.parse(
        b.template("t", "t9", ("x", "Yes", ""), ("y", "No", "")),
        b.form("f", "f9"),
        b.message("m", "{{Lead form_screen_0_textinput_0}}"),
        b.spreadsheet("s", ("City", "x"), sheet="s9"),
        b.spreadsheet("u", ("Age", "1"), action="UpdateRow", row=("Phone", "{{phone}}"), sheet="s9"),
        edges=[("f", "m"), ("m", "s"), ("s", "u")],
    )
    world = fit(flow).world
    assert world["wati"]["templates"] == [
        {"name": "template_1", "id": "t9", "body": "Hello {{name}}", "buttons": ["Yes", "No"]}
    ]
    assert world["wati"]["whatsapp_flows"] == [{"name": "Lead form", "id": "f9"}]
    assert world["sheets"] == [
        {"spreadsheet": "s9", "sheet": "Sheet1", "columns": ["City", "Age", "Phone"], "rows": []}
    ]
    assert "attributes" not in world["wati"]["contacts"][-1]
    assert seed.parse(yaml.safe_dump(world)).data == world


def test_the_contact_that_keeps_the_token_is_there() -> None:
    world = fit(Flow.loads(read_flow(bundled_flows()["zoho_lead_owner"]))).world
    assert "22222222" in [contact["phone"] for contact in world["wati"]["contacts"]]


def test_a_host_of_the_authors_own_gets_a_stub_with_what_is_read_from_it() -> None:
    hook = b.webhook("w", url="https://Api.example/slots/@day?x=1", method="Post", saved=[])
    hook["responseVariables"] = [
        {"type": b.VARIABLE, "name": "slot", "path": "slots[0].name"},
        {"type": b.ATTRIBUTE, "name": "count", "path": "count"},
    ]
    (stub,) = fit(b.parse(hook)).stubs
    assert stub["json"] == {"slots": [{"name": "example slot"}], "count": "example count"}
    assert stub["url"] == "https://Api.example/slots/*"
    assert len(Stubs.parse(yaml.safe_dump([stub])).stubs) == 1


@pytest.mark.parametrize("url", ["http://[bad", "", "{{base}}/x", "not an address"])
def test_an_address_that_cannot_be_read_needs_no_stub(url: str) -> None:
    assert fit(b.parse(b.webhook("w", url=url))).stubs == []


def test_the_fitted_world_of_every_flow_is_a_world() -> None:
    flows = [*bundled_flows().values(), *sorted(b.SHARED_FLOWS.glob("*.json"))]
    for path in flows:
        fitting = fit(Flow.loads(read_flow(Path(path))))
        seed.tenant_from(seed.parse(yaml.safe_dump(fitting.world)).data)
        Stubs.parse(yaml.safe_dump(fitting.stubs))


def test_agents_of_any_script_get_addresses_of_their_own() -> None:
    flow = b.parse(
        b.condition("one", ("@owner", "Equal", "张三"), yes="zhang", no="two"),
        b.condition("two", ("@owner", "Equal", "李四"), yes="li"),
        b.assign_agent("zhang", "id-1"),
        b.assign_agent("li", "id-2"),
    )
    world = fit(flow).world
    assert [agent["name"] for agent in world["wati"]["agents"]] == ["张三", "李四"]
    assert len({agent["email"] for agent in world["wati"]["agents"]}) == 2
    seed.parse(yaml.safe_dump(world))


def test_one_path_on_two_hosts_is_two_stubs() -> None:
    hooks = [b.webhook(name, url=f"https://{name}.example/slots") for name in ("one", "two")]
    assert [stub["url"] for stub in fit(b.parse(*hooks)).stubs] == [
        f"https://{n}.example/slots" for n in ("one", "two")
    ]

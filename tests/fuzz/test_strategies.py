"""The published strategies: everything that they draw is accepted by what it is for."""

from __future__ import annotations

import json
from typing import Any

import phonenumbers
import pytest
import yaml
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from emulator import seed
from emulator.document import Document
from emulator.kernel.contract import Contract
from flow_runner.engine import Flow
from flow_runner.sandbox.sandbox import Sandbox
from flow_runner.sandbox.script import SCRIPT_SCHEMA, Script
from flow_runner.testing import strategies
from flow_runner.testing.strategies import (
    PHONE_FAMILIES,
    WrittenPhone,
    answers,
    conversations,
    flows,
    phone_numbers,
    worlds,
    written_phones,
)

few = settings(derandomize=True, deadline=None, max_examples=30)
CONVERSATION = Contract(SCRIPT_SCHEMA)


def tenant_of(world: dict[str, Any]) -> Any:
    return seed.tenant_from(seed.parse(yaml.safe_dump(world, allow_unicode=True)).data)


def test_every_published_name_is_there_and_told() -> None:
    assert sorted(strategies.__all__) == strategies.__all__
    told = strategies.__doc__ or ""
    assert all(f"`{name}" in told for name in strategies.__all__)
    assert all(getattr(strategies, name) for name in strategies.__all__)


@few
@given(phone_numbers())
def test_a_number_is_one_that_can_be(number: str) -> None:
    assert phonenumbers.is_possible_number(phonenumbers.parse(number))


@few
@given(written_phones(families=["spaces", "national"]))
def test_a_written_phone_says_how_it_was_written(phone: WrittenPhone) -> None:
    assert phone.written == PHONE_FAMILIES[phone.family](phone.number)
    assert phone.family in ("spaces", "national")


@few
@given(answers(max_size=12))
def test_an_answer_is_a_text_that_json_can_hold(text: str) -> None:
    assert text
    assert json.loads(json.dumps(text).encode()) == text


@few
@given(flows(types=["Message", "Question"], max_nodes=3, unknown=False))
def test_a_flow_is_read_already(flow: Flow) -> None:
    assert set(flow.types.values()) <= {"Message", "Question"}
    assert flow.start in flow.nodes


@few
@given(worlds())
def test_every_world_is_accepted_as_it_stands(world: dict[str, Any]) -> None:
    tenant = tenant_of(world)
    assert len(tenant.wati.agents) == len(world["wati"]["agents"])
    assert len(tenant.zoho.leads) == len(world["zoho"]["leads"])


@few
@given(worlds(with_profile=False))
def test_a_world_without_a_profile_leaves_all_to_the_chatbot(world: dict[str, Any]) -> None:
    assert not tenant_of(world).wati.profile.has_triggers


@pytest.mark.parametrize(
    "wanted",
    [
        lambda world: any(one["expires_in"] == 0 for one in world["zoho"]["access_tokens"]),
        lambda world: any(one["expires_in"] > 0 for one in world["zoho"]["access_tokens"]),
        lambda world: any("98765" in str(lead.get("Phone")) for lead in world["zoho"]["leads"]),
        lambda world: any("assigned_to" in one for one in world["wati"]["contacts"]),
        lambda world: "assumptions" in world,
        lambda world: "sheets" in world,
        lambda world: "profile" in world,
    ],
    ids=["expired token", "live token", "own lead", "assigned chat", "assumptions", "sheets", "profile"],
)
def test_a_world_of_each_kind_is_drawn(wanted: Any) -> None:
    drawn_only = settings(derandomize=True, deadline=None, max_examples=200, database=None, phases=[Phase.generate])
    find(worlds(), wanted, settings=drawn_only)


@few
@given(st.data())
def test_a_conversation_can_be_played_in_any_world_with_any_flow(data: st.DataObject) -> None:
    world, flow = data.draw(worlds()), data.draw(flows(max_nodes=4))
    steps = data.draw(conversations(agents=[one["name"] for one in world["wati"]["agents"]]))
    assert CONVERSATION.violations(steps) == []
    document = Document("[]", "chat.yaml")
    document.data = steps
    sandbox = Sandbox(flow, tenant_of(world))
    Script(document).play(sandbox)
    assert json.dumps(sandbox.snapshot())

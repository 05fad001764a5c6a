"""Generated chatbots in generated accounts: whatever customers, agents and the clock do, it survives, as JSON too."""

from __future__ import annotations

import contextlib
import json
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from emulator import seed
from emulator.kernel.assumption import ASSUMPTIONS
from emulator.kernel.contract import Contract
from flow_runner.engine import Flow, Library
from flow_runner.report.result import RUN_SCHEMA, result
from flow_runner.sandbox.sandbox import Sandbox
from flow_runner.sandbox.script import STEPS
from flow_runner.sandbox.stubs import Stubs
from flow_runner.testing.exports import AGENT, SPREADSHEET, TEAM, TEMPLATE, exports
from flow_runner.testing.profiles import WORDS, profiles
from tests.builders import message

STUBS = "- {url: 'https://api.example/*', json: {a: {b: x}}, delay: 2}"
OTHER = Flow.parse({"name": "Other", "flowNodes": [message("m", "other", isStartNode=True)], "flowEdges": []})
AGENTS = [
    {"name": "Asha Agent", "email": "asha.agent@example.com", "id": AGENT, "teams": ["Sales"]},
    {"name": "Ravi Agent", "email": "ravi.agent@example.com", "teams": ["Sales"]},
    {"name": "Adam Admin", "email": "adam.admin@example.com", "admin": True, "online": False},
]
WATI = {
    "teams": [{"name": "Sales", "id": TEAM, "default": True}, {"name": "Care"}],
    "agents": AGENTS,
    "templates": [{"name": "news", "id": TEMPLATE, "body": "Hello {{name}}", "buttons": ["Yes", "No"]}],
    "whatsapp_flows": [{"name": "Lead form", "id": "41508680000000000"}],
    "contacts": [{"phone": 15550100001, "owner": "Ravi Agent"}],
}
SHEETS = [
    {"spreadsheet": "Leads", "spreadsheet_id": SPREADSHEET, "columns": ["city", "budget"], "rows": [{"city": "x"}]}
]
NAMES = st.sampled_from([agent["name"] for agent in AGENTS])

MOVES = st.lists(
    st.one_of(
        st.tuples(st.just("say"), st.one_of(st.sampled_from(WORDS), st.lists(st.sampled_from(WORDS), max_size=3))),
        st.tuples(st.just("send"), st.just("https://files.example/a.jpg")),
        st.tuples(st.just("fill"), st.just({"screen_0_city": "Pune"})),
        st.tuples(st.just("tap"), st.integers(1, 3)),
        st.tuples(st.just("as"), st.sampled_from(["919876543210", "15550100001"])),
        st.tuples(st.just("advance"), st.sampled_from(["1 minute", "45 minutes", "1 day", "3 days"])),
        st.tuples(st.just("take_over"), NAMES),
        st.tuples(st.just("agent_says"), st.just("hello")),
        st.tuples(st.just("give_back"), st.just(True)),
        st.tuples(st.just("set_status"), st.sampled_from(["open", "pending", "solved", "block"])),
        st.tuples(st.just("online"), st.dictionaries(NAMES, st.booleans(), min_size=1, max_size=2)),
        st.tuples(st.just("start"), st.sampled_from(["this", "Other", "nobody's"])),
    ),
    min_size=1,
    max_size=8,
)
CHOICES = st.dictionaries(st.sampled_from(list(ASSUMPTIONS)), st.integers(0, 3), max_size=4)


def opened(raw: dict[str, Any], profile: dict[str, Any], chosen: dict[str, int]) -> Sandbox:
    assume = {name: ASSUMPTIONS[name].choices[n % len(ASSUMPTIONS[name].choices)] for name, n in chosen.items()}
    world = {"profile": profile, "wati": WATI, "sheets": SHEETS, "assumptions": assume}
    tenant = seed.tenant_from(seed.parse(yaml.safe_dump(world, allow_unicode=True)).data)
    return Sandbox(Library(Flow.parse(raw), [OTHER]), tenant, Stubs.parse(STUBS))


def move(sandbox: Sandbox, name: str, value: Any) -> None:
    """What cannot be done now is refused, and is no crash."""
    with contextlib.suppress(LookupError, ValueError):
        STEPS[name](sandbox, value)


@settings(derandomize=True, deadline=None, max_examples=100)
@given(exports(), profiles([agent["name"] for agent in AGENTS], ["Sales", "Care"]), CHOICES, MOVES)
def test_whatever_happens_in_an_account_goes_on_and_survives_json(
    raw: dict[str, Any], profile: dict[str, Any], chosen: dict[str, int], moves: list[tuple[str, Any]]
) -> None:
    sandbox, twin = opened(raw, profile, chosen), opened(raw, profile, chosen)
    for name, value in moves:
        move(sandbox, name, value)
        twin.phone = sandbox.phone if name == "as" else twin.phone
        move(twin, name, value)
        saved = json.dumps(twin.snapshot())
        twin.restore(json.loads(saved))
        assert json.dumps(twin.snapshot()) == saved
    assert json.dumps(twin.snapshot()) == json.dumps(sandbox.snapshot())
    told = json.loads(json.dumps(result(sandbox, [])))
    assert Contract(RUN_SCHEMA).violations(told) == []

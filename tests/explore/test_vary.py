"""A conversation under every alternative of what it leans on: what counts as another outcome, and what is tried."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emulator import seed
from emulator.kernel.assumption import ASSUMPTIONS
from emulator.kernel.http import Request
from flow_runner.engine import Flow
from flow_runner.explore.outcome import Differing, differences
from flow_runner.explore.vary import Played, Variation, alternatives, variation
from flow_runner.sandbox.sandbox import Sandbox
from flow_runner.sandbox.script import Script
from flow_runner.sandbox.stubs import Stubs
from flow_runner.testing.exports import exports
from tests.builders import (
    ATTRIBUTE,
    VARIABLE,
    Raw,
    assign_agent,
    condition,
    export,
    message,
    question,
    webhook,
)

WORLD = """\
wati:
  agents: [ { name: Asha Agent, email: asha.agent@example.com, id: 66aa00bb11cc22dd33ee4401 } ]
  contacts: [ { phone: 919876543210, name: Priya Test } ]
"""
ASHA = "66aa00bb11cc22dd33ee4401"
Play = Callable[[Mapping[str, str]], Played]


def player(raw: Raw, script: str, stubs: str = "[]", world: str = WORLD) -> Play:
    """Plays a script in a fresh account under some choices."""

    def play(assumed: Mapping[str, str]) -> Played:
        sandbox = Sandbox(Flow.loads(json.dumps(raw)), seed.tenant_from(seed.parse(world).data), Stubs.parse(stubs))
        for name, choice in assumed.items():
            sandbox.tenant.universe.assumptions.choose(name, choice)
        sent: list[Request] = []
        sandbox.host.transport.overhear = lambda request, node: sent.append(request)
        return Played.of(sandbox, sent, Script.parse(script).play(sandbox))

    return play


def varied(play: Play) -> dict[tuple[str, str], Variation]:
    """Every variation, by the name of the assumption and the choice."""
    base = play({})
    return {
        (one.assumption.name, one.choice): variation(base, one, play({one.assumption.name: one.choice}))
        for one in alternatives(base)
    }


def told(found: Variation) -> list[tuple[str, str, str | None, str | None]]:
    return [tuple(one) for one in found.differing]


ASK = question("ask", "answer", "Do you agree?")
YES = condition("yes", ("@answer", "Equal", "yes"), yes="thanks", no="bye")
EITHER = condition("yes", ("@answer", "Equal", "yes"), yes="bye", no="bye")
AGREE = export(ASK, YES, assign_agent("thanks", ASHA), message("bye", "Bye"), edges=[("ask", "yes")])
SAYS = "- say: hi\n- say: 'Yes'\n"


def test_an_outcome_that_depends_on_one_alternative_says_what_differs() -> None:
    found = varied(player(AGREE, SAYS))
    assert list(found) == [("flow.equal_case", "ignored")]
    assert told(found["flow.equal_case", "ignored"]) == [
        ("outcome", "", "ended: the path ends at bye", "ended: assigned to Asha Agent"),
        ("assignee", "", None, "Asha Agent"),
        ("messages", "", "Bye", None),
    ]


def test_an_outcome_that_is_the_same_either_way_has_no_differences() -> None:
    same = export(ASK, EITHER, message("bye", "Bye"), edges=[("ask", "yes")])
    assert told(varied(player(same, SAYS))["flow.equal_case", "ignored"]) == []


def test_every_alternative_of_every_assumption_is_tried_alone() -> None:
    nodes = (ASK, webhook("hook", "https://api.example/x"), YES, message("bye", "Bye"), message("thanks", "Thanks"))
    raw = export(*nodes, edges=[("ask", "hook"), ("hook", "yes")])
    stubs = "- { url: 'https://api.example/x', json: {}, delay: 20 }"
    found = varied(player(raw, SAYS, stubs))
    assert list(found) == [
        ("flow.equal_case", "ignored"),
        ("flow.webhook_timeout_s", "5"),
        ("flow.webhook_timeout_s", "30"),
        ("flow.webhook_timeout_s", "60"),
        ("flow.webhook_without_reply", "fail"),
    ]
    differing = {key for key, one in found.items() if one.differing}
    assert differing == set(found) - {("flow.webhook_timeout_s", "5")}


def test_an_assumption_that_is_leaned_on_under_an_alternative_only_is_named() -> None:
    hook = webhook("thanks", "https://api.example/x", saved=[(VARIABLE, "a", "b")])
    raw = export(ASK, YES, hook, message("bye", "Bye"), edges=[("ask", "yes")])
    found = varied(player(raw, SAYS, "- { url: 'https://api.example/x', status: 204 }"))
    assert found["flow.equal_case", "ignored"].leans_also_on == ("flow.save_on_empty_reply",)


@pytest.mark.parametrize(
    ("script", "world"),
    [
        (SAYS, WORLD + "assumptions: { flow.equal_case: sensitive }\n"),
        ("- assume: { flow.equal_case: sensitive }\n" + SAYS, WORLD),
        (SAYS + "- assume: { flow.equal_case: ignored }\n", WORLD),
    ],
    ids=["world", "script", "script, late"],
)
def test_what_somebody_said_is_not_varied(script: str, world: str) -> None:
    play = player(AGREE, script, world=world)
    assert alternatives(play({})) == []
    assert play({}).chosen == {"flow.equal_case"}


def test_an_expectation_that_fails_under_an_alternative_is_told() -> None:
    found = varied(player(AGREE, SAYS + "- expect: { assignee: null }\n"))
    one = found["flow.equal_case", "ignored"]
    assert one.played.not_met == ("chat.yaml:3: 2 > expect > assignee: expected 'nobody', found 'Asha Agent'",)
    assert told(one)[-1] == ("expectations not met", "", None, one.played.not_met[0])


def test_what_was_sent_to_a_stub_counts_though_its_answer_is_the_same() -> None:
    """Quotes that are not escaped make a body that a real back end would not take."""
    hook = webhook("hook", "https://api.example/x?city=@city", "Post", body='{"city": "@city"}')
    raw = export(question("ask"), hook, edges=[("ask", "hook")])
    found = varied(player(raw, "- say: hi\n- say: 'a \"b\" + c'\n", "- { url: 'https://api.example/*', json: {} }"))
    body = found["flow.webhook_body_escaping", "none"]
    assert [one.topic for one in body.differing] == ["sent to stubs"]
    assert '{"city": "a \\"b\\" + c"}' in (body.differing[0].before or "")
    assert '{"city": "a "b" + c"}' in (body.differing[0].after or "")
    address = found["flow.webhook_url_escaping", "none"]
    assert 'city = a "b" + c' in (address.differing[0].before or "")
    assert 'city = a "b"   c' in (address.differing[0].after or "")


def test_how_an_address_is_written_does_not_count() -> None:
    raw = export(question("ask"), webhook("hook", "https://api.example/x?q=@city"), edges=[("ask", "hook")])
    found = varied(player(raw, "- say: hi\n- say: 'a:b'\n", "- { url: 'https://api.example/*', json: {} }"))
    assert told(found["flow.webhook_url_escaping", "none"]) == []


def test_variables_count_while_somebody_can_still_read_them() -> None:
    hook = webhook("hook", "https://api.example/x", saved=[(VARIABLE, "a", "b"), (ATTRIBUTE, "c", "d")])
    stubs = "- { url: 'https://api.example/x', status: 204 }"
    blank = ("flow.save_on_empty_reply", "blank")
    over = varied(player(export(hook), "- say: hi\n", stubs))
    assert told(over[blank]) == [("attributes", "c", None, "")]
    going_on = varied(player(export(hook, ASK, edges=[("hook", "ask")]), "- say: hi\n", stubs))
    assert told(going_on[blank]) == [("attributes", "c", None, ""), ("variables", "a", None, "")]


def test_other_customers_count_under_their_number() -> None:
    script = "- as: 15550100009\n- say: hi\n- say: 'Yes'\n- as: 919876543210\n- say: hi\n"
    found = varied(player(AGREE, script))["flow.equal_case", "ignored"]
    assert [one.topic for one in found.differing] == [
        "outcome of 15550100009",
        "assignee of 15550100009",
        "messages of 15550100009",
    ]


def test_stubs_and_accounts_are_as_new_each_time() -> None:
    """The first call of a stub gets its first answer, under every alternative."""
    hook = webhook("hook", "https://api.example/x", saved=[(ATTRIBUTE, "n", "n")])
    raw = export(ASK, hook, EITHER, message("bye", "No {{n}}"), edges=[("ask", "hook"), ("hook", "yes")])
    stubs = "- { url: 'https://api.example/x', calls: [ { json: { n: one } }, { json: { n: two } } ] }"
    assert told(varied(player(raw, SAYS, stubs))["flow.equal_case", "ignored"]) == []


def test_items_of_long_lists_are_held_against_each_other_one_by_one() -> None:
    many = [str(number) for number in range(1000)]
    found = differences({"messages": many}, {"messages": [*many[:500], "x", *many[501:]]})
    assert found == [Differing("messages", "", "500", "x")]


@settings(derandomize=True, deadline=None, max_examples=40)
@given(exports(), st.lists(st.sampled_from(["hi", "Yes", "5", "abc"]), min_size=1, max_size=3))
def test_two_plays_of_the_same_come_out_the_same(raw: dict[str, Any], said: list[str]) -> None:
    script = "".join(f"- say: '{text}'\n" for text in said)
    stubs = "- { url: 'https://api.example/*', json: { a: { b: x } } }"
    play = player(raw, script, stubs)
    base = play({})
    assert differences(base.outcome, play({}).outcome) == []
    for one in alternatives(base):
        assert one.choice in ASSUMPTIONS[one.assumption.name].choices
        again = play({one.assumption.name: one.choice})
        assert again.leaned.get(one.assumption.name, one.choice) == one.choice
        assert variation(base, one, again).differing == tuple(differences(base.outcome, again.outcome))

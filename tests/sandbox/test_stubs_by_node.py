"""The sandbox: stubs of webhooks by their node, and stubs that let the service answer."""

from __future__ import annotations

from datetime import timedelta

import pytest

from emulator.document import DocumentError
from flow_runner.sandbox.stubs import Stubs
from tests.sandbox.sandbox_runs import asking, exchanged, sandbox_of, sent_by, warnings_of

SEARCH = "https://www.zohoapis.com/crm/v8/Leads/search?phone=1"
TOKEN = "https://accounts.zoho.com/oauth/v2/token?grant_type=refresh_token"


def test_a_webhook_is_answered_by_its_node_wherever_it_calls() -> None:
    for url in ("https://api.example/x", SEARCH):
        sandbox = sandbox_of(asking(url), "- {node: a, json: {x: mine}}")
        assert [one.text for one in sandbox.says("hi")] == ["x is mine"]
        assert [one.source for one in exchanged(sandbox)] == ["stub"]


def test_a_stub_with_node_and_url_needs_both_to_fit() -> None:
    sandbox = sandbox_of(asking(), "- {node: a, url: https://other.example/*, status: 500}\n- {node: a, json: {x: 2}}")
    assert [one.text for one in sandbox.says("hi")] == ["x is 2"]
    assert warnings_of(sandbox) == ["the stub of a * https://other.example/* was never called [unused-stub]"]


def test_a_webhook_that_is_not_there_is_told_with_the_nearest() -> None:
    with pytest.raises(ValueError, match=r"no webhook is called 'aa'\. Did you mean 'a'\?"):
        sandbox_of(asking(), "- {node: aa, status: 500}")


def test_a_stub_steps_back_after_so_many_times() -> None:
    stubs = "- {node: a, times: 2, status: 503}\n- {node: a, times: 1, json: {x: 3}}\n- {node: a, json: {x: later}}"
    sandbox = sandbox_of(asking(), stubs)
    assert [sandbox.says("hi")[0].text for _ in range(5)] == [
        "x is @x",
        "x is @x",
        "x is 3",
        "x is later",
        "x is later",
    ]


def test_after_its_times_the_service_itself_answers() -> None:
    sandbox = sandbox_of(asking(SEARCH), "- {node: a, times: 1, status: 503}")
    sandbox.says("hi")
    sandbox.says("hi")
    assert [(one.status, one.source) for one in exchanged(sandbox)] == [(503, "stub"), (401, "sandbox")]


def test_what_passes_through_takes_its_effect_and_the_reply_is_lost() -> None:
    sandbox = sandbox_of(asking(SEARCH), "- {node: a, pass_through: true, no_reply: lost}")
    sandbox.says("hi")
    assert [(one.status, one.reason, one.source) for one in exchanged(sandbox)] == [(None, "lost", "sandbox")]
    assert [one.operation for one in sandbox.tenant.universe.journal] == ["zoho.search_records"]


def test_what_passes_through_may_come_late_or_cut_off() -> None:
    late = sandbox_of(asking(SEARCH), "- {node: a, pass_through: true, delay: 45}")
    before = late.tenant.universe.clock.now()
    late.says("hi")
    assert [(one.status, one.reason) for one in exchanged(late)] == [(None, "timed out")]
    assert late.tenant.universe.clock.now() - before == timedelta(seconds=10)
    cut = sandbox_of(asking(SEARCH), "- {node: a, pass_through: true, cut_off: 5}")
    cut.says("hi")
    assert any("reply-not-json" in told for told in warnings_of(cut))


def test_a_stub_is_added_in_the_middle_wins_by_its_node_and_is_gone_with_a_snapshot_from_before() -> None:
    sandbox = sandbox_of(asking(), "- {url: https://api.example/x, json: {x: 1}}")
    before = sandbox.snapshot()
    sandbox.stubs.add(node="a", times=1, json={"x": "added"})
    sandbox.says("hi")
    sandbox.says("hi")
    assert sent_by(sandbox) == ["x is added", "x is 1"]
    sandbox.restore(before)
    assert [stub.called for stub in sandbox.stubs.stubs] == [0]


def test_what_passes_through_goes_on_to_the_next_stub() -> None:
    sandbox = sandbox_of(asking(), "- {url: https://api.example/x, json: {x: 12345}}")
    sandbox.stubs.add(node="a", times=1, pass_through=True, cut_off=6)
    sandbox.says("hi")
    sandbox.says("hi")
    assert sent_by(sandbox) == ["x is @x", "x is 12345"]


def test_what_passes_through_leaves_the_next_answer_of_the_webhook_for_its_next_call() -> None:
    sandbox = sandbox_of(asking(), "- {url: https://api.example/x, json: {x: 1}}")
    sandbox.stubs.add(node="a", times=1, pass_through=True)
    sandbox.stubs.add(node="a", times=1, json={"x": "second"})
    assert [sandbox.says("hi")[0].text for _ in range(3)] == ["x is 1", "x is second", "x is 1"]


@pytest.mark.parametrize("answer", [{"no_reply": "lost"}, {"delay": 45}])
def test_a_reply_that_never_comes_needs_nobody_behind_it(answer: dict[str, object]) -> None:
    sandbox = sandbox_of(asking())
    sandbox.stubs.add(node="a", pass_through=True, **answer)
    sandbox.says("hi")
    assert [one.status for one in exchanged(sandbox)] == [None]
    assert [one.source for one in exchanged(sandbox)] == ["stub"]


def test_a_snapshot_of_more_stubs_than_there_are_is_refused() -> None:
    stubs = "- {url: https://api.example/x, json: {x: 1}}"
    snapshot = sandbox_of(asking(), f"{stubs}\n{stubs}").snapshot()
    with pytest.raises(ValueError, match="the snapshot knows 2 stubs; here are 1"):
        sandbox_of(asking(), stubs).restore(snapshot)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("- {status: 503}", "0: 'url' or 'node' is missing"),
        (
            "- {node: a, pass_through: true, status: 503}",
            "0 > pass_through: 'pass_through' lets the service answer: leave out status",
        ),
        (
            "- {node: a, cut_off: 5}",
            "0 > cut_off: 'cut_off' cuts what the service answers: say 'pass_through: true' too",
        ),
        ("- {node: a, times: 0}", "0 > times: 0 is less than the minimum of 1"),
    ],
)
def test_a_mistake_is_told(text: str, told: str) -> None:
    with pytest.raises(DocumentError) as caught:
        Stubs.parse(text)
    assert told in str(caught.value)


def test_a_stub_that_is_added_wrongly_is_told() -> None:
    with pytest.raises(DocumentError, match="'statsu' is not known here. Did you mean 'status'?"):
        Stubs().add(node="a", statsu=503)

"""What hurt people in real chatbots: lint predicts it, and the run shows it."""

from __future__ import annotations

from typing import Any

import pytest

from flow_runner.engine import Flow
from flow_runner.inspection.lint.example import Raw, agent, buttons, condition, flow, message, question, webhook
from flow_runner.sandbox.sandbox import Sandbox
from tests.inspection.told import told
from tests.sandbox.sandbox_runs import exchanged, outcome_of, sandbox_of, sent_by

END = agent()
HERE = END["id"]
ATTRIBUTE, VARIABLE = "ContactCustomParameter", "ContactInputVariable"
SHOP = "https://shop.example.com"


def predicted(raw: Raw, code: str) -> str:
    """The one node of which it is told."""
    (one,) = told(raw, code)
    return one.node


def run(raw: Raw, *said: str, stubs: str = "") -> Sandbox:
    sandbox = sandbox_of(Flow.parse(raw), f"- {{url: '{SHOP}/*', {stubs or 'json: {}'}}}")
    for text in said:
        sandbox.says(text)
    return sandbox


def hook(node_id: str, path: str, to: str, **more: Any) -> Raw:
    return webhook(node_id, f"{SHOP}/{path}", statuses=((200, to), (0, HERE)), **more)


def test_1_a_condition_in_the_wrong_namespace_is_false_without_a_word() -> None:
    raw = flow(
        hook("w", "intent", "c", saved=((ATTRIBUTE, "intent", "intent"),)),
        condition("c", "@intent", "Equal", "buy", "m", HERE),
        message("m", "<p>What would you like to buy?</p>"),
        END,
        edges=(("m", HERE),),
    )
    assert predicted(raw, "wrong-namespace") == "c"
    assert sent_by(run(raw, "hi", stubs="json: {intent: buy}")) == []


def test_2_a_placeholder_reaches_a_customer_as_text() -> None:
    raw = flow(
        hook("w", "search", "m", saved=((VARIABLE, "found", "found"),)),
        message("m", "<p>These fit well: {{found}}</p>"),
        END,
        edges=(("m", HERE),),
    )
    assert predicted(raw, "wrong-namespace") == "m"
    assert sent_by(run(raw, "hi", stubs="json: {found: 1) Rose House}")) == ["These fit well: {{found}}"]


def test_2_a_placeholder_of_another_path_reaches_a_back_end_as_text() -> None:
    raw = flow(
        buttons("b", ("a", "Amenities", "q"), ("p", "Price", "w"), default="q"),
        question("q", "amenities"),
        hook("w", "search?amenities=@amenities", HERE),
        END,
        edges=(("q", "w"),),
    )
    assert predicted(raw, "unset-variable-on-path") == "w"
    assert [one.query for one in exchanged(run(raw, "hi", "Price"))] == ["amenities=@amenities"]
    assert [one.query for one in exchanged(run(raw, "hi", "Amenities", "gym"))] == ["amenities=gym"]


def test_3_free_text_at_buttons_leads_nowhere() -> None:
    raw = flow(buttons("b", ("y", "Yes", HERE), ("n", "No", HERE)), END)
    assert predicted(raw, "no-default-exit") == "b"
    sandbox = run(raw, "hi")
    assert sandbox.says("yes please, but when?") == []
    assert outcome_of(sandbox) == "ended"


def test_4_a_question_runs_out_of_tries_in_silence() -> None:
    raw = flow(question("q", "age", type="Number"), END, edges=(("q", HERE),))
    assert predicted(raw, "question-runs-out") == "q"
    sandbox = run(raw, "hi", "one", "two", "three")
    assert sent_by(sandbox)[1:] == ["Once more?"] * 3
    assert sandbox.says("four") == []
    assert outcome_of(sandbox) == "ended"


def test_5_a_message_without_an_edge_ends_the_run() -> None:
    menu = buttons("b", ("o", "Offer", "m"), ("t", "Talk", HERE), default=HERE)
    raw = flow(menu, message("m", "<p>Our offer</p>"), END)
    assert predicted(raw, "dead-end") == "m"
    sandbox = run(raw, "hi", "Offer")
    assert (outcome_of(sandbox), sandbox.assignee()) == ("ended", None)


def test_10_the_second_message_of_a_burst_answers_the_next_question() -> None:
    raw = flow(
        hook("w", "slots", "q"),
        question("q", "slot"),
        hook("book", "book?slot=@slot", HERE),
        END,
        edges=(("q", "book"),),
    )
    assert predicted(raw, "message-burst") == "q"
    sandbox = run(raw)
    sandbox.at_once((sandbox.phone, "hi"), (sandbox.phone, "are you there?"))
    assert [one.query for one in exchanged(sandbox)] == ["", "slot=are%20you%20there%3F"]


def test_14_the_label_of_a_menu_is_sent_as_an_id() -> None:
    raw = flow(
        buttons("b", ("m", "My id", "q"), ("t", "Talk to us", "w"), default=HERE, variable="client_id"),
        question("q", "client_id"),
        hook("w", "clients/@client_id", HERE),
        END,
        edges=(("q", "w"),),
    )
    assert predicted(raw, "mixed-variable") == "w"
    assert [one.path for one in exchanged(run(raw, "hi", "Talk to us"))] == ["/clients/Talk to us"]


@pytest.mark.parametrize(("retry", "outcome", "calls"), [("search", "failed", 200), ("again", "ended", 3)])
def test_a_token_that_cannot_be_refreshed_is_tried_again_and_again(retry: str, outcome: str, calls: int) -> None:
    raw = flow(
        webhook("search", f"{SHOP}/leads", statuses=((200, HERE), (401, "refresh"), (0, HERE))),
        hook("refresh", "token", retry),
        webhook("again", f"{SHOP}/leads", statuses=((200, HERE), (401, HERE), (0, HERE))),
        END,
    )
    found = [one.node for one in told(raw, "loop-without-wait")]
    assert found == (["search"] if retry == "search" else [])
    stubs = f"- {{url: '{SHOP}/leads', status: 401, json: {{}}}}\n- {{url: '{SHOP}/token', json: {{}}}}"
    sandbox = sandbox_of(Flow.parse(raw), stubs)
    sandbox.says("hi")
    assert (outcome_of(sandbox), len(exchanged(sandbox))) == (outcome, calls)

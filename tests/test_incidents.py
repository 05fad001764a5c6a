"""What hurt people in real chatbots, in the order in which it is written down: lint predicts it, and the run shows it.

Two of the fourteen are no matter of one file: an old export in place of a mended one is what `diff` tells (8), and that
all of this took a live phone (11) is what the whole of this file is about.
"""

from __future__ import annotations

import json
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest

from flow_runner.engine import Flow, FlowError
from flow_runner.engine.events import NodeEntered, WarningRaised
from flow_runner.inspection.diff.compare import compare
from flow_runner.inspection.lint.example import (
    Raw,
    agent,
    buttons,
    condition,
    delay,
    flow,
    message,
    node,
    question,
    update,
    webhook,
)
from flow_runner.report.result import result
from flow_runner.sandbox.inbox import Inbox
from flow_runner.sandbox.sandbox import Sandbox
from tests.inspection.told import findings, told
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


def chain(*nodes: str) -> tuple[tuple[str, str], ...]:
    return tuple(pairwise(nodes))


def path(sandbox: Sandbox) -> list[str]:
    return [entry.what.node for entry in sandbox.trace if isinstance(entry.what, NodeEntered)]


def warned(sandbox: Sandbox) -> list[tuple[str, str]]:
    found = (entry.what for entry in sandbox.trace)
    return [(one.code, one.node) for one in found if isinstance(one, WarningRaised)]


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


def test_6_a_file_that_the_import_refuses_without_a_reason() -> None:
    raw = flow(message("m", "<p>Welcome</p>"), END, edges=(("m", HERE), ("m", "gone")))
    raw["flowNodes"].append(dict(END))
    told_of = {(one.code, one.node, one.pointer) for one in findings(raw) if one.grade == "error"}
    assert told_of == {("duplicate-id", HERE, "/flowNodes/2/id"), ("dangling-edge", "m", "/flowEdges/1")}
    with pytest.raises(FlowError) as refused:
        Flow.parse(raw)
    assert {one.code for one in refused.value.problems} == {"duplicate-id", "dangling-edge"}


def test_7_an_import_leaves_ids_blank_and_an_edge_that_leads_elsewhere() -> None:
    menu = buttons("b", ("s", "Sales", "t"), ("m", "More", "m"), default="t")
    raw = flow(menu, node("AssignTeam", "t", teamIds=[]), message("m", "<p>More</p>"), END, edges=(("m", HERE),))
    (edge,) = (one for one in raw["flowEdges"] if one["sourceNodeId"] == "b__m")
    edge["targetNodeId"] = "t"
    assert predicted(raw, "no-team-chosen") == "t"
    assert predicted(raw, "edge-disagrees") == "b"
    sandbox = run(raw, "hi", "Sales")
    assert (outcome_of(sandbox), sandbox.assignee(), sandbox.teams()) == ("ended", None, ())


def test_8_an_old_export_undoes_what_was_mended() -> None:
    menu = {default: buttons("b", ("y", "Yes", HERE), default=default) for default in ("", HERE)}
    mended, old = (Flow.parse(flow(menu[default], END)) for default in (HERE, ""))
    (detour,) = compare(mended, old).detours
    assert ([turn.node for turn in detour.turns], detour.before.nodes, detour.after.nodes) == (["b"], (HERE,), ())
    first, then = (run(flow(menu[default], END), "hi", "perhaps") for default in (HERE, ""))
    assert [HERE in path(sandbox) for sandbox in (first, then)] == [True, False]


def test_9_a_right_answer_that_comes_too_late_is_lost() -> None:
    raw = flow(
        webhook("w", f"{SHOP}/order", saved=((VARIABLE, "order", "order"),)),
        message("m", "<p>Your order: @order</p>"),
        END,
        edges=(("w", "m"), ("m", HERE)),
    )
    assert predicted(raw, "webhook-failure-unseen") == "w"
    assert sent_by(run(raw, "hi", stubs="json: {order: 17}")) == ["Your order: 17"]
    assert sent_by(run(raw, "hi", stubs="json: {order: 17}, delay: 60")) == ["Your order: @order"]


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


def test_11_what_took_a_live_phone_stands_in_the_report_of_a_run() -> None:
    raw = flow(question("q", "city"), update("u", ("city", "@town")), END, edges=(("q", "u"), ("u", HERE)))
    assert predicted(raw, "unknown-variable") == "u"
    sandbox = run(raw, "hi", "Springfield")
    assert (sandbox.session().variables, sandbox.attributes()["city"]) == ({"city": "Springfield"}, "@town")


def test_12_a_chatbot_that_starts_after_24_hours_reaches_nobody() -> None:
    pause = delay("d", 25 * 3600)
    raw = flow(
        message("m", "<p>Soon</p>"), pause, message("late", "<p>Now</p>"), END, edges=chain("m", "d", "late", HERE)
    )
    assert predicted(raw, "delay-past-window") == "d"
    sandbox = run(raw, "hi")
    sandbox.advance(timedelta(hours=26))
    assert ("window-closed", "late") in warned(sandbox)
    Inbox(sandbox.host).starts("this", sandbox.phone)
    assert warned(sandbox)[-1] == ("window-closed", "m")
    assert sent_by(sandbox) == ["Soon"]


def test_13_secrets_sit_in_clear() -> None:
    secret = "0000-aaaa-1111-bbbb-2222"
    raw = flow(webhook("w", f"{SHOP}/orders", headers={"X-Api-Key": secret}), END, edges=(("w", HERE),))
    assert predicted(raw, "secret-in-export") == "w"
    sandbox = run(raw, "hi")
    assert len(exchanged(sandbox)) == 1
    assert secret not in json.dumps([result(sandbox, []), [one._asdict() for one in findings(raw)]])


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

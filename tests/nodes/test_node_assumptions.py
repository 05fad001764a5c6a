"""Every choice of every assumption of the engine, and the difference that it makes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from emulator.kernel.assumption import ASSUMPTIONS, Assumptions
from emulator.kernel.http import Reply
from emulator.wati.rows import Agent
from flow_runner.engine import Engine, Library
from flow_runner.engine.assumptions import WEBHOOK_TIMEOUT
from flow_runner.engine.step import Answer, Silence
from flow_runner.sandbox.sandbox import Sandbox
from tests.builders import (
    assign_agent,
    buttons,
    form,
    invoke_flow,
    message,
    parse,
    product,
    question,
    spreadsheet,
    time_delay,
    webhook,
)
from tests.nodes.node_runs import AGENTS, DEEP, OK, OTHER, holds, saved
from tests.walks import FakePlatform, Run, answered, walk


def unset_variable(choice: str) -> Any:
    return walk(message("a", "<@x>"), assume={"flow.unset_variable": choice}).sent


def equal_case(choice: str) -> Any:
    return holds(("{{x}}", "Equal", "Asha"), attributes={"x": "asha"}, assume={"flow.equal_case": choice})


def equal_spaces(choice: str) -> Any:
    return holds(("{{x}}", "Equal", "Asha"), attributes={"x": "Asha "}, assume={"flow.equal_spaces": choice})


def typed_label(choice: str) -> Any:
    picked = []
    for text in ("Yes", "YES"):
        assume = {"flow.typed_label_is_tap": choice}
        run = walk(buttons("a", ("x", "Yes", "ok"), default="other"), OK, OTHER, given=[text], assume=assume)
        picked.append(run.path[-1])
    return picked


def webhook_timeout(choice: str) -> Any:
    flow = parse(webhook("a"))
    sprint = Engine(flow, Assumptions({WEBHOOK_TIMEOUT.name: choice})).start("s", "1", FakePlatform(), Answer("hi"))
    return sprint.call and sprint.call.timeout_s


def without_reply(choice: str) -> Any:
    assume = {"flow.webhook_without_reply": choice}
    return walk(webhook("a"), OK, edges=[("a", "ok")], given=[Silence("lost")], assume=assume).outcome


def unmatched(choice: str) -> Any:
    assume = {"flow.status_unmatched": choice}
    return walk(webhook("a", statuses=[200]), given=[answered({}, 500)], assume=assume).outcome


def save_empty(choice: str) -> Any:
    return saved(Reply(204), "x", assume={"flow.save_on_empty_reply": choice})


def save_on_error(choice: str) -> Any:
    return saved(answered({"x": "from an error"}, 500), "x", assume={"flow.save_on_error_status": choice})


def null_value(choice: str) -> Any:
    return saved({"x": None}, "x", assume={"flow.null_in_reply": choice})


def path_arrays(choice: str) -> Any:
    return saved(DEEP, "data[0].Owner.name", assume={"flow.path_arrays": choice})


def body_escaping(choice: str) -> Any:
    assume = {"flow.webhook_body_escaping": choice}
    hook = webhook("a", method="Post", body='{"x": "{{x}}"}')
    return walk(hook, platform=FakePlatform({"x": 'a"b'}), assume=assume).request.body


def url_escaping(choice: str) -> Any:
    assume = {"flow.webhook_url_escaping": choice}
    hook = webhook("a", "https://api.example/?p={{x}}")
    return walk(hook, platform=FakePlatform({"x": "+91 9"}), assume=assume).request.args


def after_assign(choice: str) -> Any:
    assume = {"flow.after_assign": choice}
    return walk(assign_agent("a", "a1"), OK, edges=[("a", "ok")], platform=AGENTS, assume=assume).path


def empty_contains(choice: str) -> Any:
    return holds(("@x", "KeywordContains", ""), assume={"flow.empty_contains_on_unset": choice})


def expected_answer(choice: str) -> Any:
    variants = [{"id": "v1", "expectedInput": "Yes", "isDefault": False, "nodeResultId": "ok"}]
    picked = []
    for text in ("Yes", "yes"):
        assume = {"flow.expected_answer_match": choice}
        run = walk(
            question("a", expectedAnswers=variants),
            OK,
            OTHER,
            edges=[("a__a-default", "other")],
            given=[text],
            assume=assume,
        )
        picked.append(run.path[-1])
    return picked


def late_tap(choice: str) -> Any:
    outcomes = []
    for node in (question("a"), buttons("a", ("x", "Yes", "ok"), default="ok")):
        run = walk(
            node, OK, edges=[("a", "ok")], assume={"flow.late_tap": choice}, given=[Answer("Menu", choice="old")]
        )
        outcomes.append(run.path[-1])
    return outcomes


PHOTO = Answer("my house", media="https://m.example/files/1.jpg?size=2")


def media_refused(choice: str) -> Any:
    run = walk(question("a"), OK, edges=[("a", "ok")], assume={"flow.media_refused": choice}, given=[PHOTO])
    return run.path[-1], len(run.sent)


def media_stored(choice: str) -> Any:
    run = walk(question("a", isMediaAccepted=True), assume={"flow.media_stored": choice}, given=[PHOTO])
    return run.variables["city"]


def guessed_validation(choice: str) -> Any:
    node = question("a", validation={"type": "Email"})
    return walk(node, assume={"flow.guessed_validation": choice}, given=["no e-mail"]).outcome


def question_fail_end(choice: str) -> Any:
    node = question("a", validation={"type": "Number", "failsCount": "0"})
    return walk(node, OK, edges=[("a", "ok")], assume={"flow.question_fail_end": choice}, given=["x"]).path[-1]


def card_waits(choice: str) -> Any:
    return walk(product("a", "SKU-1"), OK, edges=[("a", "ok")], assume={"flow.card_waits": choice}).outcome


def form_without_fallback(choice: str) -> Any:
    node = form("a", isFallbackEnabled=False)
    return walk(node, assume={"flow.form_without_fallback": choice}, given=["hello?"]).outcome


def form_variable(choice: str) -> Any:
    filled = Answer("", form=(("city", "Pune"),))
    return walk(form("a", userInputVariable="x"), assume={"flow.form_variable": choice}, given=[filled]).variables


def sheet_row_found(choice: str) -> Any:
    platform = FakePlatform()
    platform.sheets.add("Leads", "Sheet1", ("Phone", "City"), spreadsheet_id="s1").insert(
        {"Phone": "1", "City": "Pune"}
    )
    node = spreadsheet("a", action="GetRow", row=("Phone", "1"))
    return walk(node, platform=platform, assume={"flow.sheet_row_found": choice}).variables


def max_steps(choice: str) -> Any:
    run = walk(
        message("a"), message("b"), edges=[("a", "b"), ("b", "a")], assume={"flow.max_steps_without_input": choice}
    )
    return run.outcome, len(run.path)


def _invoking(**choices: str) -> Any:
    """A flow that asks, triggers another one, and has an edge behind that."""
    main = parse(question("q"), invoke_flow("i", "menu"), message("back", "@city"), edges=[("q", "i"), ("i", "back")])
    other = parse(message("m", "@city"), name="menu")
    return Run(Library(main, [other]), assume={f"flow.{name}": one for name, one in choices.items()}).give("Pune").sent


def invoke_carries(choice: str) -> Any:
    return _invoking(invoke_carries=choice)


def invoke_returns(choice: str) -> Any:
    return _invoking(invoke_returns=choice)


def _in_sandbox(name: str, choice: str, flow: Any) -> Sandbox:
    sandbox = Sandbox(flow)
    sandbox.tenant.universe.assumptions.choose(name, choice)
    return sandbox


def start_on(choice: str) -> Any:
    sandbox = _in_sandbox("flow.start_on", choice, parse(message("a", "Hello")))
    got = [len(sandbox.says("hi"))]
    for hours in (1, 25):
        sandbox.advance(timedelta(hours=hours))
        got.append(len(sandbox.says("hi again")))
    return got


def burst(choice: str) -> Any:
    sandbox = _in_sandbox("flow.burst", choice, parse(time_delay("d", 5), question("q"), edges=[("d", "q")]))
    sandbox.says("hi")
    sandbox.says("Pune")
    sandbox.advance(timedelta(seconds=5))
    session = sandbox.session()
    assert session is not None
    return session.variables, session.outcome


def agent_takes_over(choice: str) -> Any:
    sandbox = _in_sandbox("flow.agent_takes_over", choice, parse(question("a"), message("b", "ok"), edges=[("a", "b")]))
    sandbox.tenant.wati.agents.insert(Agent("a1", "Asha Agent", "asha@example.com"))
    sandbox.says("hi")
    sandbox.inbox.takes_over("Asha Agent", sandbox.phone)
    return [one.text for one in sandbox.says("Pune")]


def run_after_window(choice: str) -> Any:
    sandbox = _in_sandbox("flow.run_after_window", choice, parse(question("a")))
    sandbox.says("hi")
    sandbox.advance(timedelta(hours=25))
    sandbox.says("Pune")
    session = sandbox.session()
    assert session is not None
    return session.variables


CHOICES: dict[str, tuple[Any, dict[str, Any]]] = {
    "flow.unset_variable": (unset_variable, {"literal": ["<@x>"], "empty": ["<>"]}),
    "flow.equal_case": (equal_case, {"sensitive": False, "ignored": True}),
    "flow.equal_spaces": (equal_spaces, {"kept": False, "trimmed": True}),
    "flow.typed_label_is_tap": (
        typed_label,
        {"ignoring_case": ["ok", "ok"], "exact": ["ok", "other"], "never": ["other", "other"]},
    ),
    "flow.webhook_timeout_s": (webhook_timeout, {"10": 10.0, "5": 5.0, "30": 30.0, "60": 60.0}),
    "flow.webhook_without_reply": (without_reply, {"default_exit": "ended", "fail": "failed"}),
    "flow.status_unmatched": (unmatched, {"fail": "failed", "end": "ended"}),
    "flow.save_on_empty_reply": (save_empty, {"keep": "old", "blank": ""}),
    "flow.save_on_error_status": (save_on_error, {"nothing": "old", "save": "from an error"}),
    "flow.null_in_reply": (null_value, {"keep": "old", "blank": ""}),
    "flow.path_arrays": (path_arrays, {"index": "Asha Agent", "unsupported": "old"}),
    "flow.webhook_body_escaping": (body_escaping, {"json": b'{"x": "a\\"b"}', "none": b'{"x": "a"b"}'}),
    "flow.webhook_url_escaping": (url_escaping, {"value": {"p": "+91 9"}, "none": {"p": " 91 9"}}),
    "flow.after_assign": (after_assign, {"follow_edge": ["a", "ok"], "end": ["a"]}),
    "flow.invoke_carries": (
        invoke_carries,
        {"attributes": ["Your city?", "@city"], "variables_too": ["Your city?", "Pune"]},
    ),
    "flow.invoke_returns": (
        invoke_returns,
        {"never": ["Your city?", "@city"], "when_it_ends": ["Your city?", "@city", "Pune"]},
    ),
    "flow.empty_contains_on_unset": (empty_contains, {"false": False, "true": True}),
    "flow.expected_answer_match": (expected_answer, {"ignoring_case": ["ok", "ok"], "exact": ["ok", "other"]}),
    "flow.late_tap": (late_tap, {"as_text": ["ok", "ok"], "ignored": ["a", "a"]}),
    "flow.media_refused": (
        media_refused,
        {"bad_answer": ("a", 2), "ignored": ("a", 1), "accepted": ("ok", 1)},
    ),
    "flow.media_stored": (
        media_stored,
        {"address": "https://m.example/files/1.jpg?size=2", "file_name": "1.jpg", "caption": "my house"},
    ),
    "flow.guessed_validation": (
        guessed_validation,
        {"checked": "waits for answer", "everything_passes": "ended"},
    ),
    "flow.question_fail_end": (question_fail_end, {"end_silently": "a", "follow_exit": "ok"}),
    "flow.card_waits": (card_waits, {"never": "ended", "for_any_message": "waits for answer"}),
    "flow.form_without_fallback": (form_without_fallback, {"keeps_waiting": "waits for answer", "ends": "ended"}),
    "flow.form_variable": (form_variable, {"json": {"x": '{"city": "Pune"}'}, "nothing": {}}),
    "flow.sheet_row_found": (
        sheet_row_found,
        {"routes_only": {}, "sets_variables": {"Phone": "1", "City": "Pune"}},
    ),
    "flow.max_steps_without_input": (
        max_steps,
        {"200": ("failed", 200), "50": ("failed", 50), "1000": ("failed", 1000)},
    ),
    "flow.agent_takes_over": (agent_takes_over, {"bot_stops": [], "bot_goes_on": ["ok"]}),
    "flow.run_after_window": (run_after_window, {"goes_on": {"city": "Pune"}, "expired": {}}),
    "flow.start_on": (start_on, {"chat_with_bot": [1, 1, 1], "new_chat": [1, 0, 1]}),
    "flow.burst": (burst, {"answers_next": ({"city": "Pune"}, "ended"), "dropped": ({}, "running")}),
}


@pytest.mark.parametrize("name", [name for name in ASSUMPTIONS if name.startswith("flow.")])
def test_every_choice_of_an_assumption_makes_its_difference(name: str) -> None:
    act, expected = CHOICES[name]
    assert set(expected) == set(ASSUMPTIONS[name].choices)
    assert {choice: act(choice) for choice in ASSUMPTIONS[name].choices} == expected
    assert len({repr(one) for one in expected.values()}) == len(expected)


def test_every_case_above_is_of_an_assumption_that_there_is() -> None:
    assert set(CHOICES) <= set(ASSUMPTIONS)

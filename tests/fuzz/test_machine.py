"""The state machine: it finds what is wrong with a chatbot, and with a sandbox, and says which of them it is."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from flow_runner.engine import Flow
from flow_runner.sandbox.files import DEMO_WORLD, bundled_flows
from flow_runner.sandbox.inbox import Inbox
from flow_runner.sandbox.sandbox import Sandbox
from flow_runner.testing.machine import FORBIDDABLE, ChatbotAtFault, ChatbotMachine, SandboxAtFault
from tests.builders import (
    ATTRIBUTE,
    VARIABLE,
    assign_agent,
    buttons,
    form,
    list_node,
    message,
    parse,
    question,
    spreadsheet,
    status,
    webhook,
)
from tests.fuzz.machines import AGENT, EVERYTHING, TOKEN, WORLD, machine, of, once, quick, search


@pytest.mark.parametrize("name", [*bundled_flows()])
def test_the_bundled_chatbots_stand_it(name: str) -> None:
    search(machine(name))
    search(machine(name, world=DEMO_WORLD))


def test_chatbots_really_exported_run_without_a_fault_of_the_sandbox(shared: Path) -> None:
    for path in sorted((shared / "flows").glob("*.json")):
        search(machine(str(path), forbid=()), settings(quick, max_examples=4))


BOT = """
from hypothesis import settings
from flow_runner.testing.machine import ChatbotMachine

class Bot(ChatbotMachine):
    flow = "bot.json"
    world = "world.yaml"
    forbid = ("left-alone",)

TestBot = Bot.TestCase
TestBot.settings = settings(TestBot.settings, max_examples=30, stateful_step_count=8, derandomize=True)
"""


def test_five_lines_in_a_file_of_ones_own_are_enough_and_the_failure_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "bot.json").write_bytes(bundled_flows()["zoho_lead_owner"].read_bytes())
    (tmp_path / "world.yaml").write_bytes(DEMO_WORLD.read_bytes())
    (tmp_path / "test_bot.py").write_text(BOT, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path)]
    shown = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False).stdout
    assert "1 failed" in shown
    assert "the chatbot is at fault: " in shown
    assert "[left-alone]" in shown
    assert "state = Bot()" in shown
    assert "▸ chatbot 'Zoho lead owner' starts" in shown
    assert TOKEN not in shown


# --- defects of a chatbot are found ----------------------------------------------------------------------------------

LOOP = parse(message("one", "1"), message("two", "2"), edges=[("one", "two"), ("two", "one")])
ECHO = parse(question("ask", "city"), message("tell", "<p>@citty</p>"), edges=[("ask", "tell")])
NO_EXIT = parse(webhook("hook", "https://api.example/x", statuses=[status(200, "ok")]), message("ok", "ok"))
ALONE = parse(message("bye", "Bye"))
TELLS = parse(
    webhook(
        "read",
        "https://live-mt-server.wati.io/424242/api/v1/getContacts?name=22222222&pageSize=1&pageNumber=1",
        headers={"Authorization": "Bearer sandbox-wati-token"},
        saved=[(VARIABLE, "t", "contact_list[0].customParams[2].value")],
    ),
    message("tell", "<p>Your code is @t</p>"),
    edges=[("read", "tell")],
)
BAD_BODY = parse(
    webhook(
        "add",
        "https://live-mt-server.wati.io/424242/api/v1/addContact/15550100008",
        "Post",
        headers={"Authorization": "Bearer sandbox-wati-token"},
        body='{"name": 5}',
    )
)
SHARED = parse(
    spreadsheet("row", action="GetRow", row=("A", "x"), yes="ask", no="ask", sheet="s1"),
    question("ask", "said"),
    webhook(
        "keep",
        "https://live-mt-server.wati.io/424242/api/v1/updateContactAttributes/22222222",
        "Post",
        headers={"Authorization": "Bearer sandbox-wati-token"},
        body='{"customParams": [{"name": "last", "value": "@said"}]}',
    ),
    webhook(
        "read",
        "https://live-mt-server.wati.io/424242/api/v1/getContacts?name=22222222&pageSize=1&pageNumber=1",
        headers={"Authorization": "Bearer sandbox-wati-token"},
        saved=[(ATTRIBUTE, "before", "contact_list[0].customParams[3].value")],
    ),
    edges=[("ask", "keep"), ("keep", "read")],
)


@pytest.mark.parametrize(
    ("flow", "code", "told"),
    [
        (LOOP, "runaway-loop", "919876543210 is caught in a runaway loop: 200 steps without input"),
        (ECHO, "unset-placeholder", "tell sends '@citty' to 919876543210 as it is written"),
        (NO_EXIT, "failed-run", "fails at hook: "),
        (ALONE, "left-alone", "919876543210 is left alone at bye: the path ends at bye"),
        (TELLS, "secret-told", "tell sends a secret of the account to 919876543210"),
        (BAD_BODY, "bad-request", "request "),
    ],
    ids=lambda value: value if isinstance(value, str) and "-" in value and " " not in value else "",
)
def test_a_defect_of_the_chatbot_is_found(flow: Flow, code: str, told: str) -> None:
    assert code in FORBIDDABLE
    with pytest.raises(ChatbotAtFault) as found:
        search(machine(flow, forbid=(code,), world={**WORLD, "credentials": "from_export"}), once)
    assert str(found.value).startswith("the chatbot is at fault: ")
    assert told in str(found.value)
    assert str(found.value).endswith(f"[{code}]")
    assert TOKEN not in str(found.value)
    search(machine(flow, forbid=(), world=WORLD), settings(quick, max_examples=2, stateful_step_count=4))


def test_what_one_customer_said_and_the_chatbot_keeps_for_all_is_told() -> None:
    driven = machine(SHARED, world={**WORLD, "credentials": "from_export"})()
    driven.says("Priya", "hi")
    driven.says_what_nobody_else_knows("Priya")
    driven.all_is_well()
    driven.says("Ben", "hi")
    driven.the_next_call_breaks(("keep", "answers 503"))  # so that what Priya said is still there
    driven.says("Ben", "hello")
    with pytest.raises(ChatbotAtFault, match="crossed-over") as found:
        driven.all_is_well()
    assert "Priya's own 1" in str(found.value)


def test_a_placeholder_that_the_customer_wrote_is_no_defect() -> None:
    driven = of(question("ask", "city"), message("tell", "<p>@city</p>"), edges=[("ask", "tell")])
    driven.says("Priya", "hi")
    driven.says("Priya", "@citty {{name}}")
    driven.all_is_well()


# --- faults of the sandbox are found ---------------------------------------------------------------------------------


def back(driven: ChatbotMachine) -> None:
    driven.sandbox.tenant.universe.clock._now -= timedelta(seconds=1)


def breach(driven: ChatbotMachine) -> None:
    last = driven.sandbox.tenant.universe.journal.last
    assert last is not None
    last.violations.append("reply status 418 is not declared by zoho.search_records")


def nowhere(driven: ChatbotMachine) -> None:
    driven.sandbox.host._sessions["919876543210"].update(node="gone", outcome="running", waiting="answer")


def stuck(driven: ChatbotMachine) -> None:
    driven.sandbox.host._sessions["919876543210"].update(outcome="running", waiting="reply")


def stranger(driven: ChatbotMachine) -> None:
    contact = driven.sandbox.tenant.wati.contact("919876543210")
    assert contact is not None
    conversation = driven.sandbox.tenant.wati.conversation_of(contact)
    driven.sandbox.tenant.wati.conversations.update(conversation.id, assignee="stranger@example.com")


def crossing(driven: ChatbotMachine) -> None:
    driven.sandbox.host._sessions["15550100002"]["variables"]["x"] = "so Priya's own 1 is here"


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (back, "clock"),
        (breach, "contract"),
        (nowhere, "lost-session"),
        (stuck, "stuck-session"),
        (stranger, "unknown-assignee"),
        (crossing, "crossed-over"),
    ],
)
def test_a_fault_of_the_sandbox_is_told_as_its_own(spoil: Callable[[ChatbotMachine], None], code: str) -> None:
    driven = machine("zoho_lead_owner", forbid=())()
    driven.says("Ben", "hi")
    driven.says_what_nobody_else_knows("Priya")
    driven.all_is_well()
    spoil(driven)
    with pytest.raises(SandboxAtFault) as found:
        driven.all_is_well()
    assert str(found.value).startswith("the sandbox is at fault: ")
    assert str(found.value).endswith(f"[{code}]")


def test_an_exception_of_the_sandbox_is_its_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: Any, *given: Any) -> None:
        raise KeyError("agent")

    monkeypatch.setattr(Inbox, "takes_over", broken)
    with pytest.raises(SandboxAtFault, match="KeyError: 'agent'") as found:
        search(machine("zoho_lead_owner"), settings(once, max_examples=60))
    assert isinstance(found.value.__cause__, KeyError)


def test_a_snapshot_that_goes_on_otherwise_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Sandbox.restore

    def forgetful(self: Sandbox, data: dict[str, Any]) -> None:
        whole(self, data)
        self.tenant.zoho.expire_access_tokens()

    monkeypatch.setattr(Sandbox, "restore", forgetful)
    driven = machine("zoho_lead_owner", world=DEMO_WORLD)()
    with pytest.raises(SandboxAtFault, match="goes on otherwise"):
        driven.it_is_stopped_and_restored_while_somebody_writes("Priya", "hi")


# --- how it is set up ------------------------------------------------------------------------------------------------


RULES = parse(
    form("form"),
    buttons("pick", ("b1", "Rows", "rows"), ("b2", "Zoho", "zoho"), default="rows"),
    list_node("rows", ("r1", "Again", "pick"), default="pick"),
    webhook("zoho", "https://www.zohoapis.com/crm/v8/Leads/search?phone={{phone}}"),
    assign_agent("agent", AGENT),
    edges=[("form", "pick"), ("zoho", "agent")],
)


def test_every_rule_is_taken() -> None:
    taken: set[str] = set()

    class Watched(ChatbotMachine):
        flow = RULES
        forbid = ()

        def _do(self, act: Callable[[], object]) -> None:
            frame = sys._getframe(1)
            taken.update(one.f_code.co_name for one in (frame, frame.f_back) if one is not None)
            super()._do(act)

    search(Watched, settings(quick, max_examples=30, stateful_step_count=40))
    rules = {name for name, made in vars(ChatbotMachine).items() if hasattr(made, "hypothesis_stateful_rule")}
    assert len(rules) == 14
    assert rules - taken == set()


def test_the_texts_are_those_that_the_chatbot_speaks_of() -> None:
    assert {"hi", "Form", "Wait", "Zoho"} <= set(machine(EVERYTHING)().stage.texts)
    assert "Asha Agent" in machine("zoho_lead_owner")().stage.texts
    answer = {"id": "a", "expectedInput": "Large", "nodeResultId": ""}
    limits = {"type": "Number", "minValue": "3", "maxValue": "17"}
    asking = parse(question("ask", validation=limits, expectedAnswers=[answer]))
    world = {"profile": {"keywords": [{"match": "exact", "words": ["prices"], "do": [{"send": "See"}]}]}}
    assert {"3", "17", "Large", "prices"} <= set(machine(asking, world=world)().stage.texts)


def test_stubs_assumptions_and_customers_are_the_users_to_say() -> None:
    stubs = [{"url": "https://api.example/slots", "json": {"slots": "ten"}}]
    driven = machine(EVERYTHING, stubs=stubs, assume={"flow.late_tap": "ignored"}, customers={"Ann": "15550100009"})()
    driven.says("Ann", "hi")
    driven.says("Ann", "else")
    session = driven.sandbox.session("15550100009")
    assert session is not None
    assert session.variables["slots"] == "ten"
    assert driven.sandbox.tenant.universe.assumptions.chosen == {"flow.late_tap": "ignored"}


def test_a_machine_says_what_it_lacks() -> None:
    with pytest.raises(TypeError, match="class Bot does not say which chatbot: flow = 'bot.json'"):
        type("Bot", (ChatbotMachine,), {"__module__": __name__})()
    with pytest.raises(TypeError, match="no defect is called 'runaway'. Did you mean 'runaway-loop'"):
        machine(ALONE, forbid=("runaway",))()


def test_a_machine_can_check_something_of_its_own() -> None:
    class Strict(ChatbotMachine):
        flow = ALONE

        def nobody_says_bye(self) -> None:
            assert "Bye" not in self.transcript()

        def what_must_hold(self) -> list[Callable[[], None]]:
            return [*super().what_must_hold(), self.nobody_says_bye]

    with pytest.raises(AssertionError, match="Bye"):
        search(Strict)

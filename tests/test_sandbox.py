"""The sandbox: stubs, egress, bursts, several customers, and what becomes of messages that nobody waits for."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
import requests

from emulator.document import DocumentError
from emulator.kernel.fault import Fault
from flow_runner.engine import Flow
from flow_runner.engine.events import MessageSent, WarningRaised
from flow_runner.report.result import result
from flow_runner.sandbox.files import bundled_flows
from flow_runner.sandbox.sandbox import Sandbox
from flow_runner.sandbox.script import unmet
from flow_runner.sandbox.stubs import Stubs
from flow_runner.sandbox.trace import Exchanged, Said
from tests.builders import (
    VARIABLE,
    assign_agent,
    assign_team,
    buttons,
    message,
    parse,
    question,
    status,
    time_delay,
    webhook,
)

OTHER = "15550100002"


def sandbox_of(flow: Flow, stubs: str = "", **more: Any) -> Sandbox:
    return Sandbox(flow, stubs=Stubs.parse(stubs) if stubs else None, **more)


def sent_by(sandbox: Sandbox, phone: str = "") -> list[str]:
    return [entry.what.text for entry in sandbox.entries(phone) if isinstance(entry.what, MessageSent)]


def exchanged(sandbox: Sandbox, phone: str = "") -> list[Exchanged]:
    return [entry.what for entry in sandbox.entries(phone) if isinstance(entry.what, Exchanged)]


def heard(sandbox: Sandbox, phone: str = "") -> list[str]:
    return [entry.what.heard for entry in sandbox.entries(phone) if isinstance(entry.what, Said)]


def warnings_of(sandbox: Sandbox) -> list[str]:
    found: list[str] = result(sandbox, [])["warnings"]
    return found


def outcome_of(sandbox: Sandbox, phone: str = "") -> str:
    session = sandbox.session(phone)
    assert session is not None
    return f"waits for {session.waiting}" if session.outcome == "running" else session.outcome


def variable(sandbox: Sandbox, name: str, phone: str = "") -> str | None:
    session = sandbox.session(phone)
    assert session is not None
    return session.variables.get(name)


def asking(url: str = "https://api.example/x", **more: Any) -> Flow:
    """A flow of one call, which keeps `x` of the reply and says it."""
    hook = webhook("a", url, **{"saved": [(VARIABLE, "x", "x")], **more})
    return parse(hook, message("b", "x is @x"), edges=[("a", "b")])


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What would have been sent: nothing may be."""
    tried: list[str] = []

    def refuse(*given: Any, **more: Any) -> None:
        tried.append(str(given))
        raise AssertionError(f"something was sent: {given}")

    monkeypatch.setattr(requests, "request", refuse)
    monkeypatch.setattr(requests.Session, "send", refuse)
    monkeypatch.setattr("socket.socket.connect", refuse)
    return tried


# --- stubs ------------------------------------------------------------------------------------------------------------


def test_a_stub_answers_with_json(offline: list[str]) -> None:
    sandbox = sandbox_of(asking(), "- {url: https://api.example/x, json: {x: 5}}")
    assert [one.text for one in sandbox.says("hi")] == ["x is 5"]
    (one,) = exchanged(sandbox)
    assert (one.method, one.host, one.path, one.status, one.source) == ("GET", "api.example", "/x", 200, "stub")
    assert offline == []


@pytest.mark.parametrize(
    ("stub", "code", "text"),
    [
        ("json: {x: yes}", 200, "x is yes"),
        ('text: \'{"x": "raw"}\'', 200, "x is raw"),
        ("text: down for repair", 200, "x is @x"),
        ("status: 503", 503, "x is @x"),
        ("status: 201, json: {x: made}", 201, "x is made"),
        ("headers: {X-Rate: 5}", 204, "x is @x"),
        ("json: null", 200, "x is @x"),
    ],
)
def test_a_stub_says_status_and_body(stub: str, code: int, text: str) -> None:
    sandbox = sandbox_of(asking(), f"- {{url: https://api.example/x, {stub}}}")
    assert [one.text for one in sandbox.says("hi")] == [text]
    assert [one.status for one in exchanged(sandbox)] == [code]


@pytest.mark.parametrize(
    ("pattern", "matches"),
    [
        ("url: https://api.example/x", True),
        ("url: https://API.example/x", True),
        ("url: https://api.example/*", True),
        ("url: https://*/x", True),
        ("url: https://api.example/x?p=919876543210", True),
        ("url: https://api.example/x?p=*", True),
        ("method: GET, url: https://api.example/x", True),
        ("method: '*', url: https://api.example/x", True),
        ("method: POST, url: https://api.example/x", False),
        ("url: http://api.example/x", False),
        ("url: https://api.example/X", False),
        ("url: https://api.example/x/y", False),
        ("url: https://api.example/x?p=1", False),
        ("url: https://evil.example/api.example/x", False),
    ],
)
def test_a_stub_is_found_by_method_and_url(pattern: str, matches: bool) -> None:
    sandbox = sandbox_of(asking("https://api.example/x?p={{phone}}"), f"- {{{pattern}, json: {{x: 1}}}}")
    sandbox.says("hi")
    assert (outcome_of(sandbox) == "ended") is matches


def test_the_first_stub_that_matches_answers_and_the_other_is_told_to_be_unused() -> None:
    sandbox = sandbox_of(asking(), "- {url: 'https://api.example/*', json: {x: 1}}\n- {url: https://api.example/x}")
    assert [one.text for one in sandbox.says("hi")] == ["x is 1"]
    assert warnings_of(sandbox) == ["the stub * https://api.example/x was never called [unused-stub]"]


def test_a_stub_may_answer_each_call_differently() -> None:
    stubs = "- url: https://api.example/x\n  calls: [{json: {x: 1}}, {status: 500}, {json: {x: 3}}]"
    sandbox = sandbox_of(asking(), stubs)
    assert [sandbox.says("hi")[0].text for _ in range(4)] == ["x is 1", "x is @x", "x is 3", "x is 3"]


@pytest.mark.parametrize(("delay", "text"), [(10, "x is 1"), (10.1, "x is @x"), (0.5, "x is 1")])
def test_a_delay_moves_the_clock_and_beyond_the_time_out_the_flow_goes_on(delay: float, text: str) -> None:
    sandbox = sandbox_of(asking(), f"- {{url: https://api.example/x, json: {{x: 1}}, delay: {delay}}}")
    before = sandbox.tenant.universe.clock.now()
    assert [one.text for one in sandbox.says("hi")] == [text]
    assert sandbox.tenant.universe.clock.now() - before == timedelta(seconds=min(delay, 10))
    assert [one.reason for one in exchanged(sandbox)] == ["timed out" if delay > 10 else ""]
    assert ("flow.webhook_timeout_s" in sandbox.tenant.universe.assumptions.used) is (delay > 5)


@pytest.mark.parametrize("reason", ["refused", "lost"])
def test_a_stub_may_give_no_reply(reason: str) -> None:
    sandbox = sandbox_of(asking(), f"- {{url: https://api.example/x, no_reply: {reason}}}")
    assert [one.text for one in sandbox.says("hi")] == ["x is @x"]
    assert [(one.status, one.reason) for one in exchanged(sandbox)] == [(None, reason)]


def test_a_stub_may_stand_in_for_an_emulated_host() -> None:
    flow = asking("https://www.zohoapis.com/crm/v8/Leads/search?phone=1")
    sandbox = sandbox_of(flow, "- {url: 'https://www.zohoapis.com/*', json: {x: mine}}")
    assert [one.text for one in sandbox.says("hi")] == ["x is mine"]
    assert len(sandbox.tenant.universe.journal) == 0


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("- {ur1: https://x.example}", "stubs.yaml:1: 0: 'ur1' is not known here. Did you mean 'url'?"),
        (
            "- {url: https://x.example, json: 1, text: a}",
            "stubs.yaml:1: 0 > text: an answer has json or text, not both",
        ),
        ("- {url: https://x.example, status: 99}", "stubs.yaml:1: 0 > status: 99 is less than the minimum of 100"),
        (
            "- url: https://x.example\n  status: 200\n  calls: [{json: 1}]",
            "stubs.yaml:3: 0 > calls: 'calls' says it all: put status into its entries",
        ),
        ("- {url: 'https://'}", "stubs.yaml:1: 0 > url: 'https://' names no host"),
    ],
)
def test_a_mistake_in_the_stubs_is_told_with_its_line(text: str, told: str) -> None:
    with pytest.raises(DocumentError) as caught:
        Stubs.parse(text)
    assert told in str(caught.value)


def test_the_stub_that_a_refusal_advises_answers_the_request() -> None:
    """Brackets and question marks are no patterns: only `*` is."""
    url = "https://api.example/a[1]/b"
    refused = sandbox_of(asking(url))
    refused.says("hi")
    session = refused.session()
    assert session is not None
    assert f'url: "{url}"' in session.reason
    sandbox = sandbox_of(asking(url), f'- {{method: GET, url: "{url}", json: {{x: 1}}}}')
    assert [one.text for one in sandbox.says("hi")] == ["x is 1"]


@pytest.mark.parametrize("url", ["https://api.example/ab", "https://api.example/a1"])
def test_only_an_asterisk_stands_for_other_text_in_a_stub(url: str) -> None:
    sandbox = sandbox_of(asking(url), "- {url: 'https://api.example/a[1b]', json: {x: 1}}")
    sandbox.says("hi")
    assert outcome_of(sandbox) == "failed"


# --- egress -----------------------------------------------------------------------------------------------------------


def test_a_host_that_nobody_answers_for_is_refused_with_advice(offline: list[str]) -> None:
    sandbox = sandbox_of(
        asking("https://api.example/slots?k={{phone}}"), "- {url: https://api.example/slot, json: {x: 1}}"
    )
    assert sandbox.says("hi") == []
    session = sandbox.session()
    assert session is not None
    assert session.outcome == "failed"
    assert session.reason == (
        "GET https://api.example/slots was refused: the sandbox emulates Wati and Zoho, and nothing leaves this "
        "machine. The nearest stub is * https://api.example/slot. Answer it with a stub (--stubs stubs.yaml, for "
        "example '- {method: GET, url: \"https://api.example/slots\", json: {...}}'), or let it out: --allow-host "
        "api.example."
    )
    assert [one.reason for one in exchanged(sandbox)] == ["refused by the sandbox"]
    assert offline == []


@pytest.mark.parametrize(
    "url",
    [
        "https://zohoapis.com.evil.example/crm/v8/Leads/search",
        "https://evil.example/www.zohoapis.com",
        "https://www.zohoapis.com@evil.example/crm/v8/Leads/search",
        "https://evilwati.io/api/v1/getContacts",
        "http://127.0.0.1:9/api/v1/getContacts",
        "http://localhost/api/v1/getContacts",
        "https://allowed.example.evil.example/",
    ],
)
def test_a_host_that_only_looks_emulated_or_allowed_is_refused(url: str, offline: list[str]) -> None:
    sandbox = sandbox_of(asking(url), allowed=["allowed.example"])
    sandbox.says("hi")
    assert outcome_of(sandbox) == "failed"
    assert [one.source for one in exchanged(sandbox)] == ["refused"]
    assert offline == []


@pytest.mark.parametrize(
    "url",
    [
        "https://www.zohoapis.com/crm/v8/Leads/search?phone=919876543210",
        "https://www.zohoapis.in/crm/v8/Leads/search?phone=919876543210",
        "https://WWW.ZohoAPIs.com/crm/v8/Leads/search?phone=919876543210",
        "https://www.zohoapis.com:443/crm/v8/Leads/search?phone=919876543210",
        "https://live-mt-server.wati.io:443/424242/api/v1/getContacts",
        "http://127.0.0.1:8080/api/v1/getContacts",
    ],
)
def test_the_vendors_hosts_are_served_here(url: str, offline: list[str]) -> None:
    sandbox = sandbox_of(asking(url))
    sandbox.says("hi")
    assert [(one.status, one.source) for one in exchanged(sandbox)] == [(401, "sandbox")]
    assert offline == []


class Recorder(BaseHTTPRequestHandler):
    """A server that notes what it is asked, and answers as its path says."""

    asked: list[tuple[str, str, dict[str, str], bytes]]

    def answer(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        self.asked.append((self.command, self.path, dict(self.headers), self.rfile.read(length)))
        if self.path.startswith("/moved"):
            self.send_response(302)
            self.send_header("Location", "/elsewhere")
            self.end_headers()
            return
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'{"x": "real"}')

    do_GET = do_POST = answer  # noqa: N815  # the names are http.server's

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, list[Any]]]:
    """(address, what it was asked) of a server on this machine."""
    monkeypatch.setattr(Recorder, "asked", [], raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with HTTPServer(("127.0.0.1", 0), Recorder) as httpd:
        thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{httpd.server_port}", Recorder.asked
        httpd.shutdown()
        thread.join()


def live(flow: Flow) -> Sandbox:
    return Sandbox(flow, allowed=["127.0.0.1"])


def test_an_allowed_host_really_gets_the_request(server: tuple[str, list[Any]]) -> None:
    address, asked = server
    sandbox = live(asking(f"{address}/x?p={{{{phone}}}}", method="Post", headers={"X-Key": "k"}, body='{"a": 1}'))
    assert [one.text for one in sandbox.says("hi")] == ["x is real"]
    ((method, path, headers, body),) = asked
    assert (method, path, body) == ("POST", "/x?p=919876543210", b'{"a": 1}')
    assert headers["x-key"] == "k"
    assert [(one.status, one.source) for one in exchanged(sandbox)] == [(200, "live")]


def test_an_allowed_host_is_not_followed_elsewhere(server: tuple[str, list[Any]]) -> None:
    address, asked = server
    sandbox = live(asking(f"{address}/moved"))
    sandbox.says("hi")
    assert [path for _, path, _, _ in asked] == ["/moved"]
    assert [one.status for one in exchanged(sandbox)] == [302]


def test_a_value_in_the_path_stays_in_the_path_of_a_real_request(server: tuple[str, list[Any]]) -> None:
    address, asked = server
    flow = parse(question("q"), webhook("a", f"{address}/c/@city/end"), edges=[("q", "a")])
    sandbox = live(flow)
    sandbox.says("hi")
    sandbox.says("a/b?c#d%")
    assert [path for _, path, _, _ in asked] == ["/c/a%2Fb%3Fc%23d%25/end"]


def test_a_header_in_any_script_is_no_crash_of_a_real_request(server: tuple[str, list[Any]]) -> None:
    address, _ = server
    sandbox = live(asking(f"{address}/x", headers={"X-Name": "प्रिया"}))
    sandbox.says("hi")
    assert outcome_of(sandbox) == "ended"


def test_a_real_request_carries_the_authors_own_credentials(
    server: tuple[str, list[Any]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """requests puts those of a .netrc of this machine in their place, unless it is told not to."""
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login me password mine\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    address, asked = server
    live(asking(f"{address}/x", headers={"Authorization": "Bearer authors-own"})).says("hi")
    ((_, _, headers, _),) = asked
    assert {name.lower(): value for name, value in headers.items()}["authorization"] == "Bearer authors-own"


def test_an_allowed_host_that_is_down_is_a_webhook_without_a_reply(server: tuple[str, list[Any]]) -> None:
    sandbox = live(asking("http://127.0.0.1:1/x"))
    assert [one.text for one in sandbox.says("hi")] == ["x is @x"]
    assert [one.status for one in exchanged(sandbox)] == [None]


# --- faults of the emulated hosts -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "attributes", "reason"),
    [("latency", {"seconds": 11}, "timed out"), ("lose_reply", {}, "lost"), ("refuse", {}, "refused")],
)
def test_a_fault_of_an_emulated_host_is_a_webhook_without_a_reply(
    kind: str, attributes: dict[str, Any], reason: str
) -> None:
    sandbox = Sandbox.open(bundled_flows()["zoho_lead_owner"])
    sandbox.tenant.universe.faults.arm(Fault("f", kind, "zoho.search_records", attributes=attributes))
    sandbox.says("hi")
    assert [(one.status, one.reason) for one in exchanged(sandbox)] == [(200, ""), (None, reason)]
    assert outcome_of(sandbox) == "ended"
    assert sandbox.assignee() is None
    assert sent_by(sandbox) == ["Thank you for writing to us. We have your message and will get back to you soon."]


def test_a_fault_that_never_fired_is_told() -> None:
    sandbox = sandbox_of(parse(message("a", "x")))
    sandbox.tenant.universe.faults.arm(Fault("f", "refuse", "zoho.search_records"))
    sandbox.says("hi")
    assert any("was armed but never fired" in line for line in warnings_of(sandbox))


# --- who is heard -----------------------------------------------------------------------------------------------------


def in_account(flow: Flow) -> Sandbox:
    """The flow in the demo account, which has agents and a team."""
    return Sandbox.open(flow)


ASHA = "66aa00bb11cc22dd33ee4401"
SALES = "66aa00bb11cc22dd33ee4501"


def test_a_chat_that_an_agent_has_starts_no_chatbot() -> None:
    sandbox = in_account(parse(assign_agent("a", ASHA)))
    sandbox.says("hi")
    assert sandbox.assignee() == {"name": "Asha Agent", "email": "asha.agent@example.com"}
    sandbox.says("are you there?")
    assert heard(sandbox) == ["started", "the chat is with Asha Agent, so no chatbot starts"]
    assert any(line.startswith("'are you there?' reached no chatbot") for line in warnings_of(sandbox))


def test_a_chat_that_goes_back_to_the_bot_starts_one_again() -> None:
    sandbox = in_account(parse(assign_agent("a", ASHA)))
    sandbox.says("hi")
    wati = sandbox.tenant.wati
    contact = wati.contact(sandbox.phone)
    assert contact is not None
    wati.assign(wati.conversation_of(contact), None)
    sandbox.says("hi again")
    assert heard(sandbox) == ["started", "started"]


def test_an_agent_that_the_account_does_not_have_leaves_the_chat_with_nobody() -> None:
    sandbox = in_account(parse(assign_agent("a", "gone")))
    sandbox.says("hi")
    assert sandbox.assignee() is None
    assert any("the account has no agent with id 'gone'" in line for line in warnings_of(sandbox))
    assert [line["text"] for line in result(sandbox, [])["transcript"] if line["speaker"] == "system"] == [
        "assigned to an agent that the account does not have"
    ]


def test_a_team_sees_the_chat_and_the_bot_keeps_it() -> None:
    sandbox = in_account(parse(assign_team("a", SALES), message("b", "on"), edges=[("a", "b")]))
    assert [one.text for one in sandbox.says("hi")] == ["on"]
    assert (sandbox.teams(), sandbox.assignee()) == (("Sales",), None)


def test_only_what_was_offered_can_be_tapped() -> None:
    sandbox = sandbox_of(parse(buttons("a", ("x", "Yes", "b"), ("y", "No", "")), message("b", "fine")))
    sandbox.says("hi")
    with pytest.raises(LookupError, match="nothing called 'Yse' can be tapped now. Did you mean 'Yes'"):
        sandbox.taps("Yse")
    assert [one.text for one in sandbox.taps(1)] == ["fine"]


def test_a_message_after_the_window_closed_is_not_delivered_and_that_is_told() -> None:
    flow = parse(time_delay("a", 25 * 3600), message("b", "too late"), edges=[("a", "b")])
    sandbox = sandbox_of(flow)
    sandbox.says("hi")
    sandbox.advance(timedelta(hours=25))
    assert outcome_of(sandbox) == "ended"
    raised = [entry.what.code for entry in sandbox.entries() if isinstance(entry.what, WarningRaised)]
    assert raised == ["window-closed"]
    assert "too late" not in [item.text for item in sandbox.tenant.wati.history]


def test_a_message_that_was_not_delivered_is_none_that_the_customer_got() -> None:
    flow = parse(time_delay("a", 25 * 3600), message("b", "too late"), edges=[("a", "b")])
    sandbox = sandbox_of(flow)
    sandbox.says("hi")
    sandbox.advance(timedelta(hours=25))
    assert unmet(sandbox, {"message": "too late"}) != []
    assert unmet(sandbox, {"no_message": "too late"}) == []


# --- bursts, and several customers ------------------------------------------------------------------------------------

SLOW = "- {url: https://api.example/x, json: {x: 1}, delay: 3}"


def test_a_message_while_a_webhook_runs_answers_the_next_waiting_node() -> None:
    sandbox = sandbox_of(parse(webhook("a", "https://api.example/x"), question("q"), edges=[("a", "q")]), SLOW)
    sandbox.at_once((sandbox.phone, "hi"), (sandbox.phone, "are you there?"))
    assert heard(sandbox) == ["started", "queued: it answers the next waiting node"]
    assert (outcome_of(sandbox), variable(sandbox, "city")) == ("ended", "are you there?")
    assert "flow.burst" in sandbox.tenant.universe.assumptions.used


def test_a_message_while_a_webhook_runs_may_be_dropped_by_assumption() -> None:
    sandbox = sandbox_of(parse(webhook("a", "https://api.example/x"), question("q"), edges=[("a", "q")]), SLOW)
    sandbox.tenant.universe.assumptions.choose("flow.burst", "dropped")
    sandbox.at_once((sandbox.phone, "hi"), (sandbox.phone, "are you there?"))
    assert heard(sandbox) == ["started", "dropped: the chatbot waits for a reply"]
    assert outcome_of(sandbox) == "waits for answer"
    assert any("'are you there?' reached no chatbot" in line for line in warnings_of(sandbox))


def test_a_burst_that_no_node_took_answers_nothing_in_a_later_run() -> None:
    """The second message of Monday's burst must not answer Tuesday's question."""
    flow = parse(
        webhook("a", "https://api.example/x", statuses=[status(204, "end"), status(200, "q")]),
        message("end", "bye"),
        question("q"),
    )
    sandbox = sandbox_of(flow, "- url: https://api.example/x\n  calls: [{status: 204}, {status: 200}]")
    sandbox.at_once((sandbox.phone, "hi"), (sandbox.phone, "monday"))
    sandbox.advance(timedelta(days=1))
    sandbox.says("hi again")
    assert variable(sandbox, "city") != "monday"


def test_a_burst_that_no_node_took_is_told() -> None:
    sandbox = sandbox_of(
        parse(webhook("a", "https://api.example/x"), message("end", "bye"), edges=[("a", "end")]), SLOW
    )
    sandbox.at_once((sandbox.phone, "hi"), (sandbox.phone, "lost words"))
    started_again = heard(sandbox).count("started") == 2
    assert started_again or any("lost words" in line for line in warnings_of(sandbox))


def test_a_burst_of_a_thousand_is_no_crash() -> None:
    flow = parse(webhook("a", "https://api.example/x"), question("q"), edges=[("a", "q"), ("q", "q")])
    sandbox = sandbox_of(flow, SLOW)
    sandbox.at_once(*[(sandbox.phone, str(number)) for number in range(1000)])
    assert (outcome_of(sandbox), variable(sandbox, "city")) == ("waits for answer", "999")


def test_two_customers_at_once_take_turns() -> None:
    flow = parse(
        webhook("a", "https://api.example/1", saved=[(VARIABLE, "x", "x")]),
        webhook("b", "https://api.example/2?x=@x"),
        message("c", "x is @x"),
        edges=[("a", "b"), ("b", "c")],
    )
    sandbox = sandbox_of(
        flow,
        "- {url: https://api.example/1, calls: [{json: {x: mine}}, {json: {x: yours}}]}\n- {url: https://api.example/2}",
    )
    sandbox.at_once((sandbox.phone, "hi"), (OTHER, "hello"))
    turns = [
        (entry.contact, entry.what.path, entry.what.query)
        for entry in sandbox.trace
        if isinstance(entry.what, Exchanged)
    ]
    assert turns == [
        (sandbox.phone, "/1", ""),
        (OTHER, "/1", ""),
        (sandbox.phone, "/2", "x=mine"),
        (OTHER, "/2", "x=yours"),
    ]
    assert (sent_by(sandbox), sent_by(sandbox, OTHER)) == (["x is mine"], ["x is yours"])


def test_two_customers_at_once_with_an_expired_token_are_both_assigned() -> None:
    sandbox = Sandbox.open(bundled_flows()["zoho_lead_owner"])
    sandbox.tenant.zoho.expire_access_tokens()
    sandbox.at_once((sandbox.phone, "hi"), (OTHER, "hi"))
    assert [one.status for one in exchanged(sandbox)] == [200, 401, 200, 200, 200]
    assert (sandbox.assignee() or {})["name"] == "Asha Agent"
    assert (sandbox.assignee(OTHER) or {})["name"] == "Ravi Agent"


def test_what_a_customer_gets_is_told_apart_from_what_another_gets() -> None:
    sandbox = sandbox_of(parse(question("q"), message("b", "Hello @city"), edges=[("q", "b")]))
    sandbox.says("hi")
    sandbox.says("hi", phone=OTHER)
    assert [one.text for one in sandbox.says("Pune", phone=OTHER)] == ["Hello Pune"]
    assert outcome_of(sandbox) == "waits for answer"


def test_two_sandboxes_share_nothing() -> None:
    flow = parse(question("q"))
    one, other = Sandbox(flow), Sandbox(flow)
    one.says("hi")
    one.advance(timedelta(hours=1))
    assert other.session() is None
    assert other.tenant.universe.clock.now() != one.tenant.universe.clock.now()
    assert len(other.trace) == 0


def test_a_snapshot_of_another_flow_is_refused_and_nothing_is_changed() -> None:
    sandbox = sandbox_of(parse(question("q")))
    sandbox.says("hi")
    foreign = sandbox_of(parse(question("q", text="Changed?"))).snapshot()
    before = sandbox.snapshot()
    with pytest.raises(ValueError, match="version"):
        sandbox.restore(foreign)
    assert sandbox.snapshot() == before

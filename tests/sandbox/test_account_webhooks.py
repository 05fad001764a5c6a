"""In process the sandbox itself brings events to the account's webhooks, after the chatbot had its turn."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from emulator import seed
from emulator.kernel.journal import Exchange
from emulator.wati import callback_queue as queue
from flow_runner.engine import Flow
from flow_runner.report.failure import sections
from flow_runner.sandbox.sandbox import Sandbox
from tests.builders import message, parse, question, time_delay
from tests.receivers import Handler, receiver, status
from tests.sandbox.sandbox_runs import asking, sandbox_of, sent_by

CRM = "https://crm.example/hook"
PHONE = "919876543210"


def opened(flow: Flow, *events: str, url: str = CRM, stubs: str = "", **more: Any) -> Sandbox:
    world = {"wati": {"webhooks": [{"url": url, "events": list(events)}]}}
    return sandbox_of(flow, stubs, tenant=seed.tenant_from(world), **more)


def told(sandbox: Sandbox) -> list[Exchange]:
    return [one for one in sandbox.tenant.universe.journal if one.operation.startswith(queue.OPERATION)]


def outcomes(sandbox: Sandbox) -> list[tuple[str, str]]:
    """Event, and the status or why there was none."""
    return [
        (one.operation.partition(":")[2], str(one.reply.status) if one.reply else one.no_reply) for one in told(sandbox)
    ]


def test_a_stub_answers_for_the_customers_back_end(offline: list[str]) -> None:
    sandbox = opened(
        parse(message("a", "Hello")), "message", "sessionMessageSent_v2", stubs=f"- {{url: {CRM}, json: {{}}}}"
    )
    sandbox.says("hi")
    assert outcomes(sandbox) == [("message", "200"), ("sessionMessageSent_v2", "200")]
    assert [one.request.json()["text"] for one in told(sandbox)] == ["hi", "Hello"]
    assert told(sandbox)[0].request.url == CRM
    assert sandbox.leftovers() == []
    assert offline == []


def test_a_stub_that_fails_once_is_called_again_ten_minutes_later(offline: list[str]) -> None:
    stubs = f"- {{url: {CRM}, calls: [{{status: 503}}, {{delay: 11}}, {{no_reply: lost}}, {{status: 200}}]}}"
    sandbox = opened(parse(question("a")), "message", stubs=stubs)
    sandbox.says("hi")
    before = sandbox.tenant.universe.clock.now()
    assert before == sandbox.tenant.universe.clock.started  # nobody in the chat waits for the receiver
    sandbox.advance(timedelta(minutes=30))
    assert [outcome for _, outcome in outcomes(sandbox)] == ["503", "timed out", "lost", "200"]
    assert [(one.at - before).total_seconds() / 60 for one in told(sandbox)] == [0, 10, 20, 30]


def test_any_other_host_is_refused_counted_and_told_and_the_chat_goes_on(offline: list[str]) -> None:
    sandbox = opened(parse(message("a", "Hello")), "message", url="https://evil.example/hook?token=mine-alone")
    assert [one.text for one in sandbox.says("hi")] == ["Hello"]
    [one] = told(sandbox)
    assert (one.reply, one.no_reply) == (None, "refused by the sandbox")
    assert one.help == ["Nothing leaves this machine unless its host was allowed by name: --allow-host evil.example"]
    assert next(iter(sandbox.tenant.wati.webhooks)).failures == 1
    journal = dict(sections(sandbox))["journal"]
    assert "no reply (refused by the sandbox)  wati.webhook:message" in journal
    assert "mine-alone" not in journal
    assert offline == []


def test_a_webhook_at_wati_itself_is_answered_in_process(offline: list[str]) -> None:
    sandbox = opened(parse(message("a", "Hello")), "message", url="https://live-mt-server.wati.io/1/api/v1/nothing")
    sandbox.says("hi")
    assert outcomes(sandbox) == [("message", "404")]
    assert offline == []


def test_a_circle_of_events_ends(offline: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A webhook that hears of sent messages, and is answered by sending another one."""
    monkeypatch.setattr(queue, "MAX_CAUSED", 30)
    sandbox = opened(parse(question("a")), "sessionMessageSent", stubs=f"- {{url: {CRM}, status: 200}}")
    transport, wati = sandbox.host.transport, sandbox.tenant.wati
    call_back = transport.call_back

    def answering(request: Any) -> Any:
        contact = wati.contact(PHONE)
        assert contact is not None
        wati.send(wati.conversation_of(contact), "and another one")
        return call_back(request)

    monkeypatch.setattr(transport, "call_back", answering)
    sandbox.says("hi")
    assert 30 <= len(told(sandbox)) < 200
    assert len(wati.deliveries) == 1


def test_this_machine_is_really_called() -> None:
    with receiver(status(200)) as mine:
        sandbox = opened(parse(message("a", "Hello")), "message", "sessionMessageSent", url=mine.url)
        sandbox.says("hi")
        assert mine.events == ["message", "sessionMessageSent"]
        assert mine.headers[0]["content-type"] == "application/json"
        assert "authorization" not in mine.headers[0]


def test_an_inbound_message_of_a_burst_is_told_in_order() -> None:
    with receiver(status(200)) as mine:
        sandbox = opened(parse(question("a", "city")), "message", "newContactMessageReceived", url=mine.url)
        sandbox.at_once((PHONE, "one"), (PHONE, "two"), ("15550100001", "three"))
        assert [(body["eventType"], body.get("text")) for body in mine.got] == [
            ("newContactMessageReceived", None),
            ("message", "one"),
            ("message", "two"),
            ("newContactMessageReceived", None),
            ("message", "three"),
        ]


def test_the_receiver_may_be_slow_to_read_and_say_anything() -> None:
    def rude(handler: Handler, body: Any) -> None:
        handler.reply(200, b"\xff\x00" * 100_000)

    with receiver(rude) as mine:
        sandbox = opened(parse(message("a", "Hello")), "message", url=mine.url)
        sandbox.says("hi")
        [one] = told(sandbox)
        assert one.reply is not None
        assert (one.reply.status, len(one.reply.body)) == (200, 64 * 1024)
        assert sandbox.snapshot()["universe"]["journal"]["exchanges"][-1]["reply"]["status"] == 200


def test_calls_of_the_chatbot_are_told_apart_from_callbacks(offline: list[str]) -> None:
    sandbox = opened(
        asking("https://api.example/x"), "message", "sessionMessageSent",
        stubs=f"[{{url: {CRM}, status: 200}}, {{url: 'https://api.example/x', json: {{x: 1}}}}]",
    )  # fmt: skip
    overheard: list[str] = []
    sandbox.host.transport.overhear = lambda request, node: overheard.append(request.url)
    sandbox.says("hi")
    assert sent_by(sandbox) == ["x is 1"]
    assert overheard == ["https://api.example/x"]


def test_a_snapshot_between_two_attempts_goes_on_identically(offline: list[str]) -> None:
    stubs = f"- {{url: {CRM}, calls: [{{status: 500}}, {{status: 500}}, {{status: 200}}]}}"
    sandbox = opened(parse(time_delay("a", 1), message("b", "later"), edges=[("a", "b")]), "message", stubs=stubs)
    sandbox.says("hi")
    taken = sandbox.snapshot()
    sandbox.advance(timedelta(hours=1))
    expected = outcomes(sandbox)
    assert expected == [("message", "500"), ("message", "500"), ("message", "200")]
    sandbox.restore(taken)
    assert outcomes(sandbox) == expected[:1]
    sandbox.advance(timedelta(hours=1))
    assert outcomes(sandbox) == expected

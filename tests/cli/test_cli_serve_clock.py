"""`serve` in a process of its own: time passes, or does not; and webhooks may call back before they answer."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import requests

from tests.bench.server import WATI_SANDBOX, free_port, running
from tests.cli.commands import FLOW, call
from tests.receivers import Handler, receiver

BEARER = {"authorization": "Bearer sandbox-wati-token"}
PRIYA = "919876543210"


@contextmanager
def served(*options: str) -> Iterator[str]:
    port = free_port()
    with running([WATI_SANDBOX, "serve", "--port", str(port), *options], port, "/_sandbox/health"):
        yield f"http://127.0.0.1:{port}"


def now_of(origin: str) -> datetime:
    return datetime.fromisoformat(requests.get(f"{origin}/_sandbox/clock", timeout=5).json()["now"])


def contacts(origin: str) -> requests.Response:
    return requests.get(f"{origin}/424242/api/v1/getContacts", headers=BEARER, timeout=5)


def say(origin: str, text: str) -> None:
    told = {"phone": PRIYA, "text": text}
    assert requests.post(f"{origin}/_sandbox/inbound", json=told, timeout=5).status_code == 202


def test_time_passes_by_itself_and_moves_when_told() -> None:
    with served() as origin:
        before, started = now_of(origin), time.monotonic()
        assert [contacts(origin).status_code for _ in range(11)] == [200] * 10 + [429]
        wait = int(contacts(origin).headers["Retry-After"])
        requests.post(f"{origin}/_sandbox/clock/advance", json={"seconds": wait}, timeout=5)
        assert contacts(origin).status_code == 200
        passed = (now_of(origin) - before).total_seconds() - wait
        assert 0 < passed <= time.monotonic() - started + 0.05


def test_a_receiver_calls_the_api_before_it_answers_and_hears_of_that_too(tmp_path: Path) -> None:
    """The server has one thread for requests: who waited in it for a receiver would wait for ever."""
    address: list[str] = []

    def answer(handler: Handler, body: Any) -> None:
        if body["eventType"] == "message":
            url = f"{address[0]}/424242/api/v1/sendSessionMessage/{body['waId']}"
            sent = requests.post(url, params={"messageText": f"re: {body['text']}"}, headers=BEARER, timeout=5)
            assert sent.json()["result"] == "success"
        handler.reply(200)

    with receiver(answer) as mine:
        events = "[message, sessionMessageSent_v2, sentMessageDELIVERED_v2]"
        world = tmp_path / "world.yaml"
        url = mine.url.replace("127.0.0.1", "localhost")
        world.write_text(f"wati: {{ webhooks: [ {{ url: '{url}', events: {events} }} ] }}\n", encoding="utf-8")
        with served("--world", str(world)) as origin:
            address.append(origin)
            say(origin, "hi")
            # delivered after a second of real time, though nobody asks anything
            assert [body["eventType"] for body in mine.wait(3)] == [
                "message", "sessionMessageSent_v2", "sentMessageDELIVERED_v2",
            ]  # fmt: skip
            assert mine.got[1]["text"] == "re: hi"


def test_on_a_virtual_clock_a_chatbot_answers_and_stubs_stand_in_for_a_receiver(tmp_path: Path) -> None:
    stubs = tmp_path / "stubs.yaml"
    stubs.write_text("- {url: 'https://crm.example/hook', calls: [{status: 200}, {status: 503}]}\n", encoding="utf-8")
    with served(FLOW, "--stubs", str(stubs), "--clock", "virtual") as origin:
        for url in ("https://crm.example/hook", "https://evil.example/hook"):
            hook = {"url": url, "events": ["sessionMessageSent", "message"]}
            assert requests.post(f"{origin}/_sandbox/webhooks", json=hook, timeout=5).status_code == 201
        say(origin, "hi")
        end = time.monotonic() + 10
        while time.monotonic() < end:
            rows = requests.get(f"{origin}/_sandbox/journal?limit=1000", timeout=5).json()["exchanges"]
            told = [one for one in rows if one["operation"].startswith("wati.webhook:")]
            done = [one["no_reply"] or str(one["reply"]["status"]) for one in told if one["no_reply"] or one["reply"]]
            if len(done) == 4:
                break
            time.sleep(0.02)
        assert done == ["200", "refused by the sandbox", "503", "refused by the sandbox"]
        assert [one["operation"] for one in told[::2]] == ["wati.webhook:message", "wati.webhook:sessionMessageSent"]
        before = now_of(origin)
        time.sleep(0.3)
        assert now_of(origin) == before  # it moves only when told
        requests.post(f"{origin}/_sandbox/clock/advance", json={"seconds": 60}, timeout=5)
        assert (now_of(origin) - before).total_seconds() == 60


def test_help_tells_of_the_clock_and_of_webhooks() -> None:
    shown = call("serve", "--help").stdout
    assert "--clock [real|virtual]" in shown
    assert "/_sandbox/webhooks" in shown


def test_another_clock_is_unusable() -> None:
    assert call("serve", "--clock", "sundial").exit_code == 2

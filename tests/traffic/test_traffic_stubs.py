"""Exchanges as stubs: calls in their order, queries where they matter, and bodies that read the same again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emulator.document import DocumentError
from emulator.kernel.http import NoReply, Request
from flow_runner.sandbox.stubs import Stubs
from flow_runner.traffic.body import Body
from flow_runner.traffic.conversion import convert
from flow_runner.traffic.exchange import Message, Recorded
from flow_runner.traffic.recording import load
from flow_runner.traffic.stubs import dumped, pattern_of, stubs_of
from tests.traffic.test_traffic_mask import JSONS

NOTHING = Message({})


def exchange(
    url: str, status: int | None = 200, body: Any = None, number: int = 1, kind: Any = "json", **more: Any
) -> Recorded:
    held = None if body is None else Body(kind, body, 1, "application/json")
    reply = Message({"content-type": "application/json"} if held else {}, held)
    return Recorded(number, "a", "GET", f"https://api.example{url}", NOTHING, reply, status, **more)


def answers(exchanges: list[Recorded], *urls: str) -> list[Any]:
    """What the stubs of exchanges answer to requests, after they were written and read."""
    stubs = Stubs.parse(dumped(stubs_of(exchanges)))
    found = []
    for url in urls:
        stub = next(stubs.matching(Request.to("GET", f"https://api.example{url}")), None)
        try:
            reply = stub.reply(stub.next()) if stub else None
            found.append(reply and (reply.json() if reply.body else reply.status))
        except NoReply as silence:
            found.append(silence.reason)
    return found


def test_calls_come_in_their_order_and_the_last_one_stays() -> None:
    recorded = [exchange("/x", body=one) for one in ([1], [1], [2], [3], [3])]
    assert answers(recorded, *["/x"] * 7) == [[1], [1], [2], [3], [3], [3], [3]]
    assert len(stubs_of(recorded)[0]["calls"]) == 4
    assert "calls" not in stubs_of([exchange("/x", body=[1])] * 3)[0]


def test_a_query_is_kept_only_where_two_were_answered_differently() -> None:
    same = [exchange("/x?at=1", body=[1]), exchange("/x?at=2", body=[1])]
    assert [one["url"] for one in stubs_of(same)] == ["https://api.example/x"]
    assert answers(same, "/x?at=3") == [[1]]
    different = [exchange("/x", body=[0]), exchange("/x?p=1", body=[1]), exchange("/x?p=2", body=[2])]
    assert answers(different, "/x?p=2", "/x?p=1", "/x", "/x?p=3") == [[2], [1], [0], [0]]


def test_a_secret_and_the_accounts_number_match_any_text() -> None:
    assert pattern_of("https://live-mt-server.wati.io/000000/api/v1/x?t=***") == (
        "https://live-mt-server.wati.io/*/api/v1/x?t=*"
    )
    recorded = [exchange("/x?token=***&p=1", body=[1]), exchange("/x?token=***&p=2", body=[2])]
    assert answers(recorded, "/x?token=abc&p=2", "/x?token=def&p=1") == [[2], [1]]


def test_a_path_is_matched_however_it_was_encoded() -> None:
    recorded = [exchange("/a%20b/%C3%A9/c%3Fd?q=%20", body=[1]), exchange("/a%20b/%C3%A9/c%3Fd?q=1", body=[2])]
    assert answers(recorded, "/a%20b/%c3%a9/c%3fd?q=1", "/a%20b/%C3%A9/c%3Fd?q=%20") == [[2], [1]]


def test_a_silence_is_a_silence_and_a_slow_answer_has_a_delay() -> None:
    silent = [exchange(f"/{one}", None, no_reply=one) for one in ("refused", "lost", "timed out")]
    urls = ["/refused", "/lost", "/timed out"]
    assert answers(silent, *urls) == ["refused", "lost", "lost"]
    assert stubs_of([exchange("/x", body=[1], elapsed_s=2.6)])[0]["delay"] == 3
    assert "delay" not in stubs_of([exchange("/x", body=[1], elapsed_s=0.9)])[0]


def test_what_cannot_be_answered_by_a_stub_is_told(tmp_path: Path) -> None:
    unread = exchange("/bin", kind="unread", body=b"", number=2)
    made = convert(
        [exchange("/x", 799, [1]), unread, exchange("/null", body={"domain": "https://b.example"})], tmp_path
    )
    assert (made.unstubbed, made.unread, made.stubs) == ([1], [2], 2)
    assert made.direct == {"a": ["https://b.example"]}


@pytest.mark.parametrize(
    "value",
    [
        {"a": "089", "b": "1e5", "c": "yes", "d": "~", "e": "0x1f", "f": "1:30", "g": " x ", "h": "a\nb\n", "=": "="},
        {"a": 1e300, "b": 1e-7, "c": 10**50, "d": -0.0, "e": 1.0},
        {"a": "\ud83d", "b": "\u2028\x85", "c": "\x07", "d": "😀", "e": "\ufeff"},
        [[[[[[]]]]], {"": {"": ""}}],
        {"<<": 1, "!x": "&y", "*z": "- 1", "#": "a: b"},
    ],
)
def test_a_body_reads_the_same_again(value: Any) -> None:
    assert answers([exchange("/x", body=value)], "/x") == [value]


@settings(max_examples=100, derandomize=True, deadline=None)
@given(value=st.lists(JSONS, min_size=1))
def test_any_body_reads_the_same_again(value: Any) -> None:
    assert answers([exchange("/x", body=value)], "/x") == [json.loads(json.dumps(value))]


def test_a_text_stays_a_text_in_utf_8() -> None:
    reply = Message({"content-type": "text/html; charset=latin-1"}, Body("text", "é: <b>", 9, "text/html"))
    entry = stubs_of([Recorded(1, "a", "GET", "https://api.example/x", NOTHING, reply, 200)])[0]
    assert entry == {
        "method": "GET",
        "url": "https://api.example/x",
        "status": 200,
        "headers": {"Content-Type": "text/html; charset=utf-8"},
        "text": "é: <b>",
    }


def test_a_recording_is_read_again_and_what_is_none_is_told_by_its_line(tmp_path: Path) -> None:
    path = tmp_path / "recorded.jsonl"
    good = [exchange("/b", body=[2], number=2), exchange("/a", body=[1], number=1)]
    lines = [json.dumps(one.to_json()) for one in good]
    path.write_text("\n".join(lines) + '\n{"number": 3, "up')
    assert [one.number for one in load(path)] == [1, 2]
    assert load(path)[1].to_json() == good[0].to_json()
    bad = [lines[0], "{", "[]", json.dumps({**good[1].to_json(), "url": "file:///etc/passwd"}), "[" * 100_000]
    bad.append(json.dumps({**good[1].to_json(), "url": "https://api.example:99999/x"}))
    path.write_text("\n".join(bad) + "\n")
    with pytest.raises(DocumentError) as told:
        load(path)
    assert [one.line for one in told.value.mistakes] == [2, 3, 4, 5, 6]
    path.write_bytes(b"\xff\n")
    with pytest.raises(DocumentError, match=r"recorded\.jsonl:1: this is not UTF-8 text"):
        load(path)

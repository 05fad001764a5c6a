"""The kernel: the outbox."""

from __future__ import annotations

import json

from emulator.kernel.outbox import Notice, Outbox


def test_the_outbox_hands_over_what_a_hand_over_causes() -> None:
    outbox, heard = Outbox(), list[str]()

    def listen(notice: Notice) -> None:
        heard.append(notice.kind)
        if notice.kind == "first":
            outbox.put("third", {})

    outbox.put("first", {})
    outbox.put("second", {})
    outbox.drain(listen)
    assert heard == ["first", "second", "third"]
    assert len(outbox) == 0


def test_notices_wait_through_a_snapshot() -> None:
    outbox, other = Outbox(), Outbox()
    outbox.put("message", {"text": "hi"})
    other.restore(json.loads(json.dumps(outbox.snapshot())))
    heard: list[Notice] = []
    other.drain(heard.append)
    assert heard == [Notice("message", {"text": "hi"})]

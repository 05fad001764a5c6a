"""What recording coverage costs a conversation, and how long the picture of 10,000 nodes takes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from itertools import repeat

from emulator import seed
from flow_runner.engine import Flow
from flow_runner.inspection.coverage import Coverage
from flow_runner.inspection.picture.draw import draw
from flow_runner.inspection.recorder import Recorder
from flow_runner.sandbox.sandbox import Sandbox
from tests.bench.account import phones, world
from tests.bench.conversation import flow
from tests.bench.large_flow import MANY, against_limit, large
from tests.bench.measure import Figure, compare, seconds_each

CONVERSATIONS_PER_SLICE, SLICES = 25, 40
PICTURE_LIMIT_S = 3.0


def figures() -> Iterator[Figure]:
    """A recorded conversation against the same one unrecorded; a picture against its limit."""
    recorded, plain = _conversations(Recorder()), _conversations(None)
    found = compare(repeat(lambda: next(recorded), SLICES), lambda: next(plain))
    took = f"{found.subject_s * 1e6:.0f} us"
    yield Figure("conversation, recorded", took, f"unrecorded: {found.floor_s * 1e6:.0f} us", found.ratio, 1.4)
    parsed = Flow.loads(json.dumps(large(MANY)))
    yield against_limit("10,000 nodes, picture", lambda: draw(parsed, Coverage(parsed, {})), PICTURE_LIMIT_S)


def _conversations(recorder: Recorder | None) -> Iterator[float]:
    """The mean seconds of a few conversations each, of customers who all are new."""
    parsed, numbers = flow(), phones()
    data = world(numbers)
    while True:
        sandbox = Sandbox(parsed, seed.tenant_from(data))
        if recorder is not None:
            recorder.watch(sandbox)
        for start in range(0, len(numbers), CONVERSATIONS_PER_SLICE):
            some = numbers[start : start + CONVERSATIONS_PER_SLICE]
            yield seconds_each([partial(_converse, sandbox, recorder, phone) for phone in some])


def _converse(sandbox: Sandbox, recorder: Recorder | None, phone: str) -> None:
    sandbox.says("hi", phone)
    if recorder is not None:
        recorder.finish(phone, passed=True)

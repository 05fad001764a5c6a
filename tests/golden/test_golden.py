"""Golden conversations: a script that people write, a transcript that `make golden` writes; the diff is reviewed.

A script is called `<flow>.<case>.chat.yaml`. For flows of other people, texts are kept as digests only.
"""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest

from emulator import seed
from flow_runner.engine import Flow
from flow_runner.report.golden import transcript
from flow_runner.report.result import result
from flow_runner.sandbox.files import DEMO_WORLD, bundled_flows, read_flow
from flow_runner.sandbox.sandbox import Sandbox
from flow_runner.sandbox.stubs import Stubs
from flow_runner.sandbox.trace import to_json
from tests.golden.transcripts import assert_golden, play

HERE = Path(__file__).parent
SCRIPTS = sorted(HERE.glob("*.chat.yaml"))
TEXTS = frozenset({"text", "header", "footer", "button", "value", "left", "right", "placeholder", "flow", "query"})


def flow_path(name: str, request: pytest.FixtureRequest) -> Path:
    if not name.startswith("shared_"):
        return bundled_flows()[name]
    shared: Path = request.getfixturevalue("shared")
    return next((shared / "flows").glob(f"{name.removeprefix('shared_')}_*.json"))


@pytest.mark.parametrize("path", SCRIPTS, ids=[path.name.removesuffix(".chat.yaml") for path in SCRIPTS])
def test_the_conversation_is_as_it_was(path: Path, request: pytest.FixtureRequest) -> None:
    name, case = path.name.removesuffix(".chat.yaml").split(".")
    flow = Flow.loads(read_flow(flow_path(name, request)))
    stubs = HERE / f"{name}.stubs.yaml"
    tenant = seed.tenant_from(seed.load(DEMO_WORLD).data)
    sandbox = Sandbox(flow, tenant, Stubs.load(stubs) if stubs.exists() else None)

    play(path, sandbox)
    told = digested(sandbox) if name.startswith("shared_") else transcript(sandbox)
    assert_golden(HERE / f"{name}.{case}.txt", told, request)


def test_no_golden_is_left_over() -> None:
    scripts = {path.name.removesuffix(".chat.yaml") for path in SCRIPTS}
    assert {path.name.removesuffix(".txt") for path in HERE.glob("*.txt")} == scripts


def digested(sandbox: Sandbox) -> str:
    """One line per entry, with every text as eight digits of its hash."""

    def hidden(key: str, value: object) -> object:
        if key == "choices":
            return [digest(json.dumps(choice)) for choice in value]
        return digest(str(value)) if key in TEXTS and value else value

    lines = []
    for entry in sandbox.trace:
        what = {key: hidden(key, value) for key, value in to_json(entry.what).items() if value not in ("", [], ())}
        lines.append(json.dumps(what, ensure_ascii=False))
    return "\n".join([*lines, f"{result(sandbox, [])['outcome']}", ""])


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:8]

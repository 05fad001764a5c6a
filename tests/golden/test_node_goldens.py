"""Every node type has golden conversations that take each of its exits and meet each of its failures.

A folder `nodes/<flowNodeType>` holds `flow.json`, a script `<case>.chat.yaml` with its transcript for each case, and
`world.yaml` or `stubs.yaml` where they are needed.
"""

from __future__ import annotations

import ast
import inspect
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from flow_runner.engine import Flow
from flow_runner.engine.events import ExitTaken, FlowEnded, WarningRaised
from flow_runner.engine.node import NODE_TYPES
from flow_runner.report.golden import transcript
from flow_runner.sandbox.files import DEMO_WORLD, read_flow
from flow_runner.sandbox.sandbox import Sandbox
from tests.golden.transcripts import assert_golden, play
from tests.uses_kept import assert_uses_kept

NODES = Path(__file__).parent / "nodes"
SCRIPTS = sorted(NODES.glob("*/*.chat.yaml"))


def opened(folder: Path) -> Sandbox:
    world, stubs = folder / "world.yaml", folder / "stubs.yaml"
    return Sandbox.open(
        folder / "flow.json", world if world.exists() else DEMO_WORLD, stubs if stubs.exists() else None
    )


@pytest.mark.parametrize("script", SCRIPTS, ids=[f"{path.parent.name}.{path.name[:-10]}" for path in SCRIPTS])
def test_the_conversation_is_as_it_was(script: Path, request: pytest.FixtureRequest) -> None:
    sandbox = opened(script.parent)
    play(script, sandbox)
    assert_golden(script.with_name(script.name.replace(".chat.yaml", ".txt")), transcript(sandbox), request)


def test_no_golden_is_left_over() -> None:
    assert {path.name for path in NODES.iterdir()} == set(NODE_TYPES)
    scripts = {str(path).removesuffix(".chat.yaml") for path in SCRIPTS}
    assert {str(path).removesuffix(".txt") for path in NODES.glob("*/*.txt")} == scripts


@pytest.mark.parametrize("name", list(NODE_TYPES))
def test_every_exit_of_a_type_is_taken_and_every_failure_met(name: str) -> None:
    folder = NODES / name
    flow = Flow.loads(read_flow(folder / "flow.json"))
    own = {node_id for node_id, kind in flow.types.items() if kind == name}
    assert own, f"{folder.name}/flow.json holds no {name}"
    met: list[Any] = []
    for script in sorted(folder.glob("*.chat.yaml")):
        sandbox = opened(folder)
        play(script, sandbox)
        met += [entry.what for entry in sandbox.trace]
        assert_uses_kept(flow, sandbox.trace)
    taken = {(what.node, what.exit) for what in met if isinstance(what, ExitTaken)}
    leading = {(node_id, exit.name) for node_id, exit in flow.exits() if flow.target(node_id, exit.name)}
    assert {exit for exit in leading if exit[0] in own} - taken == set()
    warned = {what.code for what in met if isinstance(what, WarningRaised)}
    assert codes_warned_by(name) - warned == set()
    if fails(name):
        assert any(isinstance(what, FlowEnded) and what.outcome == "failed" for what in met)


def calls_in(name: str) -> list[ast.Call]:
    """The calls in the module of a node type."""
    module = sys.modules[NODE_TYPES[name].parse.__module__]
    return [node for node in ast.walk(ast.parse(inspect.getsource(module))) if isinstance(node, ast.Call)]


def codes_warned_by(name: str) -> set[str]:
    """The codes of `ctx.warn("code", ...)` in the module of a node type."""
    return {
        str(call.args[0].value)
        for call in calls_in(name)
        if ast.unparse(call.func) == "ctx.warn" and isinstance(call.args[0], ast.Constant)
    }


def fails(name: str) -> bool:
    """Whether the module of a node type can end a run as failed."""
    return any(
        ast.unparse(call.func) == "End" and any(word.arg == "failed" for word in call.keywords)
        for call in calls_in(name)
    )


def test_the_flows_are_in_the_format_of_an_export() -> None:
    for path in NODES.glob("*/flow.json"):
        raw = json.loads(path.read_text(encoding="utf-8"))
        assert {"id", "tenantId", "name", "flowNodes", "flowEdges", "lastUpdated"} <= set(raw)

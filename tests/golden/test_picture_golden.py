"""A golden picture: a bundled chatbot and the way of one conversation. `make golden` draws it anew; look at it then."""

from __future__ import annotations

from pathlib import Path

import pytest

from flow_runner.inspection.coverage import Coverage
from flow_runner.inspection.picture.draw import draw
from flow_runner.inspection.walk import walks
from flow_runner.sandbox.files import bundled_flows
from flow_runner.sandbox.sandbox import Sandbox
from tests.golden.transcripts import assert_golden, play

HERE = Path(__file__).parent


def test_the_picture_is_as_it_was(request: pytest.FixtureRequest) -> None:
    sandbox = Sandbox.open(bundled_flows()["zoho_lead_owner"])
    script = HERE / "zoho_lead_owner.refresh.chat.yaml"
    play(script, sandbox)
    [walk] = walks(sandbox.flow.version, sandbox.entries())
    svg = draw(sandbox.flow, Coverage.of(sandbox.flow, sandbox.trace), walk.visits, 0, [f"last path: {script.name}"])
    assert_golden(HERE / "zoho_lead_owner.refresh.svg", svg, request)

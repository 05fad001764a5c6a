"""The state machine: webhooks that break."""

from __future__ import annotations

import pytest

from flow_runner.sandbox.files import DEMO_WORLD
from flow_runner.sandbox.trace import Exchanged
from flow_runner.testing.machine_stage import BREAKS
from tests.fuzz.machines import EVERYTHING, machine


@pytest.mark.parametrize(
    ("how", "came"),
    [
        ("answers 503", "503"),
        ("answers 401", "401"),
        ("is refused", "refused"),
        ("loses the reply", "lost"),
        ("answers too late", "timed out"),
        ("is cut off", "200"),
    ],
)
def test_a_webhook_breaks_in_every_way(how: str, came: str) -> None:
    driven = machine("zoho_lead_owner", world=DEMO_WORLD)()
    assert {way for _, way in driven.stage.breaks} == set(BREAKS)
    driven.the_next_call_breaks(("main_webhook-readToken", how))
    driven.says("Priya", "hi")
    exchange = next(one.what for one in driven.sandbox.trace if isinstance(one.what, Exchanged))
    assert (exchange.reason or str(exchange.status)) == came
    driven.all_is_well()


def test_of_a_host_of_the_authors_own_nothing_is_lost_behind_its_effect() -> None:
    """Nobody knows the effect; the others happen there too."""
    assert {how for node, how in machine(EVERYTHING)().stage.breaks if node == "own"} == {
        "answers 503",
        "answers 401",
        "is refused",
    }


def test_hosts_of_the_authors_own_are_answered_as_init_would() -> None:
    driven = machine(EVERYTHING)()
    driven.says("Priya", "hi")
    driven.says("Priya", "something else")
    session = driven.sandbox.session("919876543210")
    assert session is not None
    assert session.variables["slots"] == "example slots"


def test_a_call_breaks_once_and_survives_a_restart() -> None:
    driven = machine(EVERYTHING)()
    driven.the_next_call_breaks(("own", "answers 503"))
    driven.says("Priya", "hi")
    driven.it_is_stopped_and_restored_while_somebody_writes("Priya", "x")
    driven.says("Priya", "y")
    driven.says("Priya", "z")
    statuses = [one.what.status for one in driven.sandbox.trace if isinstance(one.what, Exchanged)]
    assert statuses == [503, 200]

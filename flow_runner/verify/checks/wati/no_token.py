"""Who does not say who they are."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.contacts import PATH
from flow_runner.verify.observation import Observation, expected
from flow_runner.verify.target import Target


@check(
    "wati.no-token-is-401",
    "wati.get_contacts",
    evidence="observed",
    source="docs.wati.io: a 401 has no universal JSON body; captured empty",
    other=instead("/getContacts", status=401, json={"message": "No Access Token provided"}),
)
def no_token(target: Target) -> Observation:
    """Without a token the reply is 401 with an empty body."""
    return expected(target.wati("GET", PATH, token=""), "401, empty")

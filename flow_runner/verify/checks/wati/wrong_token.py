"""A token that nobody has."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.contacts import PATH
from flow_runner.verify.observation import Observation, expected
from flow_runner.verify.target import Target


@check(
    "wati.wrong-token-is-401",
    "wati.get_contacts",
    evidence="observed",
    source="docs.wati.io; clients log an empty 401 for expired tokens",
    other=instead("/getContacts", status=403),
)
def wrong_token(target: Target) -> Observation:
    """With a token that is not the account's the reply is 401 with an empty body."""
    return expected(target.wati("GET", PATH, token="no-token-of-anybody"), "401, empty")

"""A type of users that is none."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.observation import Observation, expected
from flow_runner.verify.target import Target


@check(
    "zoho.unknown-type-of-users-is-400",
    "zoho.get_users",
    evidence="assumed",
    source="types are documented, an unknown one is not",
    other=instead("/users", status=204),
)
def users_type(target: Target) -> Observation:
    """A type of users that is none is 400 INVALID_DATA."""
    return expected(target.crm("/crm/v8/users", {"type": "NothingOfVerify"}), "400 INVALID_DATA")

"""A version that is none."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.observation import Observation, expected
from flow_runner.verify.target import Target


@check(
    "zoho.unknown-version-is-404",
    "zoho.get_users",
    evidence="assumed",
    source="as any path that is none; not captured",
    other=instead("/crm/v99/*", status=400, json={"code": "INVALID_URL_PATTERN"}),
)
def unknown_version(target: Target) -> Observation:
    """A version that is none is 404 INVALID_URL_PATTERN."""
    return expected(target.crm("/crm/v99/users"), "404 INVALID_URL_PATTERN")

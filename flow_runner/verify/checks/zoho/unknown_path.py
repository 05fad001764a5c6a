"""A path that is none."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.observation import Observation, expected
from flow_runner.verify.target import Target


@check(
    "zoho.unknown-path-is-404",
    evidence="documented",
    source="zoho.com CRM status-codes; zoho/crm-oas",
    other=instead("/settings/*", status=400, json={"code": "INVALID_MODULE"}),
)
def unknown_path(target: Target) -> Observation:
    """A path that is none is 404 INVALID_URL_PATTERN."""
    return expected(target.crm("/crm/v8/settings/nothing_of_verify"), "404 INVALID_URL_PATTERN")

"""Tags of no module."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.observation import Observation, expected
from flow_runner.verify.target import Target


@check(
    "zoho.tags-without-module-are-400",
    "zoho.get_tags",
    evidence="documented",
    source="zoho.com CRM v7 get-tag-list",
    other=instead("/settings/tags", status=204),
)
def tags_without_module(target: Target) -> Observation:
    """Tags of no module are 400 REQUIRED_PARAM_MISSING."""
    return expected(target.crm("/crm/v8/settings/tags"), "400 REQUIRED_PARAM_MISSING")

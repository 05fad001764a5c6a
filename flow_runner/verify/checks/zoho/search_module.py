"""A search in a module that is none."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.observation import Observation, expected
from flow_runner.verify.target import Target


@check(
    "zoho.search-of-unknown-module-is-400",
    "zoho.search_records",
    evidence="documented",
    source="zoho.com CRM search-records; some texts of others say 404",
    other=instead("/NothingOfVerify/search", status=404, json={"code": "INVALID_MODULE"}),
)
def search_module(target: Target) -> Observation:
    """A module that is none is 400 INVALID_MODULE."""
    return expected(target.crm("/crm/v8/NothingOfVerify/search", {"word": "verify"}), "400 INVALID_MODULE")

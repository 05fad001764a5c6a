"""A list of records without fields, in the version that may be the first to refuse it."""

from __future__ import annotations

from emulator.zoho.assumptions import FIELDS_FROM
from flow_runner.verify.check import check
from flow_runner.verify.observation import Differs, Observation, Settles
from flow_runner.verify.target import Target
from flow_runner.verify.wording import told


@check(
    "zoho.list-without-fields-in-v3",
    "zoho.get_records",
    evidence="assumed",
    source="documented for v7 and v8 only",
    settles=FIELDS_FROM,
)
def list_needs_fields(target: Target) -> Observation:
    """A list of records without `fields` is 400 REQUIRED_PARAM_MISSING from v3 on."""
    reply = target.crm("/crm/v3/Leads", {"per_page": "1"})
    if reply.status in (200, 204):
        return Settles(FIELDS_FROM, "v7", "v3 lists records without `fields`")
    if told(reply) == "400 REQUIRED_PARAM_MISSING":
        return Settles(FIELDS_FROM, "v3", "v3 refuses to list records without `fields`")
    return Differs("200, 204 or 400 REQUIRED_PARAM_MISSING", told(reply))

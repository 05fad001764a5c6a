"""The metadata of a lookup, in the version that may be the first to tell its module with its id."""

from __future__ import annotations

from emulator.zoho.assumptions import LOOKUP_MODULE_FROM
from flow_runner.verify.check import check
from flow_runner.verify.observation import Differs, Observation, Settles
from flow_runner.verify.target import Target, ok


@check(
    "zoho.lookup-module-in-v3",
    "zoho.get_fields",
    evidence="reported",
    source="Zoho's SDKs of 2.1 and 5.0; none between",
    settles=LOOKUP_MODULE_FROM,
)
def lookup_module(target: Target) -> Observation:
    """The account of a contact is a lookup, whose module is an object from v3 on."""
    fields = ok(target.crm("/crm/v3/settings/fields", {"module": "Contacts"}), "fields")
    lookup = next((field.get("lookup") for field in fields if field.get("api_name") == "Account_Name"), None)
    module = lookup.get("module") if isinstance(lookup, dict) else None
    if isinstance(module, str):
        return Settles(LOOKUP_MODULE_FROM, "v5", "v3 tells the module of a lookup by its name alone")
    if isinstance(module, dict):
        return Settles(LOOKUP_MODULE_FROM, "v3", "v3 tells the module of a lookup as an object")
    return Differs("Account_Name leads to a module", "it leads to none")

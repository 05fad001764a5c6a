"""Bodies of calls that write: `data` is a list of rows. Refused where there is none to work on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from emulator.kernel.http import BadBody, Request
from emulator.zoho.refused import refuse

MAX_ROWS = 100
TEXT_LISTS = ("trigger", "process", "duplicate_check_fields")


def read(request: Request) -> dict[str, Any]:
    """The body as an object. Source of the error: captured by a third party in 2023, all but its code and status."""
    try:
        found = request.json() if request.body else None
    except BadBody:
        found = None
    if not isinstance(found, dict):
        refuse(400, "INVALID_DATA", "body", expected_data_type="jsonobject")
    return found


def rows(sent: Mapping[str, Any], most: int = MAX_ROWS) -> list[Any]:
    """What stands in `data`: at least one, at most 100. What of it is no object is the row's own failure."""
    if "data" not in sent:
        refuse(400, "MANDATORY_NOT_FOUND", "required field not found", api_name="data", json_path="$.data")
    found = sent["data"]
    if not isinstance(found, list) or not found:
        where = {"api_name": "data", "json_path": "$.data"}
        refuse(400, "INVALID_DATA", "invalid data", expected_data_type="jsonarray", **where)
    if len(found) > most:
        refuse(400, "INVALID_DATA", "invalid data", maximum_length=most, api_name="data", json_path="$.data")
    for name in TEXT_LISTS:
        texts(sent, name)
    return found


def texts(sent: Mapping[str, Any], name: str) -> list[str]:
    """A list of texts; empty where nothing is sent."""
    found = sent.get(name)
    if found is None:
        return []
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        where = {"api_name": name, "json_path": f"$.{name}"}
        refuse(400, "INVALID_DATA", "invalid data", expected_data_type="jsonarray", **where)
    return found

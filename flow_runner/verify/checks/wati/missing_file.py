"""A file that is not there."""

from __future__ import annotations

from emulator.wati.assumptions.contacts import MISSING_FILE
from flow_runner.verify.check import check, instead
from flow_runner.verify.included import get
from flow_runner.verify.observation import Differs, Observation, Settles
from flow_runner.verify.target import Target
from flow_runner.verify.wording import json_of, told

NOBODYS = "data/images/00000000-0000-4000-8000-000000000000.jpg"


@check(
    "wati.missing-file",
    "wati.get_media",
    "wati.show_file",
    evidence="assumed",
    source="files were captured, and no answer for one that is not there",
    settles=MISSING_FILE,
    other=instead("/getMedia?*", status=500),
)
def missing_file(target: Target) -> Observation:
    """getMedia and showFile of a file that is not there are 200 with result false."""
    reply = get(target, "/api/v1/getMedia", {"fileName": NOBODYS})
    again = get(target, "/api/file/showFile", {"fileName": NOBODYS})
    if reply.status == again.status == 404:
        return Settles(MISSING_FILE, "404", "a file that is not there is 404")
    for one in (reply, again):
        body = json_of(one)
        if one.status != 200 or not isinstance(body, dict) or body.get("result") is not False:
            return Differs("200 with result false, or 404", told(one))
    return Settles(MISSING_FILE, "result_false", "a file that is not there is result false")

"""Where the data centres are."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.observation import Differs, Observation, Same
from flow_runner.verify.target import Target, ok


@check(
    "zoho.serverinfo-names-the-data-centres",
    "zoho.get_server_info",
    evidence="reported",
    source="clients that read result and locations",
    needs=("refresh",),
    other=instead("/oauth/serverinfo", json={"result": "success", "locations": {"eu": "https://accounts.zoho.eu"}}),
)
def server_info(target: Target) -> Observation:
    """serverinfo has an address for us, eu and in."""
    places = ok(target.accounts({}, path="/oauth/serverinfo", method="GET"), "locations")
    return Same() if {"us", "eu", "in"} <= places.keys() else Differs("us, eu and in", ", ".join(sorted(places)[:9]))

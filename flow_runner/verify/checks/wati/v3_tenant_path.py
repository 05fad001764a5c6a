"""The account number in a path of v3."""

from __future__ import annotations

from emulator.wati.assumptions.limits import TENANT_IN_V3
from flow_runner.verify.check import check
from flow_runner.verify.observation import Observation, Settles, Skip
from flow_runner.verify.target import Target, ok
from flow_runner.verify.v3 import FIRST, account_number, ask


@check(
    "wati.v3-takes-the-account-number-in-the-path",
    "wati.v3_get_channels",
    evidence="reported",
    source="documented without it; some clients call it so",
    settles=TENANT_IN_V3,
)
def v3_tenant_path(target: Target) -> Observation:
    """A path of v3 that begins with the account number is served as one without."""
    number = account_number(target)
    if not number:
        raise Skip("WATI_BASE_URL ends with no account number")
    reply = ask(target, "channels", FIRST, number)
    if reply.status == 404:
        return Settles(TENANT_IN_V3, "not_found", "a path with the account number is 404")
    ok(reply, "channels")
    return Settles(TENANT_IN_V3, "accepted", "a path with the account number is served")

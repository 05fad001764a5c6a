"""Another account's number in the path."""

from __future__ import annotations

import re

from emulator.wati.assumptions.limits import FOREIGN_TENANT
from flow_runner.verify.check import check, instead
from flow_runner.verify.contacts import PATH
from flow_runner.verify.observation import Differs, Observation, Settles, Skip
from flow_runner.verify.target import Target
from flow_runner.verify.wording import told

NOBODYS = "/0"


@check(
    "wati.foreign-account-is-401",
    "wati.get_contacts",
    evidence="assumed",
    source="the account number is a required part of the path; no answer for a foreign one was captured",
    settles=FOREIGN_TENANT,
    other=instead("/0/api/v1/getContacts", status=404),
)
def foreign_account(target: Target) -> Observation:
    """The token does not open account 0: the reply is 401 with an empty body."""
    access = target.access.wati
    base = re.fullmatch(r"(.*)/\d+", access.base_url) if access else None
    if access is None or base is None:
        raise Skip("WATI_BASE_URL ends with no account number")
    reply = target.wati("GET", PATH, token=access.token, base_url=base[1] + NOBODYS)
    if reply.status == 403:
        return Settles(FOREIGN_TENANT, "forbidden", "another account's number is 403")
    if told(reply) == "401, empty":
        return Settles(FOREIGN_TENANT, "unauthorized", "another account's number is 401")
    return Differs("401, empty, or 403", told(reply))

"""Templates of v2, by a name that none has."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.observation import Differs, Observation, Same
from flow_runner.verify.target import Target, ok

NOBODYS = "no_template_is_called_so_in_verify"


@check(
    "wati.templates-of-v2-go-by-name",
    "wati.v2_get_message_templates",
    evidence="reported",
    source="the parameter name from a client, after the documentation; what it matches is assumed",
    other=instead("/v2/getMessageTemplates*", json={"messageTemplates": [{"id": "any"}]}),
)
def templates_by_name(target: Target) -> Observation:
    """v2 getMessageTemplates?name=... of a name that no template has is an empty list."""
    query = {"name": NOBODYS, "pageSize": "1", "pageNumber": "1"}
    found = ok(target.wati("GET", "/api/v2/getMessageTemplates", query), "messageTemplates")
    return Differs("an empty list", f"{len(found)} templates of another name") if found else Same()

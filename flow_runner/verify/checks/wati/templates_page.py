"""The first page of templates."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.observation import Differs, Observation, Same
from flow_runner.verify.target import Target, ok

SIZE = 2
MEMBERS = ("id", "elementName", "status", "body", "customParams")


@check(
    "wati.templates-page-is-as-asked",
    "wati.get_message_templates",
    evidence="reported",
    source="field names from the documentation and four clients; no capture",
    other=instead("/v1/getMessageTemplates*", json={"messageTemplates": [{}, {}, {}], "link": {"pageNumber": 1}}),
)
def templates_page(target: Target) -> Observation:
    """getMessageTemplates has at most pageSize templates with elementName, status, body and customParams."""
    reply = target.wati("GET", "/api/v1/getMessageTemplates", {"pageSize": str(SIZE), "pageNumber": "1"})
    rows, link = ok(reply, "messageTemplates"), ok(reply, "link")
    shown = (link.get("pageNumber"), link.get("pageSize")) if isinstance(link, dict) else None
    if shown != (1, SIZE):
        return Differs(f"link with pageNumber 1 and pageSize {SIZE}", "link says something else")
    if len(rows) > SIZE:
        return Differs(f"at most {SIZE} templates", f"{len(rows)} templates")
    lacking = sorted({name for row in rows for name in MEMBERS if name not in row})
    return Differs("templates with all their members", f"without {', '.join(lacking)}") if lacking else Same()

"""The templates of v3, page by page."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.observation import Differs, Observation, Same
from flow_runner.verify.target import Target, ok
from flow_runner.verify.v3 import FIRST, ask, paged

OF_THE_FIRST = {"page_number": 1, "page_size": 10}


@check(
    "wati.v3-templates-come-with-their-total",
    "wati.v3_get_templates",
    evidence="documented",
    source="the vendor's OpenAPI",
    other=instead(
        "/api/ext/v3/messageTemplates", json={"templates": [{}], "page_number": 1, "page_size": 10, "total": 0}
    ),
)
def v3_templates(target: Target) -> Observation:
    """A page of templates tells its number and size, and how many there are in all."""
    reply = ask(target, "messageTemplates", FIRST)
    total, rows = ok(reply, "total"), ok(reply, "templates")
    fits = isinstance(total, int) and total >= len(rows)
    return paged(reply, "templates") or (Same() if fits else Differs("a total of all", "a smaller one"))

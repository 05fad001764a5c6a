"""The other spelling of pages, as the vendor's own node has it."""

from __future__ import annotations

from emulator.wati.assumptions.v3 import V3_PAGING
from flow_runner.verify.check import check
from flow_runner.verify.observation import Differs, Observation, Settles
from flow_runner.verify.target import Target, ok
from flow_runner.verify.v3 import ask


@check(
    "wati.v3-takes-pages-in-camel-case",
    "wati.v3_get_contacts",
    evidence="reported",
    source="page_size is documented; pageSize from the vendor's own n8n node",
    settles=V3_PAGING,
)
def v3_paging(target: Target) -> Observation:
    """pageSize alone is the first page, as page_number and page_size are."""
    reply = ask(target, "contacts", {"pageSize": "1"})
    if reply.status == 400:
        return Settles(V3_PAGING, "strict", "pageSize alone is refused")
    size = ok(reply, "page_size")
    if size != 1:
        return Differs("page_size 1, or 400", "a page of another size")
    return Settles(V3_PAGING, "lenient", "pageSize alone is the first page")

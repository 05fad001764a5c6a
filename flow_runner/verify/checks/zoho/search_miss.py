"""A search that finds nothing."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.leads import NOBODY, PATH
from flow_runner.verify.observation import Differs, Observation, expected
from flow_runner.verify.target import Target


@check(
    "zoho.search-miss-is-204",
    "zoho.search_records",
    evidence="documented",
    source="zoho.com CRM search-records; headers of a real 204 were never captured",
    other=instead("/Leads/search", json={"data": []}),
)
def search_miss(target: Target) -> Observation:
    """A search that finds nothing is 204 with an empty body, and no Content-Type of HTML: it breaks Zoho's own SDK."""
    reply = target.crm(PATH, {"email": NOBODY})
    kind = next((value for name, value in reply.headers.items() if name.lower() == "content-type"), "")
    if reply.status == 204 and "html" in kind:
        return Differs("no Content-Type, or JSON", "text/html")
    return expected(reply, "204, empty")

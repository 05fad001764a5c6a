"""A page that is too large."""

from __future__ import annotations

from flow_runner.verify.check import check, instead
from flow_runner.verify.observation import Differs, Observation, Same
from flow_runner.verify.target import Target
from flow_runner.verify.v3 import FIRST, ask
from flow_runner.verify.wording import told


@check(
    "wati.v3-refuses-pages-of-more-than-100",
    "wati.v3_get_templates",
    evidence="assumed",
    source="the OpenAPI: at most 100; that more is refused is assumed",
    other=instead("/api/ext/v3/messageTemplates", json={"templates": []}),
)
def v3_page_size(target: Target) -> Observation:
    """page_size 101 is refused with 400, a code, a message and a timestamp."""
    seen = told(ask(target, "messageTemplates", {**FIRST, "page_size": "101"}))
    wanted = "400 {code, message, timestamp}"
    return Same() if seen == wanted else Differs(wanted, seen)

"""A `+` written before a number in an address, where it means a blank."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flow_runner.inspection.lint.check import check
from flow_runner.inspection.lint.example import Raw, agent, flow, webhook
from flow_runner.inspection.lint.finding import Found
from flow_runner.inspection.lint.subject import Subject

ORDERS, END = "main_webhook-orders", "main_assignAgent-end"
_PLUS = re.compile(r"[?&](?P<name>[^?=&#\s]+)=\+(?=[@{0-9])")


def _calling(url: str) -> Raw:
    return flow(webhook(ORDERS, url), agent(), edges=((ORDERS, END),))


@check(
    "plus-in-url",
    "warning",
    why="Behind the ? of an address a + stands for a blank: the service is asked for ' 1555…', and a search by phone "
    "finds nobody or is refused.",
    fix="Leave the + out where the service compares digits, as Zoho does; otherwise write %2B.",
    evidence="observed",
    source="how services decode a query; Zoho's pages ask for %2B",
    example=_calling("https://shop.example.com/orders?phone=+{{phone}}"),
    neighbour=_calling("https://shop.example.com/orders?phone=%2B{{phone}}"),
)
def plus_in_url(subject: Subject) -> Iterator[Found]:
    for node, _ in subject.webhooks:
        found = _PLUS.search(node.url)
        if found:
            yield subject.found(node.id, f"its parameter '{found['name']}' begins with a +", "url")

"""Webhooks that send customers' data over plain HTTP."""

from __future__ import annotations

from collections.abc import Iterator

from emulator.kernel.secret import is_secret_name
from flow_runner.inspection.lint.check import check
from flow_runner.inspection.lint.example import Raw, agent, flow, webhook
from flow_runner.inspection.lint.finding import Found
from flow_runner.inspection.lint.subject import Subject

ORDERS, END = "main_webhook-orders", "main_assignAgent-end"


def _calling(url: str) -> Raw:
    return flow(webhook(ORDERS, url), agent(), edges=((ORDERS, END),))


@check(
    "unencrypted-webhook",
    "note",
    why="Whoever is on the way between Wati and the server can read what customers wrote, and the credentials.",
    fix="Call it over https://.",
    evidence="observed",
    source="how HTTP works",
    example=_calling("http://shop.example.com/orders?phone={{phone}}"),
    neighbour=_calling("https://shop.example.com/orders?phone={{phone}}"),
)
def unencrypted_webhook(subject: Subject) -> Iterator[Found]:
    """A warning where credentials go along."""
    for node, address in subject.webhooks:
        if address.scheme == "http" and address.host and not address.is_private:
            guarded = [name for name, _ in node.headers if is_secret_name(name)]
            more = f", and {guarded[0]} with it" if guarded else ""
            yield subject.found(
                node.id,
                f"it calls {address.host} over plain http://{more}",
                "url",
                grade="warning" if guarded else None,
            )

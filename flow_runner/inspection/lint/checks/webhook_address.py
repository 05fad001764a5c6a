"""Webhooks that cannot reach anything: no address, no scheme, or one that only the author's machine knows."""

from __future__ import annotations

from collections.abc import Iterator

from flow_runner.engine.nodes.webhook import Webhook
from flow_runner.inspection.address import Address
from flow_runner.inspection.lint.check import check
from flow_runner.inspection.lint.example import Raw, agent, flow, webhook
from flow_runner.inspection.lint.finding import Found
from flow_runner.inspection.lint.subject import Subject

ORDERS, END = "main_webhook-orders", "main_assignAgent-end"
NO_SCHEME = "its address does not begin with https://"
TUNNELS = (
    ".ngrok.io",
    ".ngrok.app",
    ".ngrok-free.app",
    ".ngrok.dev",
    ".ngrok-free.dev",
    ".trycloudflare.com",
    ".loca.lt",
)


def _calling(url: str) -> Raw:
    return flow(webhook(ORDERS, url), agent(), edges=((ORDERS, END),))


@check(
    "webhook-address",
    "error",
    why="The platform calls from the internet. What it cannot reach gives no answer: nothing is saved, and every "
    "customer waits for the time-out.",
    fix="Write the whole address of a public server, beginning with https://.",
    evidence="observed",
    source="how addresses and networks work; an empty field is how a fresh node is exported",
    example=_calling("http://localhost:3000/orders"),
    neighbour=_calling("https://shop.example.com/orders"),
)
def webhook_address(subject: Subject) -> Iterator[Found]:
    """Nothing is said of an address whose beginning or host a placeholder makes."""
    for node, address in subject.webhooks:
        fault = _fault(node, address)
        if fault and not node.url.startswith(("@", "{{")):
            yield subject.found(node.id, fault, "url", grade="warning" if fault == NO_SCHEME else None)
        elif address.host.endswith(TUNNELS):
            told = f"it calls {address.host}, a tunnel to somebody's own machine"
            fix = "Move the back end to a server that is always on before customers use the chatbot."
            yield subject.found(node.id, told, "url", grade="note", fix=fix)


def _fault(node: Webhook, address: Address) -> str:
    if not node.url:
        return "it has no address"
    if "://" not in node.url:
        return NO_SCHEME
    if address.scheme not in ("http", "https", ""):
        return f"its address begins with {address.scheme}://, and a webhook is called over https://"
    return f"it calls {address.host}, which nobody outside that network can reach" if address.is_private else ""

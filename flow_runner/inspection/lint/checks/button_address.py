"""Buttons that are to open an address, and have none that a customer can open."""

from __future__ import annotations

from collections.abc import Iterator

from flow_runner.engine.nodes.interactive_cta_url import InteractiveCtaUrl
from flow_runner.inspection.address import address_of
from flow_runner.inspection.lint.check import check
from flow_runner.inspection.lint.example import Raw, agent, cta_url, flow
from flow_runner.inspection.lint.finding import Found
from flow_runner.inspection.lint.subject import Subject

SHOP, END = "main_ctaUrl-shop", "main_assignAgent-end"


def _opening(url: str) -> Raw:
    return flow(cta_url(SHOP, url), agent(), edges=((SHOP, END),))


@check(
    "button-address",
    "error",
    why="WhatsApp refuses a button that opens no web address, and what only the author's network knows opens for "
    "nobody else.",
    fix="Write the whole address of a page that everybody can open, beginning with https://.",
    evidence="documented",
    source="Meta's page on call-to-action buttons: the address is required",
    example=_opening(""),
    neighbour=_opening("https://shop.example.com/{{name}}"),
)
def button_address(subject: Subject) -> Iterator[Found]:
    """Nothing is said of an address that a placeholder begins."""
    for node_id, node in subject.flow.nodes.items():
        if isinstance(node, InteractiveCtaUrl) and not node.url.startswith(("@", "{{")):
            fault = _fault(node.url)
            if fault:
                yield subject.found(node_id, fault, "interactiveCtaUrlButtonUrl")


def _fault(url: str) -> str:
    if not url:
        return "its button has no address"
    if not url.startswith(("https://", "http://")):
        return "the address of its button does not begin with https://"
    host = address_of(url)
    return f"its button opens {host.host}, which nobody outside that network can reach" if host.is_private else ""

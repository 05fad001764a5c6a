"""Conditions on an attribute that a webhook may have failed to set, and that then is the one of an earlier chat."""

from __future__ import annotations

from collections.abc import Iterator

from flow_runner.inspection.lint.check import check
from flow_runner.inspection.lint.example import Raw, agent, condition, flow, message, webhook
from flow_runner.inspection.lint.finding import Found
from flow_runner.inspection.lint.subject import Name, Subject
from flow_runner.inspection.lint.unseen import blanked_names, saved_by, uses_behind, written

BOOK, BOOKED, DONE = "main_webhook-book", "main_condition-isBooked", "main_message-done"


def _booking(kind: str, variable: str) -> Raw:
    return flow(
        webhook(BOOK, saved=((kind, "booked", "booked"),)),
        condition(BOOKED, variable, "Equal", "yes", DONE, "main_assignAgent-end"),
        message(DONE),
        agent(),
        edges=((BOOK, BOOKED), (DONE, "main_assignAgent-end")),
    )


@check(
    "stale-attribute",
    "warning",
    why="Contact attributes are kept for ever. When the webhook gets an error or no answer, nothing is saved, and the "
    "condition is decided by what an earlier chat left there: a booking that failed is confirmed.",
    fix="Save it as a variable (@name), which is unset at the beginning of every run; or blank the attribute with "
    "Update attribute before the webhook.",
    evidence="reported",
    source="live notes of one team: a value that is not in the answer stays as it was, over all sessions",
    example=_booking("ContactCustomParameter", "{{booked}}"),
    neighbour=_booking("ContactInputVariable", "@booked"),
)
def stale_attribute(subject: Subject) -> Iterator[Found]:
    """For webhooks with one exit only: where statuses have exits of their own, a failure takes another one."""
    blanked = blanked_names(subject)
    for node, address in subject.webhooks:
        saved = saved_by(node)
        kept = frozenset(name for name in saved if name[0] == "attribute") - blanked
        if node.statuses or address.issues_tokens or not kept:
            continue
        for use in uses_behind(subject, subject.flow.target(node.id, ""), saved):
            trusted = use.names & kept
            if use.looks and trusted and not (subject.reads[use.node] & saved) - kept - _bare(trusted):
                text = (
                    f"it goes by '{written(min(trusted))}', which {node.id} does not set after an error or a time-out: "
                    "then it is that of an earlier chat"
                )
                yield subject.found(use.node, text, "flowNodeConditions")


def _bare(names: frozenset[Name]) -> set[Name]:
    """The other space of the same names: what a bare name reads as well."""
    return {("variable", name) for _, name in names}

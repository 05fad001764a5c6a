"""Webhooks with one exit for everything, whose answer is used without a look at whether there was one."""

from __future__ import annotations

from collections.abc import Iterator

from emulator.kernel.words import counted
from flow_runner.inspection.lint.check import check
from flow_runner.inspection.lint.example import agent, condition, flow, message, webhook
from flow_runner.inspection.lint.finding import Found
from flow_runner.inspection.lint.subject import Subject
from flow_runner.inspection.lint.unseen import Use, saved_by, uses_behind, written

ORDERS, KNOWN, ANSWER = "main_webhook-orders", "main_condition-isKnown", "main_message-answer"
NODES = (
    webhook(ORDERS, saved=(("ContactInputVariable", "order", "order"),)),
    message(ANSWER, "<p>Your order @order is on its way.</p>"),
    agent(),
)
END = NODES[-1]["id"]


@check(
    "webhook-failure-unseen",
    "warning",
    why="A webhook without exits by status goes on by its only exit after an error or a time-out as well, with nothing "
    "saved: customers read '@order' or the value of last week, and back ends get it as data.",
    fix="Put a condition on one of the saved values before they are used (Contains with an empty value asks whether it "
    "is filled), or give the webhook exits by status with a default one.",
    evidence="reported",
    source="three incidents of one team; correct answers that came after the time-out",
    example=flow(*NODES, edges=((ORDERS, ANSWER), (ANSWER, END))),
    neighbour=flow(
        NODES[0],
        condition(KNOWN, "@order", "KeywordContains", "", ANSWER, END),
        *NODES[1:],
        edges=((ORDERS, KNOWN), (ANSWER, END)),
    ),
)
def webhook_failure_unseen(subject: Subject) -> Iterator[Found]:
    """One for each webhook, with the nearest use. Token endpoints have a check of their own."""
    anybody = {name for read in subject.reads.values() for name in read}
    for node, address in subject.webhooks:
        if node.statuses or address.issues_tokens:
            continue
        saved = saved_by(node)
        found = uses_behind(subject, subject.flow.target(node.id, ""), saved)
        uses = [use for use in found if use.names and not use.looks]
        if uses:
            yield subject.found(node.id, _told(subject, uses), "responseVariables")
        elif address.is_zoho_crm and saved.isdisjoint(anybody):
            text = (
                "its only exit is taken whatever Zoho answers: after an hour, when the token has expired, that is a "
                "401, nothing is done there, and nobody notices"
            )
            fix = "Give it an exit for 401, which gets a new token and tries again, and a default one."
            yield subject.found(node.id, text, "expectedStatuses", fix=fix)


def _told(subject: Subject, uses: list[Use]) -> str:
    first = uses[0]
    name = written(min(first.names))
    others = len({use.node for use in uses}) - 1
    more = f", and {counted(others, 'more node')} behind it" if others else ""
    return (
        "its only exit is taken after an error or a time-out as well, and no condition has looked at the answer before "
        f"{subject.flow.titled(first.node)} uses '{name}'{more}"
    )

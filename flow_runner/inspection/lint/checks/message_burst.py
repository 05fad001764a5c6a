"""Questions that take for their answer what a customer wrote before they were asked."""

from __future__ import annotations

from collections.abc import Iterator

from flow_runner.engine.assumptions import BURST
from flow_runner.engine.nodes.invoke_flow import InvokeFlow
from flow_runner.engine.nodes.webhook import Webhook
from flow_runner.inspection.lint.check import check
from flow_runner.inspection.lint.content import choices, takes_any_text
from flow_runner.inspection.lint.example import agent, flow, message, question, webhook
from flow_runner.inspection.lint.finding import Found
from flow_runner.inspection.lint.subject import Subject

HOOK, HELLO, ASK, END = "main_webhook-orders", message("main_message-hello"), question("main_question-city"), agent()
AFTER = ((ASK["id"], END["id"]),)


@check(
    "message-burst",
    "note",
    why="People write in bursts ('hi', 'are you there?'): what comes while the webhook runs waits, and is then taken "
    "for the answer to this question.",
    fix="Accept only what can be an answer (a number, a regex, buttons), or ask before the webhook is called.",
    evidence="reported",
    source="a team lost leads because the second message of a burst was taken for the next answer",
    example=flow(webhook(HOOK, statuses=((0, ASK["id"]),)), ASK, END, edges=AFTER),
    neighbour=flow(HELLO, ASK, END, edges=((HELLO["id"], ASK["id"]), *AFTER)),
)
def message_burst(subject: Subject) -> Iterator[Found]:
    """One for each question that takes any answer, or menu that keeps a typed one, where a webhook leads there without
    waiting for the customer.
    """
    if subject.choice(BURST) != BURST.default:
        return
    for node, hook in _behind_webhooks(subject).items():
        uses = subject.uses[node]
        if (
            uses.waits
            and takes_any_text(subject, node)
            and (uses.variables_set or not choices(subject.flow.nodes[node]))
        ):
            yield subject.found(node, f"what a customer sends while {hook} runs is taken for the answer to this")


def _behind_webhooks(subject: Subject) -> dict[str, str]:
    """The nodes that are come to from a webhook without a wait, with the nearest such webhook."""
    came: dict[str, str] = {}
    hooks = [key for key, node in subject.flow.nodes.items() if isinstance(node, Webhook)]
    level = [(hook, hook) for hook in hooks if hook in subject.graph.reachable]
    while level:
        following = []
        for node, hook in level:
            for after in subject.graph.successors[node]:
                if after not in came:
                    came[after] = hook
                    following.append((after, hook))
        level = [(node, hook) for node, hook in following if _is_passed(subject, node)]
    return came


def _is_passed(subject: Subject, node: str) -> bool:
    """Whether a run goes on from here by itself."""
    return not subject.uses[node].waits and not isinstance(subject.flow.nodes[node], InvokeFlow)

"""Messages behind a delay that is as long as WhatsApp lets a business write."""

from __future__ import annotations

from collections.abc import Iterator

from flow_runner.engine.nodes.message_template import MessageTemplate
from flow_runner.engine.nodes.time_delay import TimeDelay
from flow_runner.inspection.lint.check import check
from flow_runner.inspection.lint.example import Raw, agent, delay, flow, message
from flow_runner.inspection.lint.finding import Found
from flow_runner.inspection.lint.subject import Subject

WINDOW_S = 24 * 3600
PAUSE, REMINDER, END = "main_timeDelay-pause", "main_message-reminder", "main_assignAgent-end"


def _reminding(seconds: int) -> Raw:
    return flow(delay(PAUSE, seconds), message(REMINDER), agent(), edges=((PAUSE, REMINDER), (REMINDER, END)))


@check(
    "delay-past-window",
    "warning",
    why="WhatsApp delivers free text within 24 hours of the customer's last message only. Whoever does not write "
    "meanwhile never gets what comes behind the delay.",
    fix="Shorten the delay to under a day, or send a template there.",
    evidence="documented",
    source="help 11463004: after 24 hours only templates can be sent",
    example=_reminding(WINDOW_S),
    neighbour=_reminding(WINDOW_S - 3600),
)
def delay_past_window(subject: Subject) -> Iterator[Found]:
    """Where a message comes next."""
    for node in subject.flow.nodes.values():
        if isinstance(node, TimeDelay) and node.seconds >= WINDOW_S:
            following = subject.flow.target(node.id, "")
            if following and _is_late(subject, following):
                hours = f"{node.seconds / 3600:g}"
                told = f"it waits {hours} hours before {subject.flow.titled(following)}"
                yield subject.found(node.id, told, "delaySeconds")


def _is_late(subject: Subject, node_id: str) -> bool:
    """Whether it sends what WhatsApp delivers inside the window only."""
    return subject.uses[node_id].sends and not isinstance(subject.flow.nodes[node_id], MessageTemplate)

"""What the loader tells of webhooks: methods and statuses that cannot be meant."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flow_runner.engine.pointer import at
from flow_runner.inspection.lint.check import told_by_loader
from flow_runner.inspection.lint.draft import Draft
from flow_runner.inspection.lint.example import Raw, agent, flow, webhook
from flow_runner.inspection.lint.subject import Subject

END = agent()
ORDERS, HERE = "main_webhook-orders", "main_assignAgent-end"


def _routed(*entries: tuple[Any, str]) -> Raw:
    """A webhook with exits by status, (code, nodeResultId); of which 0 is the default."""
    statuses = [
        {"id": f"exit{number}", "statusCode": code, "nodeResultId": to, "isDefault": code == 0}
        for number, (code, to) in enumerate(entries)
    ]
    return flow({**webhook(ORDERS), "expectedStatuses": statuses}, END)


def _without_second(subject: Subject, draft: Draft) -> Iterator[str]:
    """The second entry, and the edge that only it had."""
    for problem in subject.problems:
        if problem.code != "status-twice":
            continue
        draft.drop(problem.pointer)
        entry = at(subject.flow.document, problem.pointer)
        handle = str(entry.get("id", "")) if isinstance(entry, dict) else ""
        for drawn in subject.flow.edges:
            own = drawn.source == problem.node and drawn.handle == handle
            if own and not any(exit.takes(handle) for exit in subject.exits[drawn.source]):
                draft.drop(drawn.pointer)
        yield f"{problem.where.rpartition(' > ')[2]} of {problem.node} was taken out: the first entry counts."


told_by_loader(
    "status-twice",
    "warning",
    why="An answer with this status can leave by one exit only. The first entry is taken here; the nodes behind the "
    "other are reached by nobody.",
    fix="Delete the entry that is not meant. --fix takes out the second.",
    evidence="assumed",
    source="no export with exits by status was seen",
    example=_routed((200, HERE), (200, ""), (0, HERE)),
    neighbour=_routed((200, HERE), (204, HERE), (0, HERE)),
    mend=_without_second,
)
told_by_loader(
    "unreadable-status",
    "warning",
    why="This entry names no status from 100 to 599, so no answer ever leaves by it.",
    fix="Choose the status in the builder, or delete the entry.",
    evidence="assumed",
    source="HTTP; no export with exits by status was seen",
    example=_routed((200, HERE), ("ok", ""), (0, HERE)),
    neighbour=_routed(("200", HERE), (0, HERE)),
)
told_by_loader(
    "odd-method",
    "warning",
    why="The builder knows GET and POST. What it makes of another method is not known: the import may fail, or the "
    "request be sent as a GET.",
    fix="Use POST, and let your own back end pass it on as what the service wants.",
    evidence="documented",
    source="help 11463025: GET or POST",
    example=flow(webhook(ORDERS, method="Delete"), END, edges=((ORDERS, HERE),)),
    neighbour=flow(webhook(ORDERS, method="POST"), END, edges=((ORDERS, HERE),)),
)

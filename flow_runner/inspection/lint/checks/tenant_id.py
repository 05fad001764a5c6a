"""The exporter's account number, left in the file."""

from __future__ import annotations

from collections.abc import Iterator

from flow_runner.engine.pointer import below
from flow_runner.inspection.lint.check import check
from flow_runner.inspection.lint.draft import Draft
from flow_runner.inspection.lint.example import agent, flow, message
from flow_runner.inspection.lint.finding import Found
from flow_runner.inspection.lint.subject import Subject
from flow_runner.inspection.secret import is_example

HELLO, END = message("main_message-hello"), agent()
EDGES = ((HELLO["id"], END["id"]),)


def _without(subject: Subject, draft: Draft) -> Iterator[str]:
    for found in tenant_id(subject):
        draft.put(found.pointer, None)
        yield "tenantId, the exporter's account number, is null now."


@check(
    "tenant-id",
    "note",
    why="It tells whoever gets the file which Wati account it came from, and no account needs it to import the file.",
    fix="Set tenantId to null before sharing the file, as --fix does.",
    evidence="observed",
    source="real exports hold the account number; files made for import have null",
    example=flow(HELLO, END, edges=EDGES, tenantId="171717"),
    neighbour=flow(HELLO, END, edges=EDGES, tenantId=None),
    mend=_without,
)
def tenant_id(subject: Subject) -> Iterator[Found]:
    """The number itself is not told."""
    value = subject.flow.raw.get("tenantId")
    if (
        isinstance(value, str | int)
        and not isinstance(value, bool)
        and str(value).strip()
        and not is_example(str(value))
    ):
        yield Found("", below(subject.root, "tenantId"), "the account number of the exporter is left in")

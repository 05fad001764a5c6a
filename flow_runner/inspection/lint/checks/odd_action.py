"""What the loader tells of actions: settings that nobody has seen in an export."""

from __future__ import annotations

from flow_runner.inspection.lint.check import told_by_loader
from flow_runner.inspection.lint.example import Raw, agent, flow, message, node, sheet_row

HELLO, SHEET, END = "main_message-hello", "main_googleSpreadsheet-row", "main_assignAgent-end"
REPORT = "If you typed it, choose it in the builder instead. If Wati exported it, all is well: please report it."


def _ending(last: Raw) -> Raw:
    return flow(message(HELLO), last, edges=((HELLO, last["id"]),))


def _status(status: str) -> Raw:
    one = node("UpdateChatStatus", "main_updateChatStatus-a", status=status)
    return flow(one, agent(), edges=((one["id"], END),))


def _team(rule: object) -> Raw:
    return _ending(
        node("AssignTeam", "main_assignTeam-end", teamIds=["66a000000000000000000011"], reassignmentRule=rule)
    )


def _sheet(action: str) -> Raw:
    return flow(sheet_row(SHEET, END, action=action), agent())


told_by_loader(
    "unknown-status",
    "warning",
    why="No status of a chat is known by this name: here the chat keeps its own, and importing the file may "
    "drop the node.",
    fix="Use TicketClosing, which is in real exports; or choose the status in the builder.",
    evidence="assumed",
    source="one status in real exports, another in freshly made nodes",
    example=_status("TicketDancing"),
    neighbour=_status("TicketClosing"),
)
told_by_loader(
    "guessed-status",
    "note",
    why="The builder has such a status, but its name in the file was never seen: importing the file may drop the node.",
    fix=REPORT,
    evidence="assumed",
    source="the statuses of Wati's API, of which two were seen under other names in files",
    example=_status("pending"),
    neighbour=_status("TicketClosing"),
)
told_by_loader(
    "unknown-reassignment",
    "note",
    why="What the account does with this rule is not known, and a run does without it: the chat may go on to "
    "somebody else.",
    fix="Test on the platform who gets the chat when nobody answers.",
    evidence="assumed",
    source="the field is null in every node seen",
    example=_team({"afterMinutes": 5}),
    neighbour=_team(None),
)
told_by_loader(
    "guessed-action",
    "note",
    why="The builder has such an action, but its name in the file was never seen: what a run does with it is a guess.",
    fix=REPORT,
    evidence="assumed",
    source="InsertNewRow is the only action in freshly made nodes",
    example=_sheet("LookUpRow"),
    neighbour=_sheet("InsertNewRow"),
)

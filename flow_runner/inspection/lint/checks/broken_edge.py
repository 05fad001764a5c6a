"""What the loader tells of edges, and of the targets that nodes name themselves."""

from __future__ import annotations

from collections.abc import Iterator

from flow_runner.engine.pointer import below
from flow_runner.inspection.lint.check import told_by_loader
from flow_runner.inspection.lint.draft import Draft
from flow_runner.inspection.lint.example import agent, buttons, edge, flow, message
from flow_runner.inspection.lint.subject import Subject

HANDLES_SEEN = frozenset({"Message", "InteractiveButtons", "InteractiveList", "Condition"})
"""Types whose edges were seen in exports. What an edge of another one means may be more than is known here."""

HELLO, SALES, END = message("main_message-hello"), message("main_message-sales"), agent()
TO_END = ("main_message-hello", "main_assignAgent-end")
WHOLE = flow(HELLO, END, edges=(TO_END,))
MENU = buttons("main_buttons-menu", ("sales", "Sales", "main_message-sales"), default="main_assignAgent-end")
SALES_TO_END = ("main_message-sales", "main_assignAgent-end")
CHOICES = flow(MENU, SALES, END, edges=(SALES_TO_END,))
REDRAWN = {
    **CHOICES,
    "flowEdges": [edge("main_buttons-menu__sales", "main_assignAgent-end"), *CHOICES["flowEdges"][:1],
                  *CHOICES["flowEdges"][2:]],
}  # fmt: skip


def _dropped(subject: Subject, draft: Draft, code: str, told: str) -> Iterator[str]:
    for problem in subject.problems:
        if problem.code == code:
            draft.drop(problem.pointer)
            name = problem.pointer.removeprefix(subject.root + "/").replace("/", "[") + "]"
            yield f"{name}, {told}, was taken out."


def _without_dangling(subject: Subject, draft: Draft) -> Iterator[str]:
    yield from _dropped(subject, draft, "dangling-edge", "which led nowhere or came from nowhere")


def _without_second(subject: Subject, draft: Draft) -> Iterator[str]:
    yield from _dropped(subject, draft, "two-edges", "the second of its exit")


def _without_strays(subject: Subject, draft: Draft) -> Iterator[str]:
    """Where the handles of a type were never seen, an edge that seems to fit nothing may well fit something."""
    edges = {one.pointer: one for one in subject.flow.edges}
    for problem in subject.problems:
        if problem.code == "edge-fits-no-exit" and subject.flow.types[edges[problem.pointer].source] in HANDLES_SEEN:
            draft.drop(problem.pointer)
            yield f"the edge from {edges[problem.pointer].source} by no exit of it was taken out."


def _redrawn(subject: Subject, draft: Draft) -> Iterator[str]:
    """To the target of the field, which wins, with its twins; unless the edge serves another exit as well."""
    edges = {below(one.pointer, "targetNodeId"): one for one in subject.flow.edges}
    twins: dict[tuple[str, str], list[str]] = {}
    for pointer, one in edges.items():
        twins.setdefault((one.source, one.handle), []).append(pointer)
    for problem in subject.problems:
        if problem.code != "edge-disagrees":
            continue
        drawn = edges[problem.pointer]
        exits = [exit for exit in subject.exits[drawn.source] if exit.takes(drawn.handle)]
        if len(exits) == 1:
            for pointer in twins[drawn.source, drawn.handle]:
                draft.put(pointer, exits[0].declared)
            name = exits[0].label or exits[0].name or "its exit"
            yield f"the edge of '{name}' of {drawn.source} now leads to {exits[0].declared}, as its own field does."


told_by_loader(
    "dangling-edge",
    "error",
    why="It belongs to a node that is gone: the path that was meant to go on there ends in silence.",
    fix="Delete the edge and draw the path anew in the builder. --fix takes it out, which changes nothing else.",
    evidence="reported",
    source="an importer that meets and counts such edges",
    example=flow(HELLO, END, edges=(TO_END, ("main_message-gone", "main_assignAgent-end"))),
    neighbour=WHOLE,
    mend=_without_dangling,
)
told_by_loader(
    "dangling-target",
    "warning",
    why="The node names a target that is gone. Its edge is followed here; on the platform, where the field wins over "
    "the edge, the customer may be left standing.",
    fix="Draw this exit anew in the builder, so that field and edge name the same node.",
    evidence="reported",
    source="live tests of one team: the field wins where it and the edge differ",
    example={
        **CHOICES,
        "flowNodes": [
            {**CHOICES["flowNodes"][0], "interactiveButtonsDefaultNodeResultId": "main_message-gone"},
            *CHOICES["flowNodes"][1:],
        ],
    },
    neighbour=CHOICES,
)
told_by_loader(
    "edge-disagrees",
    "warning",
    why="The builder draws the edge, and the platform goes by the field: the customer is led another way than the "
    "picture shows, and whoever edits the picture edits in vain.",
    fix="Decide which of the two is meant and draw that exit anew in the builder. --fix redraws the edge to where the "
    "field leads, so that the picture shows what happens.",
    evidence="reported",
    source="live tests of one team, whose hand-edited exports disagree in six places",
    example=REDRAWN,
    neighbour=CHOICES,
    mend=_redrawn,
)
told_by_loader(
    "two-edges",
    "warning",
    why="One exit can lead to one node only. Which of the two the platform follows is not known; the first one is "
    "followed here.",
    fix="Delete the one that is not meant. --fix takes out the second.",
    evidence="assumed",
    source="no export seen has two edges at one exit",
    example=flow(HELLO, SALES, END, edges=(
        ("main_message-hello", "main_message-sales"), TO_END, SALES_TO_END)),
    neighbour=flow(HELLO, SALES, END, edges=(("main_message-hello", "main_message-sales"), SALES_TO_END)),
    mend=_without_second,
)  # fmt: skip
told_by_loader(
    "edge-fits-no-exit",
    "warning",
    why="It leaves by a button, row, status or answer that is gone, so no customer ever goes this way.",
    fix="Delete it, or draw the exit anew in the builder.",
    evidence="reported",
    source="an importer that meets such edges; nodes whose buttons were deleted",
    example=flow(MENU, SALES, END, edges=(SALES_TO_END, ("main_buttons-menu__gone", "main_message-sales"))),
    neighbour=CHOICES,
    mend=_without_strays,
)
told_by_loader(
    "choice-id",
    "warning",
    why="Two choices of one id, or one without, cannot be told apart: a tap on either may lead where the other does.",
    fix="Give each button, row or answer an id of its own; deleting it and making it anew in the builder does so.",
    evidence="observed",
    source="ids of choices are unique in every export seen",
    example=flow(
        buttons(
            "main_buttons-menu",
            ("one", "Sales", "main_message-sales"),
            ("one", "Orders", "main_message-sales"),
            default="main_assignAgent-end",
        ),
        SALES,
        END,
        edges=(SALES_TO_END,),
    ),
    neighbour=flow(
        buttons(
            "main_buttons-menu",
            ("one", "Sales", "main_message-sales"),
            ("two", "Orders", "main_message-sales"),
            default="main_assignAgent-end",
        ),
        SALES,
        END,
        edges=(SALES_TO_END,),
    ),
)

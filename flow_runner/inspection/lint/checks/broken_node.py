"""What the loader tells of nodes: those that cannot be told apart or begun at, and those that nobody has described."""

from __future__ import annotations

from collections.abc import Iterator

from flow_runner.engine.fields import Fields
from flow_runner.engine.pointer import below
from flow_runner.inspection.lint.check import told_by_loader
from flow_runner.inspection.lint.draft import Draft
from flow_runner.inspection.lint.example import Raw, agent, flow, message, node, webhook
from flow_runner.inspection.lint.subject import Subject

HELLO, END = message("main_message-hello"), agent()
ORDERS = "main_webhook-orders"
TO_END = (("main_message-hello", "main_assignAgent-end"),)
WHOLE = flow(HELLO, END, edges=TO_END)


def _with(*nodes: Raw) -> Raw:
    return {**WHOLE, "flowNodes": list(nodes)}


def _one_start(subject: Subject, draft: Draft) -> Iterator[str]:
    """The first that is marked stays; it is the one that starts."""
    entries = subject.flow.raw["flowNodes"]
    marked = [number for number, one in enumerate(entries) if Fields(one, "", []).flag("isStartNode")]
    for number in marked[1:]:
        draft.put(below(subject.root, "flowNodes", number, "isStartNode"), False)
        yield f"{entries[number]['id']} is no start node any more; {entries[marked[0]]['id']} is."


told_by_loader(
    "node-without-id",
    "error",
    why="Edges and targets name nodes by their ids: nothing can lead to this one.",
    fix="Give it a text of its own as id, as main_message-AbCdE; or take it out.",
    evidence="observed",
    source="every node of every export seen has one",
    example=_with(*WHOLE["flowNodes"], {"flowNodeType": "Message"}),
    neighbour=WHOLE,
)
told_by_loader(
    "duplicate-id",
    "error",
    why="Whatever leads to this id can mean either node, so one of them is never reached.",
    fix="Give one of them an id of its own, and let the edges and nodeResultIds that mean it name that.",
    evidence="observed",
    source="ids are unique in every export seen",
    example=_with(*WHOLE["flowNodes"], END),
    neighbour=WHOLE,
)
told_by_loader(
    "no-start",
    "error",
    why="Nothing says where the chatbot begins, so it would answer no customer.",
    fix="Set isStartNode to true at its first node, and at no other.",
    evidence="observed",
    source="every export seen has exactly one start node",
    example=_with(*({**one, "isStartNode": False} for one in WHOLE["flowNodes"])),
    neighbour=WHOLE,
)
told_by_loader(
    "several-starts",
    "warning",
    why="Only one can start: that it is the first one here is a guess, and every customer may be met by the other.",
    fix="Let isStartNode be true at one node only.",
    evidence="assumed",
    source="every export seen has exactly one start node",
    example=_with(*({**one, "isStartNode": True} for one in WHOLE["flowNodes"])),
    neighbour=WHOLE,
    mend=_one_start,
)
told_by_loader(
    "unknown-node-type",
    "warning",
    why="What this node does is not known here: a run passes through it by its only exit, and nothing is found in it.",
    fix="If its flowNodeType was typed by hand, look at the spelling. Otherwise test this part on the platform.",
    evidence="assumed",
    source="Wati has nodes (location, address, shops, AI) of which no export was seen",
    example=flow(HELLO, node("AskAddress", "main_askAddress-a"), END, edges=(
        ("main_message-hello", "main_askAddress-a"), ("main_askAddress-a", "main_assignAgent-end"))),
    neighbour=WHOLE,
)  # fmt: skip
told_by_loader(
    "inferred-node-type",
    "note",
    why="The file is an answer of Wati's internal API, which has numbers for types; this one was never seen, and the "
    "type was told from the node's fields.",
    fix="Export the chatbot in the builder: that file has names.",
    evidence="assumed",
    source="one answer of the internal API, with two of its numbers",
    example=_with(WHOLE["flowNodes"][0], {**END, "flowNodeType": 77}),
    neighbour=_with({**WHOLE["flowNodes"][0], "flowNodeType": 0}, END),
)
told_by_loader(
    "inferred-reply-type",
    "note",
    why="The file is an answer of Wati's internal API, which has numbers for kinds of replies; this one was never "
    "seen, and the kind was told from the MIME type.",
    fix="Export the chatbot in the builder: that file has names.",
    evidence="assumed",
    source="one answer of the internal API, with one of its numbers",
    example=flow(
        node("Message", "main_message-hello", flowReplies=[
            {"flowReplyType": 4, "data": "https://files.example.com/a.jpg", "caption": "", "mimeType": "image/jpeg"}]),
        END, edges=TO_END),
    neighbour=flow(
        node("Message", "main_message-hello", flowReplies=[
            {"flowReplyType": 0, "data": "<p>Welcome</p>", "caption": "", "mimeType": ""}]),
        END, edges=TO_END),
)  # fmt: skip
told_by_loader(
    "unknown-reply-type",
    "warning",
    why="What the platform sends of it is not known; importing the file may drop the reply, or the whole node.",
    fix="Use Text, Image, Video, Document or Audio; or make the reply anew in the builder.",
    evidence="assumed",
    source="the kinds in real exports and in an importer",
    example=flow(
        node(
            "Message",
            "main_message-hello",
            flowReplies=[{"flowReplyType": "Poem", "data": "<p>Welcome</p>", "caption": "", "mimeType": ""}],
        ),
        END,
        edges=TO_END,
    ),
    neighbour=WHOLE,
)
told_by_loader(
    "odd-value",
    "warning",
    why="The field holds another kind of value than in any export, and is read as if it were empty; the platform may "
    "refuse the whole file.",
    fix="Write a value of the kind that is told, or set the field again in the builder.",
    evidence="observed",
    source="the kinds of values in real exports",
    example=flow({**webhook(ORDERS), "headers": {"Accept": "text/plain"}}, END, edges=((ORDERS, END["id"]),)),
    neighbour=flow(webhook(ORDERS, headers={"Accept": "text/plain"}), END, edges=((ORDERS, END["id"]),)),
)

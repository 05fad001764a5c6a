"""What `diff` does not tell: the file is another one, and nobody can notice."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from tests.builders import (
    Raw,
    assign_team,
    buttons,
    condition,
    export,
    list_node,
    message,
    node,
    question,
    status,
    webhook,
)
from tests.inspection.diffs import changed, diff, moved

BOT = export(
    question("ask", text="<p>Your city?</p>"),
    condition("here", ("@city", "Equal", "Pune"), yes="pick", no="sorry"),
    buttons("pick", ("b1", "Sales", "sales"), ("b2", "More", "menu"), default="sorry"),
    list_node("menu", ("r1", "Orders", "hook")),
    webhook("hook", statuses=(status(200, "sales"), status(401, "sorry"), status(0, "sorry", default=True))),
    message("sorry", "<p>We are <strong>not</strong> in your city.</p>"),
    assign_team("sales", "team1"),
    node("Location", "where"),
    edges=[("ask", "here"), ("sorry", "where")],
)
Edit = Callable[[Raw], None]


def node_of(raw: Raw, node_id: str) -> Raw:
    found: Raw = next(one for one in raw["flowNodes"] if one["id"] == node_id)
    return found


def positions(raw: Raw) -> None:
    for number, one in enumerate(raw["flowNodes"]):
        one["flowNodePosition"] = {"posX": str(number), "posY": "7.5"}


def head(raw: Raw) -> None:
    raw.update(id="66aa00bb11cc22dd33ee4401", tenantId="9", name="Test bot_1", created="2026-01-15", isPro=False)
    raw.update(lastUpdated="2026-02-01T10:00:00.1Z", transform={"posX": "1", "posY": "2", "zoom": "3"}, flowVersion=9)
    raw.update(channelTypes=["WA"], fallback=None, isDeleted=True)


def edge_ids(raw: Raw) -> None:
    raw["flowEdges"] = [{**one, "id": f"edge{number}"} for number, one in enumerate(raw["flowEdges"])]


def edges_that_are_overruled(raw: Raw) -> None:
    raw["flowEdges"] += [
        {"id": "x", "sourceNodeId": "pick__b1", "targetNodeId": "sorry"},
        {"id": "y", "sourceNodeId": "here__true", "targetNodeId": "sorry"},
    ]


def edges_in_place_of_fields(raw: Raw) -> None:
    node_of(raw, "pick")["interactiveButtonsItems"][0]["nodeResultId"] = ""
    raw["flowEdges"].append({"id": "x", "sourceNodeId": "pick__b1", "targetNodeId": "sales"})


def html(raw: Raw) -> None:
    node_of(raw, "sorry")["flowReplies"][0]["data"] = "<div>We are <b>not</b>&nbsp;in your city.</div>"
    node_of(raw, "ask")["flowReplies"][0]["data"] = "Your city?"


def builder_tests(raw: Raw) -> None:
    node_of(raw, "hook")["testVariables"] = [{"name": "@city", "value": "Springfield"}]


def texts_for_numbers(raw: Raw) -> None:
    node_of(raw, "ask")["answerValidation"]["failsCount"] = 3
    node_of(raw, "hook")["expectedStatuses"][0]["statusCode"] = "200"


def order_of_nodes(raw: Raw) -> None:
    raw["flowNodes"].reverse()


def order_of_statuses(raw: Raw) -> None:
    node_of(raw, "hook")["expectedStatuses"].reverse()


def order_of_edges(raw: Raw) -> None:
    raw["flowEdges"].reverse()


def internal_form(raw: Raw) -> None:
    """As the internal API answers it."""
    inside = deepcopy(raw)
    inside["flowNodes"] = [
        {**one, "flowNodeType": {"Message": 0, "InteractiveButtons": 14}.get(one["flowNodeType"], one["flowNodeType"])}
        for one in inside["flowNodes"]
    ]
    raw.clear()
    raw.update(ok=True, result=inside, invokeFlows=[])


EDITS: list[Edit] = [
    positions,
    head,
    edge_ids,
    edges_that_are_overruled,
    edges_in_place_of_fields,
    html,
    builder_tests,
    texts_for_numbers,
    order_of_nodes,
    order_of_statuses,
    order_of_edges,
    internal_form,
]


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_what_nobody_notices_is_not_told(edit: Edit) -> None:
    edited = deepcopy(BOT)
    edit(edited)
    assert edited != BOT
    for before, after in ((BOT, edited), (edited, BOT)):
        found = diff(before, after)
        assert found.same
        assert (found.settings, found.renamed, bool(found.out_of_reach)) == ((), (), False)


def renamed(raw: Any, names: dict[str, str]) -> Any:
    """A copy with other ids: as whole texts, and as the two halves of an edge's source."""
    if isinstance(raw, dict):
        return {key: renamed(value, names) for key, value in raw.items()}
    if isinstance(raw, list):
        return [renamed(value, names) for value in raw]
    if isinstance(raw, str) and "__" in raw:
        owner, _, handle = raw.partition("__")
        plain = handle.removesuffix("-default")
        return f"{names.get(owner, owner)}__{names.get(plain, plain)}{'-default' if plain != handle else ''}"
    return names.get(raw, raw) if isinstance(raw, str) else raw


NEW_IDS = {one["id"]: f"main_x-{number}" for number, one in enumerate(BOT["flowNodes"])}
NEW_KEYS = {"b1": "kEyAbCd", "b2": "kEyEfGh", "r1": "kEyIjKl", "on200": "s1", "on401": "s2"}


def test_a_copy_with_other_ids_everywhere_is_the_same() -> None:
    found = diff(BOT, renamed(BOT, NEW_IDS | NEW_KEYS))
    assert found.same
    assert dict(found.renamed) == NEW_IDS


def test_a_copy_whose_ids_were_swapped_is_the_same() -> None:
    ids = list(NEW_IDS)
    found = diff(BOT, renamed(BOT, dict(zip(ids, [*ids[1:], ids[0]], strict=True))))
    assert found.same
    assert len(found.renamed) == len(ids)


def test_what_was_changed_in_a_renamed_copy_is_told_of_the_node_where_it_is() -> None:
    copy = renamed(BOT, NEW_IDS | NEW_KEYS)
    node_of(copy, NEW_IDS["sorry"])["flowReplies"][0]["data"] = "Nobody is in your city."
    found = diff(BOT, copy)
    assert changed(found) == {
        NEW_IDS["sorry"]: [("parts > text", "We are *not* in your city.", "Nobody is in your city.")]
    }
    assert found.detours == ()


def test_an_exit_that_was_changed_in_a_renamed_copy_is_told() -> None:
    copy = renamed(BOT, NEW_IDS | NEW_KEYS)
    node_of(copy, NEW_IDS["here"])["conditionResult"]["nResultNodeId"] = NEW_IDS["menu"]
    assert moved(diff(BOT, copy)) == [(NEW_IDS["here"], "false", "sorry", NEW_IDS["menu"])]


def test_nodes_that_do_the_same_are_told_apart_by_their_place_when_all_ids_are_others() -> None:
    """Two equal messages, of which one leads on: only what is around them tells which is which."""
    before = export(
        buttons("pick", ("b1", "Yes", "a"), ("b2", "No", "b")),
        message("a", "Thank you"),
        message("b", "Thank you"),
        message("end", "Bye"),
        edges=[("b", "end")],
    )
    after = renamed(before, {"a": "n2", "b": "n1", "pick": "n3", "end": "n4", "b1": "k1", "b2": "k2"})
    after["flowNodes"][1:3] = reversed(after["flowNodes"][1:3])
    after["flowNodes"][3]["flowReplies"][0]["data"] = "Goodbye"
    found = diff(before, after)
    assert changed(found) == {"n4": [("parts > text", "Bye", "Goodbye")]}
    assert (found.detours, dict(found.renamed)) == ((), {"a": "n2", "b": "n1", "pick": "n3", "end": "n4"})


def test_nodes_behind_changed_ones_are_told_apart_by_their_place_too() -> None:
    """Two equal ends, each behind a message that was changed; in the file they stand the other way round."""
    before = export(
        buttons("pick", ("b1", "Yes", "a"), ("b2", "No", "b")),
        message("a", "Yes?"),
        message("b", "No?"),
        message("ya", "Thank you"),
        message("nb", "Thank you"),
        edges=[("a", "ya"), ("b", "nb")],
    )
    names = {one["id"]: f"copy-{one['id']}" for one in before["flowNodes"]}
    after = renamed(before, names)
    after["flowNodes"].reverse()
    for node_id, text in (("copy-a", "Yes!"), ("copy-b", "No!")):
        node_of(after, node_id)["flowReplies"][0]["data"] = text
    found = diff(before, after)
    assert (found.detours, dict(found.renamed)) == ((), names)


def test_a_node_put_in_front_of_one_of_two_twins_is_new() -> None:
    """In a copy with other ids: it is no twin with another text."""
    before = export(
        buttons("pick", ("b1", "Yes", "a"), ("b2", "No", "b")), message("a", "Thank you"), message("b", "Thank you")
    )
    after = renamed(before, {"pick": "x1", "a": "x2", "b": "x3"})
    after["flowNodes"].append(message("x4", "One moment"))
    node_of(after, "x1")["interactiveButtonsItems"][0]["nodeResultId"] = "x4"
    after["flowEdges"].append({"id": "e", "sourceNodeId": "x4", "targetNodeId": "x2"})
    found = diff(before, after)
    assert moved(found) == [("x1", "taps 'Yes'", "a", "x4")]
    assert (found.detours[0].added, found.altered) == (("x4",), ())


def test_two_copies_of_a_node_in_place_of_one_are_the_same_to_a_customer() -> None:
    one = export(buttons("pick", ("b1", "Yes", "a"), ("b2", "No", "a")), message("a", "Thank you"))
    two = export(
        buttons("pick", ("b1", "Yes", "a"), ("b2", "No", "b")), message("a", "Thank you"), message("b", "Thank you")
    )
    assert diff(one, two).same
    assert diff(two, one).same
    assert diff(one, two).reachable == (2, 3)

"""What `diff` tells: each kind of change alone, told once, where a customer meets it."""

from __future__ import annotations

from typing import Any

import pytest

from flow_runner.inspection.diff.difference import End
from tests.builders import (
    ATTRIBUTE,
    VARIABLE,
    Raw,
    assign_agent,
    assign_team,
    buttons,
    condition,
    export,
    invoke_flow,
    list_node,
    message,
    node,
    question,
    status,
    time_delay,
    update_attribute,
    webhook,
)
from tests.inspection.diffs import changed, diff, moved

AGENT, OTHER = "66aa00bb11cc22dd33ee4401", "66aa00bb11cc22dd33ee4402"
SALES, SUPPORT = assign_team("sales", "team1"), message("support", "Support it is.")
PICK = buttons("pick", ("b1", "Sales", "sales"), ("b2", "Support", "support"))
Told = list[tuple[str, str, str]]

FIELDS: dict[str, tuple[Raw, Raw, Told]] = {
    "text": (message("m", "Hello"), message("m", "Hi"), [("parts > text", "Hello", "Hi")]),
    "second text": (message("m", "a", "b"), message("m", "a", "c"), [("parts 2 > text", "b", "c")]),
    "one text more": (message("m", "a"), message("m", "a", "b"), [("parts", "", "kind text, text b")]),
    "question": (question("m"), question("m", text="Town?"), [("parts > text", "Your city?", "Town?")]),
    "variable": (question("m"), question("m", "town"), [("variable", "city", "town")]),
    "tries": (question("m"), question("m", validation={"failsCount": "1"}), [("validation > fails", "3", "1")]),
    "validation": (
        question("m"),
        question("m", validation={"type": "Regex", "regex": "^a+$"}),
        [("validation > kind", "None", "Regex"), ("validation > pattern", "", "^a+$")],
    ),
    "media accepted": (question("m"), question("m", isMediaAccepted=True), [("media accepted", "no", "yes")]),
    "title of a button": (
        buttons("m", ("b1", "Yes", "")),
        buttons("m", ("b1", "Yes, please", "")),
        [("buttons", "Yes", "Yes, please")],
    ),
    "order of buttons": (
        buttons("m", ("b1", "Yes", ""), ("b2", "No", "")),
        buttons("m", ("b2", "No", ""), ("b1", "Yes", "")),
        [("order of buttons", "Yes, No", "No, Yes")],
    ),
    "row's description": (
        list_node("m", ("r1", "Yes", ""), interactiveListSections=[{"rows": [{"id": "r1", "title": "Yes"}]}]),
        list_node("m", interactiveListSections=[{"rows": [{"id": "r1", "title": "Yes", "description": "or so"}]}]),
        [("details", "", "or so")],
    ),
    "value of a condition": (
        condition("m", ("@city", "Equal", "Pune")),
        condition("m", ("@city", "Equal", "Agra")),
        [("checks > value", "Pune", "Agra")],
    ),
    "namespace of a condition": (
        condition("m", ("@city", "Equal", "Pune")),
        condition("m", ("{{city}}", "Equal", "Pune")),
        [("checks > variable", "@city", "{{city}}")],
    ),
    "one check more": (
        condition("m", ("@city", "Equal", "Pune")),
        condition("m", ("@city", "Equal", "Pune"), ("@city", "Equal", "")),
        [("checks", "", "variable @city, test Equal")],
    ),
    "and, or": (condition("m", operator="And"), condition("m", operator="Or"), [("any of", "no", "yes")]),
    "url": (
        webhook("m", "https://a.example/x"),
        webhook("m", "https://b.example/x"),
        [("url", "https://a.example/x", "https://b.example/x")],
    ),
    "method": (webhook("m"), webhook("m", method="Post"), [("method", "GET", "POST")]),
    "body": (webhook("m", body="{}"), webhook("m", body='{"a": 1}'), [("body", "{}", '{"a": 1}')]),
    "header": (
        webhook("m", headers={"Accept": "a/b", "X-Of": "1"}),
        webhook("m", headers={"Accept": "a/c", "X-Of": "1"}),
        [("headers > Accept > value", "a/b", "a/c")],
    ),
    "many headers": (
        webhook("m", headers={f"X-{number}": "1" for number in range(40)}),
        webhook("m", headers={f"X-{number}": "2" if number == 33 else "1" for number in range(41)}),
        [("headers > X-33 > value", "1", "2"), ("headers", "", "X-40 (value 1)")],
    ),
    "one header more": (
        webhook("m", headers={"X-Of": "1"}),
        webhook("m", headers={"Accept": "a/c", "X-Of": "1"}),
        [("headers", "", "Accept (value a/c)")],
    ),
    "saved variable": (
        webhook("m", saved=[(VARIABLE, "owner", "data.0.name")]),
        webhook("m", saved=[(VARIABLE, "owner", "data[0].name")]),
        [("saved > owner > path", "data.0.name", "data[0].name")],
    ),
    "saved as": (
        webhook("m", saved=[(VARIABLE, "owner", "a")]),
        webhook("m", saved=[(ATTRIBUTE, "owner", "a")]),
        [("saved > owner > kind", VARIABLE, ATTRIBUTE)],
    ),
    "attribute": (
        update_attribute("m", ("a", "1")),
        update_attribute("m", ("a", "2")),
        [("updates > a > value", "1", "2")],
    ),
    "agent": (assign_agent("m", AGENT), assign_agent("m", OTHER), [("agent id", AGENT, OTHER)]),
    "team": (assign_team("m", "t1"), assign_team("m", "t2"), [("team ids", "t1", "t2")]),
    "delay": (time_delay("m", 5), time_delay("m", 60), [("seconds", "5", "60")]),
    "chatbot": (invoke_flow("m", "a"), invoke_flow("m", "b"), [("chatbot", "a", "b")]),
    "unheard field": (message("m", "a"), message("m", "a", ttl=5), [("ttl", "", "5")]),
    "field of an unheard type": (
        node("Location", "m", text="Here"),
        node("Location", "m", text="There"),
        [("text", '"Here"', '"There"')],
    ),
    "type": (
        time_delay("m", 5),
        invoke_flow("m", "a"),
        [("type", "TimeDelay", "InvokeFlow"), ("seconds", "5", ""), ("chatbot", "", "a")],
    ),
}


@pytest.mark.parametrize(("before", "after", "told"), FIELDS.values(), ids=list(FIELDS))
def test_a_field_that_is_different_is_told_with_both_texts(before: Raw, after: Raw, told: Told) -> None:
    found = diff(export(before), export(after))
    assert not found.same
    assert changed(found) == {"m": told}
    assert (found.detours, found.renamed, bool(found.out_of_reach)) == ((), (), False)


def bot(*nodes: Raw, edges: tuple[tuple[str, str], ...] = (("city", "pick"),), **top: Any) -> Raw:
    """A question, and buttons for Sales and Support behind it; `nodes` replace those of the same id, or come on top."""
    whole = {one["id"]: one for one in (question("city"), PICK, SALES, SUPPORT, *nodes)}
    return export(*whole.values(), edges=edges, **top)


def without(raw: Raw, *gone: str) -> Raw:
    edges = [one for one in raw["flowEdges"] if not {one["sourceNodeId"], one["targetNodeId"]} & set(gone)]
    return {**raw, "flowNodes": [one for one in raw["flowNodes"] if one["id"] not in gone], "flowEdges": edges}


def test_an_exit_that_leads_elsewhere_is_told_with_the_way_there() -> None:
    found = diff(bot(), bot(buttons("pick", ("b1", "Sales", "support"), ("b2", "Support", "support"))))
    (detour,) = found.detours
    (turn,) = detour.turns
    assert (turn.node, turn.words, turn.way.steps) == ("pick", "taps 'Sales'", ("city: any answer",))
    assert (detour.before.nodes, detour.before.ends) == (("sales",), True)
    assert (detour.after.nodes, detour.after.ends) == (("support",), True)
    assert (detour.removed, detour.cut_off, detour.added, detour.joined) == ((), ("sales",), (), ())
    assert found.ends_lost == (End("sales", "", handed_over=True),)
    assert found.altered == ()


def test_an_exit_that_leads_nowhere_any_more_is_an_end_that_is_new() -> None:
    found = diff(bot(), without(bot(buttons("pick", ("b1", "Sales", ""), ("b2", "Support", "support"))), "sales"))
    assert moved(found) == [("pick", "taps 'Sales'", "sales", "")]
    assert found.detours[0].removed == ("sales",)
    assert found.ends_lost == (End("sales", "", handed_over=True),)
    assert found.ends_new == (End("pick", "taps 'Sales'", handed_over=False),)


def test_exits_that_led_to_one_place_and_lead_to_one_other_are_one_cause() -> None:
    both = buttons("pick", ("b1", "Sales", "desk"), ("b2", "Support", "desk"))
    more = question("city", expectedAnswers=[{"id": "v1", "expectedInput": "Pune", "nodeResultId": "sales"}])
    before = bot(more, buttons("pick", ("b1", "Sales", "sales"), ("b2", "Support", "sales")), edges=())
    after = bot(
        question("city", expectedAnswers=[{"id": "v1", "expectedInput": "Pune", "nodeResultId": "desk"}]),
        both,
        message("desk", "Hello from the desk"),
        edges=(),
    )
    before["flowEdges"] = after["flowEdges"] = bot(edges=(("city__city-default", "pick"),))["flowEdges"]
    (detour,) = diff(before, after).detours
    assert [(turn.node, turn.words) for turn in detour.turns] == [
        ("city", "answers 'Pune'"),
        ("pick", "taps 'Sales'"),
        ("pick", "taps 'Support'"),
    ]
    assert (detour.cut_off, detour.added) == (("sales",), ("desk",))


def test_a_node_put_in_between_is_told_with_the_exit_that_leads_to_it() -> None:
    before, after = bot(), bot(message("ad", "Buy now"), edges=(("city", "ad"), ("ad", "pick")))
    found = diff(before, after)
    assert moved(found) == [("city", "any answer", "pick", "ad")]
    assert found.detours[0].added == ("ad",)
    assert found.detours[0].after.nodes == ("ad", "pick")
    back = diff(after, before)
    assert moved(back) == [("city", "any answer", "ad", "pick")]
    assert back.detours[0].removed == ("ad",)


def test_another_start_is_told_once() -> None:
    late = bot()
    late["flowNodes"] = [{**one, "isStartNode": one["id"] == "pick"} for one in late["flowNodes"]]
    found = diff(bot(), late)
    assert moved(found) == [("", "start", "city", "pick")]
    assert found.detours[0].cut_off == ("city",)


def test_a_new_button_and_one_that_is_gone_are_told_as_exits() -> None:
    more = buttons("pick", ("b1", "Sales", "sales"), ("b2", "Support", "support"), ("b3", "Jobs", "jobs"))
    after = bot(more, message("jobs", "None today"))
    found = diff(bot(), after)
    (turn,) = found.detours[0].turns
    assert (turn.words, turn.came, turn.went, found.detours[0].added) == ("taps 'Jobs'", True, False, ("jobs",))
    assert found.altered == ()
    (turn,) = diff(after, bot()).detours[0].turns
    assert (turn.words, turn.came, turn.went) == ("taps 'Jobs'", False, True)


def test_a_status_of_a_webhook_that_is_routed_no_more_is_told() -> None:
    before = export(webhook("w", statuses=(status(200, "ok"), status(401, "ok"))), message("ok", "Done"))
    after = export(webhook("w", statuses=(status(200, "ok"),)), message("ok", "Done"))
    found = diff(before, after)
    assert moved(found) == [("w", "401", "ok", "")]
    assert found.altered == ()


def test_a_default_entry_that_leads_nowhere_is_no_missing_one() -> None:
    """With it a status that is not routed ends the run; without it the run fails."""
    before = export(webhook("w", statuses=(status(200), status(0, default=True))))
    after = export(webhook("w", statuses=(status(200),)))
    assert changed(diff(before, after)) == {"w": [("statuses", "any other", "")]}


def test_variables_that_are_set_no_more_are_told_with_those_who_read_them() -> None:
    read = message("support", "So you live in @city, {{name}}")
    found = diff(bot(read), bot(read, question("city", "town")))
    (lost,), (new,) = found.variables_lost, found.variables_new
    assert (lost.name, lost.set_by, lost.read_by) == ("@city", ("city",), ("support",))
    assert (new.name, new.set_by) == ("@town", ("city",))


def test_an_attribute_is_another_thing_than_a_variable_of_its_name() -> None:
    before, after = (export(webhook("w", saved=[(kind, "x", "a")])) for kind in (VARIABLE, ATTRIBUTE))
    found = diff(before, after)
    assert [one.name for one in found.variables_lost] == ["@x"]
    assert [one.name for one in found.variables_new] == ["{{x}}"]


def test_what_is_out_of_reach_is_told_apart_and_is_no_different_behaviour() -> None:
    before = bot(message("draft", "Soon"), message("old", "x"))
    after = without(bot(message("draft", "Later"), message("idea", "y"), message("idea2", "z")), "old")
    found = diff(before, after)
    away = found.out_of_reach
    assert found.same
    assert (found.detours, found.altered) == ((), ())
    assert [(one.after, [tuple(c) for c in one.changes]) for one in away.altered] == [
        ("draft", [("parts > text", "Soon", "Later")])
    ]
    assert (away.removed, away.added) == (("old",), ("idea", "idea2"))


def test_a_setting_that_nobody_knows_is_told() -> None:
    found = diff(bot(), bot(fallback={"message": "Sorry?"}))
    assert not found.same
    assert [tuple(one) for one in found.settings] == [("fallback", "", '{"message": "Sorry?"}')]


def test_the_shortest_way_is_told() -> None:
    """Not the one that the file happens to have first."""
    long = question("ask", "more")
    pick = buttons("pick", ("b1", "Tell me more", "ask"), ("b2", "Stop", "bye"))
    edges = (("city", "pick"), ("ask", "bye"))
    found = diff(
        bot(pick, long, message("bye", "Bye"), message("end", "."), edges=edges),
        bot(pick, long, message("bye", "Bye"), message("end", "."), edges=(*edges, ("bye", "end"))),
    )
    (turn,) = found.detours[0].turns
    assert turn.way.steps == ("city: any answer", "pick: taps 'Stop'")


def test_a_long_way_is_told_by_its_last_steps() -> None:
    asked = [question(f"q{number}", f"v{number}") for number in range(40)]
    edges = [(f"q{number}", f"q{number + 1}") for number in range(39)]
    found = diff(export(*asked, edges=edges), export(*asked, message("bye"), edges=[*edges, ("q39", "bye")]))
    way = found.detours[0].turns[0].way
    assert (way.skipped, len(way.steps), way.steps[-1]) == (27, 12, "q38: any answer")

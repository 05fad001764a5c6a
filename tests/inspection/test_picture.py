"""Pictures: well-formed whatever an export holds, every node once, none over another, true to what was covered."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations, pairwise
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emulator.kernel.secret import MASK
from flow_runner.engine import Flow
from flow_runner.inspection.coverage import Coverage
from flow_runner.inspection.picture.card import MAX_ROWS, WIDTH
from flow_runner.inspection.picture.draw import draw
from flow_runner.inspection.tally import Count, Point
from flow_runner.inspection.walk import Visit
from flow_runner.testing.exports import exports
from tests.builders import (
    assign_agent,
    buttons,
    condition,
    list_node,
    message,
    node,
    parse,
    question,
    status,
    webhook,
)

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "</svg><script>alert(1)</script>\x00\x1b\ud83d ]]> \"'&<b onload=x> \ufffe"
POSITIONS = st.one_of(
    st.none(),
    st.just({}),
    st.sampled_from(["0,0", 5, [1, 2]]),
    st.builds(
        lambda x, y: {"posX": x, "posY": y},
        *[
            st.one_of(
                st.none(),
                st.booleans(),
                st.integers(-600, 600).map(str),
                st.floats().map(str),
                st.sampled_from(["", "abc", "1e308", "-1e308", "inf", "nan", 10**400, 1e308, -0.0, [], "१२"]),
            )
        ]
        * 2,
    ),
)


def root(svg: str) -> ET.Element:
    svg.encode()
    return ET.fromstring(svg)


def cards(svg: str) -> dict[str, ET.Element]:
    """The groups of the cards by node id; the test fails where one is drawn twice."""
    found = [one for one in root(svg).iter(f"{SVG}g") if "data-node" in one.attrib]
    assert max(Counter(one.attrib["data-node"] for one in found).values()) == 1
    return {one.attrib["data-node"]: one for one in found}


def boxes(svg: str) -> dict[str, tuple[float, float, float]]:
    """(left, top, height) of each card."""
    found = {}
    for name, card in cards(svg).items():
        left, top = map(float, re.findall(r"-?\d+", card.attrib["transform"]))
        rect = card.find(f"{SVG}rect")
        assert rect is not None
        found[name] = (left, top, float(rect.attrib["height"]))
    return found


def drawn(svg: str, kind: str = "") -> Iterator[tuple[str, str]]:
    """(tooltip, d) of the lines between cards, of one kind or of all."""
    for group in root(svg).iter(f"{SVG}g"):
        path, title = group.find(f"{SVG}path"), group.find(f"{SVG}title")
        if title is not None and path is not None and path.attrib["class"].startswith(f"edge {kind}"):
            yield title.text or "", path.attrib["d"]


def lines(svg: str, kind: str = "") -> list[str]:
    return [told for told, _ in drawn(svg, kind)]


def classes(card: ET.Element) -> set[str]:
    return set(card.attrib["class"].split())


def texts(element: ET.Element) -> list[str]:
    return [one.text or "" for one in element.iter(f"{SVG}text")]


def assert_sound(flow: Flow, svg: str) -> None:
    """Nothing runs, nothing is fetched, every node and every connected exit is there, and no card covers another."""
    picture = root(svg)
    assert picture.attrib["role"] == "img"
    assert picture.attrib["aria-label"]
    tags = {one.tag.removeprefix(SVG) for one in picture.iter()}
    allowed = {"svg", "title", "style", "defs", "marker", "g", "rect", "path", "text", "circle"}
    assert tags <= allowed
    names = {name for one in picture.iter() for name in one.attrib}
    assert not [name for name in names if name.lower().startswith("on") or "href" in name]
    assert {value for one in picture.iter() for value in one.attrib.values() if "url(" in value} <= {
        f"url(#head:{kind})" for kind in ("plain", "missed", "failed", "covered", "walk")
    }
    ids = Counter(one.attrib["id"] for one in picture.iter() if "id" in one.attrib)
    assert max(ids.values()) == 1
    assert len(cards(svg)) == len(flow.nodes)
    assert len(lines(svg)) == len(flow.targets)
    width, height = (float(picture.attrib[name]) for name in ("width", "height"))
    places = boxes(svg)
    assert all(0 <= left <= width - WIDTH and 0 <= top <= height - high for left, top, high in places.values())
    for (left, top, high), (other, below, other_high) in combinations(places.values(), 2):
        assert abs(left - other) >= WIDTH or top + high <= below or below + other_high <= top


@settings(derandomize=True, deadline=None, max_examples=150)
@given(st.data())
def test_any_export_is_drawn_soundly_whatever_its_positions_and_texts_are(data: st.DataObject) -> None:
    raw: Any = data.draw(exports())
    for one in raw["flowNodes"]:
        one["flowNodePosition"] = data.draw(POSITIONS)
    raw["name"] = data.draw(st.sampled_from([HOSTILE, "", "Bot", 5]))
    flow = Flow.parse(raw)
    points = [point for measure in Coverage.of(flow, []).declared.values() for point in measure]
    counts = data.draw(st.dictionaries(st.sampled_from(points), st.builds(Count, st.integers(0, 3), st.integers(0, 3))))
    coverage = data.draw(st.sampled_from([None, Coverage.counted(flow, counts)]))
    exits = [Visit(point.node, point.name) for point in points if point.measure == "exits"]
    walk = data.draw(st.lists(st.sampled_from([*exits, Visit("gone"), Visit(flow.start, "gone")]), max_size=8))
    assert_sound(flow, draw(flow, coverage, walk, 0, [HOSTILE]))


@settings(derandomize=True, deadline=None, max_examples=50)
@given(st.lists(st.tuples(st.integers(0, 900), st.integers(0, 500)), min_size=2, max_size=40))
def test_cards_never_cover_each_other_however_crowded_their_positions_are(positions: list[tuple[int, int]]) -> None:
    flow = parse(*(placed(f"n{number}", *place) for number, place in enumerate(positions)))
    assert_sound(flow, draw(flow))


def placed(node_id: str, x: object, y: object, text: str = "Hello") -> dict[str, Any]:
    return message(node_id, text, flowNodePosition={"posX": str(x), "posY": str(y)})


def test_hostile_texts_are_letters_and_nothing_else() -> None:
    flow = parse(
        node(HOSTILE, HOSTILE),
        buttons("b", ("k", HOSTILE, "c"), interactiveButtonsBody=HOSTILE),
        message("c", HOSTILE),
        condition("node:1", (HOSTILE, HOSTILE, HOSTILE)),
        name=HOSTILE,
    )
    svg = draw(flow, Coverage.of(flow, []), [Visit(HOSTILE, ""), Visit("b", "k")], 0, [HOSTILE])
    assert_sound(flow, svg)
    assert "<script" not in svg
    assert "\ud83d" not in svg
    assert "\x00" not in svg
    [told] = lines(svg, "walk")
    assert told.startswith("b > '</svg><script>alert(1)</script>\ufffd\ufffd\ufffd ]]>")


def test_ids_are_those_of_the_nodes_where_they_are_fit_to_be() -> None:
    flow = parse(message("main_message-AbCdE"), message("with blank"), message("node:1"), message("head:walk"))
    found = {name: card.attrib["id"] for name, card in cards(draw(flow)).items()}
    assert found == {
        "main_message-AbCdE": "main_message-AbCdE",
        "with blank": "node:1",
        "node:1": "node:2",
        "head:walk": "node:3",
    }


def test_nodes_stand_where_the_builder_has_them() -> None:
    flow = parse(placed("a", 0, -100), placed("b", 400.5, -100), placed("c", "-500", "300"))
    found = boxes(draw(flow))
    assert found["b"][0] - found["a"][0] in (400, 401)
    assert found["c"][0] - found["a"][0] == -500
    assert [found[name][1] - found["a"][1] for name in "bc"] == [0, 400]


def test_positions_are_spread_evenly_where_cards_would_overlap() -> None:
    flow = parse(placed("a", 0, 0), placed("b", 250, 0), placed("c", 1000, 0), placed("d", 0, 1000))
    found = boxes(draw(flow))
    right, far, down = found["b"][0] - found["a"][0], found["c"][0] - found["a"][0], found["d"][1] - found["a"][1]
    assert right >= WIDTH + 20
    assert far == pytest.approx(right * 4, abs=3)
    assert down == pytest.approx(far, abs=3)


def test_one_pair_on_top_of_another_does_not_spread_the_whole_flow() -> None:
    flow = parse(placed("a", 0, 0), placed("b", 5, 5), placed("c", 1000, 0))
    found = boxes(draw(flow))
    assert found["c"][0] - found["a"][0] == 1000
    assert found["b"][0] - found["a"][0] == 5
    assert found["b"][1] > found["a"][1] + found["a"][2]


def test_a_node_far_away_does_not_make_the_picture_endless() -> None:
    flow = parse(placed("a", 0, 0), placed("b", "1e300", 0), placed("c", "-1e300", "1e9"))
    assert float(root(draw(flow)).attrib["width"]) < 5000


@pytest.mark.parametrize("position", [None, {}, {"posX": "0", "posY": "0"}, {"posX": "NaN", "posY": "1"}])
def test_nodes_without_places_stand_in_columns_by_what_leads_to_them(position: Any) -> None:
    names = ["a", "b", "c", "d"]
    flow = parse(
        *(message(name, "Hello", flowNodePosition=position) for name in names),
        edges=[("a", "c"), ("c", "b"), ("b", "d"), ("d", "a")],
    )
    found = boxes(draw(flow))
    assert sorted(names, key=lambda name: found[name][0]) == ["a", "c", "b", "d"]
    assert len({found[name][1] for name in names}) == 1


def test_only_nodes_without_places_are_placed() -> None:
    flow = parse(placed("a", 0, 0), message("b", flowNodePosition=None), placed("c", 400, 0), edges=[("a", "b")])
    found = boxes(draw(flow))
    assert found["c"][0] - found["a"][0] == 400
    assert found["b"][1] > found["a"][1] + found["a"][2]


def test_a_long_flow_without_places_goes_on_in_bands() -> None:
    names = [f"n{number}" for number in range(60)]
    flow = parse(*(message(name) for name in names), edges=list(pairwise(names)))
    picture = root(draw(flow))
    assert float(picture.attrib["width"]) < 14 * 400
    assert_sound(flow, draw(flow))


def test_a_card_tells_type_id_text_and_exits() -> None:
    body = "<p>Where do <strong>you</strong> live?</p>\n<p>We ask because</p>"
    flow = parse(buttons("main_buttons-aBcDe", ("k", " Pune ", "x"), ("l", "Delhi", ""), interactiveButtonsBody=body))
    card = cards(draw(flow))["main_buttons-aBcDe"]
    assert texts(card) == [
        "InteractiveButtons", "aBcDe", "Where do *you* live?", "We ask because", "Pune", "Delhi", "default", "start"
    ]  # fmt: skip
    title = card.find(f"{SVG}title")
    assert title is not None
    assert title.text == "main_buttons-aBcDe (InteractiveButtons)\nWhere do *you* live?\nWe ask because"


@pytest.mark.parametrize(
    ("one", "told"),
    [
        (webhook("a", "https://api.example/x"), "GET https://api.example/x"),
        (condition("a", ("@city", "Equal", "Pune"), ("{{x}}", "Equal", ""), operator="Or"), "@city Equal 'Pune' or"),
        (question("a", text="Your city?"), "Your city?"),
        (assign_agent("a", "66aa"), "66aa"),
        (assign_agent("a", ""), "no agent is chosen"),
    ],
)
def test_a_card_says_what_its_node_does(one: Any, told: str) -> None:
    assert told in texts(cards(draw(parse(one)))["a"])[2]


def test_secrets_are_masked_in_cards_and_tooltips() -> None:
    token = "wati_0a1b2c3d-0000.aVerySecretToken"
    flow = parse(
        webhook("a", f"https://api.example/x?api_key=hush-hush-{1}", headers={"Authorization": f"Bearer {token}"}),
        message("b", f"Say {token}"),
        buttons("c", ("k", "hush-hush-1", "")),
        name="Bot of hush-hush-1",
    )
    svg = draw(flow, None, (), 0, ["hush-hush-1"])
    assert token not in svg
    assert "hush-hush" not in svg
    assert MASK in svg


def test_a_crowd_of_rows_is_cut_short_though_every_exit_has_its_line() -> None:
    rows = [(f"k{number}", f"Row {number}", "b") for number in range(500)]
    flow = parse(list_node("a", *rows), message("b"))
    svg = draw(flow)
    shown = texts(cards(svg)["a"])
    assert f"… {501 - MAX_ROWS} more" in shown
    assert "Row 400" not in shown
    assert len(lines(svg)) == 500


HOOK = webhook("a", "https://api.example/x", statuses=(status(200, "b"), status(401, "c")))
COVERED = {
    Point("nodes", "a"): Count(3),
    Point("exits", "a", "200"): Count(2),
    Point("exits", "a", "401"): Count(0, 1),
    Point("nodes", "b"): Count(2),
    Point("nodes", "c"): Count(0, 1),
    Point("statuses", "a", "200"): Count(2),
    Point("statuses", "a", "no reply"): Count(1),
}


def covered(walk: list[Visit] | None = None, left_out: int = 0) -> str:
    flow = parse(HOOK, message("b"), message("c"), message("d"), edges=[("a__default", "d")])
    return draw(flow, Coverage.counted(flow, COVERED), walk or (), left_out)


def test_covered_exits_are_solid_and_missed_ones_dashed() -> None:
    svg = covered()
    assert lines(svg, "covered") == ["a > '200' → b\ntaken 2 times"]
    assert lines(svg, "failed") == ["a > '401' → c\ntaken 1 time, 1 of them in scenarios that failed"]
    assert lines(svg, "missed") == ["a > 'any other status' → d\ntaken never"]


def test_nodes_that_were_never_reached_are_dimmed() -> None:
    found = {name: classes(card) & {"unreached", "failed"} for name, card in cards(covered()).items()}
    assert found == {"a": set(), "b": set(), "c": {"failed"}, "d": {"unreached"}}


def test_replies_without_an_exit_of_their_own_are_chips() -> None:
    chips = [one for one in cards(covered())["a"].iter(f"{SVG}g") if "chip" in classes(one)]
    assert [(texts(one), classes(one) - {"chip"}) for one in chips] == [
        (["other"], {"missed"}),
        (["no reply"], {"covered"}),
    ]


def test_the_heading_tells_percentages_and_what_the_signs_mean() -> None:
    svg = covered([Visit("a", "200", "200"), Visit("b")])
    assert "3 of 4 nodes (75.0%) · 2 of 6 exits (33.3%) · 2 of 4 statuses (50.0%)" in texts(root(svg))
    for sign in ("taken", "only in scenarios that failed", "never taken (dimmed: never reached)", "leads nowhere"):
        assert sign in texts(root(svg))
    label = root(svg).attrib["aria-label"]
    assert label.startswith("Chatbot 'Test bot': 3 of 4 nodes (75.0%), ")


def test_a_plain_picture_has_no_colours_of_coverage() -> None:
    svg = draw(parse(HOOK, message("b"), message("c")))
    assert len(lines(svg, "plain")) == 2
    assert "3 nodes" in texts(root(svg))
    assert {"unreached", "failed"} & {name for card in cards(svg).values() for name in classes(card)} == set()


def test_the_last_path_is_highlighted_and_numbered() -> None:
    svg = covered([Visit("a", "200", "200"), Visit("b", ""), Visit("a", "200", "200"), Visit("b")], left_out=2)
    assert lines(svg, "walk") == ["a > '200' → b\ntaken 2 times\nstep 3, 5"]
    found = cards(svg)
    assert {name for name in found if "walked" in classes(found[name])} == {"a", "b"}
    assert "3 · 5" in texts(found["a"])
    assert "4 · 6" in texts(found["b"])


def test_a_node_met_many_times_has_its_last_numbers() -> None:
    flow = parse(question("a"), edges=[("a", "a")])
    svg = draw(flow, None, [Visit("a", "")] * 9)
    assert "… · 5 · 6 · 7 · 8 · 9" in texts(cards(svg)["a"])


def test_an_exit_that_leads_nowhere_has_a_cross_unless_the_chat_was_handed_over() -> None:
    flow = parse(message("a"), assign_agent("b", "66aa"), buttons("c", ("k", "Yes", "a")))
    crosses = {
        name: sum(one.attrib.get("class") == "dead" for one in card.iter()) for name, card in cards(draw(flow)).items()
    }
    assert crosses == {"a": 1, "b": 0, "c": 1}


def test_the_start_is_marked() -> None:
    flow = parse(message("a"), message("b", isStartNode=True))
    assert [name for name, card in cards(draw(flow)).items() if "start" in texts(card)] == ["b"]


def test_a_line_goes_round_the_cards_in_its_way() -> None:
    flow = parse(placed("a", 0, 0), placed("b", 400, 0), placed("c", 800, 0), edges=[("a", "c")])
    [(_, path)] = drawn(draw(flow))
    found = boxes(draw(flow))
    _, top, high = found["b"]
    heights = [float(y) for y in re.findall(r"[LQ]-?\d+ (-?\d+)", path)]
    assert any(y < top or y > top + high for y in heights)


def test_a_picture_is_the_same_every_time() -> None:
    assert covered() == covered()


def test_a_picture_knows_light_and_dark() -> None:
    style = root(covered()).find(f"{SVG}style")
    assert style is not None
    assert style.text is not None
    assert "@media (prefers-color-scheme:dark)" in style.text
    assert "var(" not in style.text
    assert "url(" not in style.text

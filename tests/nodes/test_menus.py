"""InteractiveButtons and InteractiveList: what is sent, taps, typed labels and the default exit."""

from __future__ import annotations

from typing import Any

import pytest

from flow_runner.engine.events import MessageSent, VariableSet
from flow_runner.engine.ports import Fallback
from flow_runner.engine.step import Answer
from tests.builders import buttons, list_node, message
from tests.nodes.node_runs import messages_of
from tests.walks import FakePlatform, walk

MENUS = pytest.mark.parametrize("menu", [buttons, list_node], ids=["buttons", "list"])
ITEMS = (("x1", "Yes", "yes"), ("x2", " Near Possession", "near"))
PLACES = (message("yes", "YES"), message("near", "NEAR"), message("other", "OTHER"))


def test_buttons_are_sent_with_all_their_parts() -> None:
    run = walk(
        buttons(
            "a",
            ("x", "Hi {{name}}", ""),
            interactiveButtonsHeader={"type": "Image", "text": "", "media": {"url": "https://f.example/a.png"}},
            interactiveButtonsBody="<p><strong>Ready</strong>, {{name}}?</p>",
            interactiveButtonsFooter="for {{name}}",
        ),
        platform=FakePlatform({"name": "Ann"}),
    )
    (sent,) = messages_of(run)
    assert sent == MessageSent(
        "a", "buttons", "*Ready*, Ann?", "https://f.example/a.png", "", "for Ann", (("x", "Hi Ann"),)
    )


@pytest.mark.parametrize("media", ["https://f.example/a.png", {"link": "https://f.example/a.png"}, None, 5])
def test_a_media_header_is_read_in_every_likely_shape(media: Any) -> None:
    run = walk(buttons("a", interactiveButtonsHeader={"type": "Image", "media": media}))
    assert messages_of(run)[0].media == ("https://f.example/a.png" if media and media != 5 else "")


def test_a_list_is_sent_with_all_its_rows() -> None:
    run = walk(list_node("a", *ITEMS, interactiveListHeader={"type": "Text", "text": "Head"}))
    (sent,) = messages_of(run)
    assert (sent.kind, sent.header, sent.button) == ("list", "Head", "Menu")
    assert sent.choices == (("x1", "Yes"), ("x2", " Near Possession"))


@MENUS
def test_a_tap_is_known_by_its_id_and_stores_the_label(menu: Any) -> None:
    run = walk(menu("a", *ITEMS, variable="pick"), *PLACES, given=[Answer("anything", choice="x1")])
    assert (run.path[-1], run.variables, run.leaned) == ("yes", {"pick": "Yes"}, set())


@MENUS
def test_a_tap_with_a_foreign_id_is_known_by_its_label_and_leans_on_nothing(menu: Any) -> None:
    run = walk(menu("a", *ITEMS), *PLACES, given=[Answer("Near Possession", choice="elsewhere")])
    assert (run.path[-1], run.leaned) == ("near", set())


@MENUS
@pytest.mark.parametrize("text", ["Yes", "yes", " YES "])
def test_a_typed_label_is_a_tap_as_an_assumption_says(menu: Any, text: str) -> None:
    run = walk(menu("a", *ITEMS, variable="pick"), *PLACES, given=[text])
    assert (run.path[-1], run.variables) == ("yes", {"pick": "Yes"})
    assert run.leaned == {"flow.typed_label_is_tap"}


@MENUS
def test_other_text_is_stored_and_takes_the_default_exit(menu: Any) -> None:
    run = walk(menu("a", *ITEMS, variable="pick", default="other"), *PLACES, given=["what?"])
    assert (run.path[-1], run.variables, run.leaned) == ("other", {"pick": "what?"}, set())


@MENUS
def test_the_default_exit_may_be_an_edge_only(menu: Any) -> None:
    run = walk(menu("a", *ITEMS), *PLACES, edges=[("a__a-default", "other")], given=["what?"])
    assert run.path[-1] == "other"


@MENUS
def test_without_a_default_exit_other_text_is_lost_and_that_is_told(menu: Any) -> None:
    run = walk(menu("a", *ITEMS, variable="pick"), *PLACES, given=["what?"])
    assert (run.outcome, run.warned, run.sent) == ("ended", ["answer-lost"], ["Pick one"])
    assert run.session.reason == "the answer fits no choice of a, which has no default exit"
    assert run.variables == {}


@MENUS
def test_a_file_is_no_choice_and_takes_the_default_exit(menu: Any) -> None:
    photo = Answer("Yes", media="https://m.example/1.jpg")
    run = walk(menu("a", *ITEMS, variable="pick", default="other"), *PLACES, given=[photo])
    assert (run.path[-1], run.variables) == ("other", {"pick": "https://m.example/1.jpg"})
    assert run.leaned == {"flow.media_stored"}


@MENUS
def test_the_fallback_message_comes_with_the_menu_again_until_it_has_no_tries_left(menu: Any) -> None:
    account = FakePlatform({"name": "Ann"}, fallback=Fallback("Sorry {{name}}?", 2))
    run = walk(menu("a", *ITEMS, variable="pick"), *PLACES, platform=account, given=["what?", "hm"])
    assert run.sent == ["Pick one"] + ["Sorry Ann?", "Pick one"] * 2
    assert (run.outcome, run.variables) == ("waits for answer", {})
    run.give("no idea")
    assert run.session.reason == "3 unknown answers to a: the fallback message has no tries left"
    assert (run.outcome, run.session.fails, run.warned) == ("ended", {}, [])


@MENUS
def test_a_good_answer_gives_the_fallback_message_all_its_tries_back(menu: Any) -> None:
    account = FakePlatform(fallback=Fallback("Sorry?", 1))
    again = menu("a", ("x1", "Yes", "a"))
    run = walk(again, platform=account, given=["what?", "Yes", "what?"])
    assert (run.outcome, run.sent.count("Sorry?")) == ("waits for answer", 2)


@MENUS
def test_a_default_exit_of_its_own_comes_before_the_fallback_message(menu: Any) -> None:
    account = FakePlatform(fallback=Fallback("Sorry?", 2))
    run = walk(menu("a", *ITEMS, default="other"), *PLACES, platform=account, given=["what?"])
    assert run.path[-1] == "other"


@MENUS
def test_a_choice_without_a_target_ends_the_run(menu: Any) -> None:
    run = walk(menu("a", ("x", "Yes", "")), given=[Answer("Yes", choice="x")])
    assert (run.outcome, run.session.reason) == ("ended", "the path ends at a")


@MENUS
def test_nothing_is_stored_without_a_variable(menu: Any) -> None:
    run = walk(menu("a", *ITEMS), *PLACES, given=["Yes"])
    assert not [event for event in run.events if isinstance(event, VariableSet)]


@MENUS
def test_a_loop_back_to_the_same_choices_is_no_runaway(menu: Any) -> None:
    run = walk(
        menu("a", ("x", "Yes", ""), default="please"),
        message("please", "Please choose"),
        edges=[("please", "a")],
        given=["?"] * 150,
    )
    assert run.outcome == "waits for answer"


@MENUS
def test_the_label_is_stored_as_the_customer_saw_it(menu: Any) -> None:
    run = walk(
        menu("a", ("x", "I am {{name}}", ""), variable="pick"),
        platform=FakePlatform({"name": "Ann"}),
        given=[Answer("I am Ann", choice="x")],
    )
    assert run.variables == {"pick": "I am Ann"}


@MENUS
def test_a_typed_label_is_compared_with_what_the_customer_saw(menu: Any) -> None:
    run = walk(
        menu("a", ("x", "I am {{name}}", "yes")), *PLACES, platform=FakePlatform({"name": "Ann"}), given=["i am ann"]
    )
    assert run.path[-1] == "yes"

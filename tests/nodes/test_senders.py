"""Cards, templates and forms: what is sent, and whether the flow waits for it."""

from __future__ import annotations

from typing import Any

import pytest

from flow_runner.engine.events import MessageSent
from flow_runner.engine.ports import Fallback, Template
from flow_runner.engine.step import Answer
from tests.builders import cta_url, form, message, product, product_list, question, template
from tests.nodes.node_runs import OK, OTHER, messages_of
from tests.walks import FakePlatform, walk

ANN = {"name": "Ann"}
WELCOME = Template("welcome", "Hello {{name}}, @city", "For {{name}}", "Bye", ("Yes", "No"))
ACCOUNT = {"t1": WELCOME, "plain": Template("plain", "Hello {{nickname}}")}
FILLED = Answer("Response sent", form=(("screen_0_city", "Pune"), ("Lead form_screen_0_age", "30")))


# --- cards ----------------------------------------------------------------------------------------------------------


def test_an_address_button_is_sent_with_all_its_parts() -> None:
    head = {"type": "Image", "text": "", "media": "https://f.example/a.png"}
    node = cta_url("a", "https://shop.example.com/{{name}}", interactiveCtaUrlHeader=head, interactiveCtaUrlFooter="F")
    run = walk(node, OK, edges=[("a", "ok")], platform=FakePlatform(ANN))
    sent = MessageSent("a", "cta_url", "Have a look", "https://f.example/a.png", "", "F", button="Open")
    assert messages_of(run)[0] == sent._replace(reference="https://shop.example.com/Ann")


@pytest.mark.parametrize("card", [cta_url("a"), product("a", "SKU-1"), product_list("a", "set1")])
@pytest.mark.parametrize(("choice", "outcome"), [("never", "ended"), ("for_any_message", "waits for answer")])
def test_a_card_waits_as_the_assumption_says(card: Any, choice: str, outcome: str) -> None:
    run = walk(card, OK, edges=[("a", "ok")], assume={"flow.card_waits": choice}, platform=FakePlatform(ANN))
    assert (run.outcome, run.leaned) == (outcome, {"flow.card_waits"})
    if outcome != "ended":
        run.give("I want it")
    assert (run.path, run.outcome) == (["a", "ok"], "ended")


def test_a_product_and_a_set_of_products_are_sent_by_their_ids() -> None:
    edges = [("a", "b")]
    one, several = messages_of(walk(product("a", "SKU-1"), product_list("b", "set1"), edges=edges))
    assert (one.kind, one.reference) == ("product", "SKU-1")
    assert (several.kind, several.text, several.header, several.reference) == (
        "product_list",
        "Look, {{name}}",
        "Our range",
        "set1",
    )


def test_a_product_that_was_not_chosen_sends_nothing_and_that_is_told() -> None:
    run = walk(product("a", None), OK, edges=[("a", "ok")])
    assert (run.sent, run.warned, run.leaned) == ([], ["no-product"], set())


def test_a_set_that_was_not_chosen_sends_its_text_and_that_is_told() -> None:
    run = walk(product_list("a", None), platform=FakePlatform(ANN))
    assert (run.sent, run.warned) == (["Look, Ann"], ["no-products"])


# --- templates ------------------------------------------------------------------------------------------------------


def test_a_template_is_filled_with_attributes_and_knows_no_flow_variables() -> None:
    run = walk(
        question("q"),
        template("a"),
        edges=[("q", "a")],
        given=["Pune"],
        platform=FakePlatform(ANN, templates=ACCOUNT),
    )
    sent = messages_of(run)[-1]
    assert (sent.kind, sent.text, sent.header, sent.footer) == ("template", "Hello Ann, @city", "For Ann", "Bye")
    assert (sent.reference, sent.choices, run.unset) == ("welcome", (("", "Yes"), ("", "No")), [])


def test_an_attribute_of_a_template_that_was_never_set_is_told() -> None:
    run = walk(template("a", "plain"), platform=FakePlatform(templates=ACCOUNT))
    assert (run.sent, run.unset) == (["Hello {{nickname}}"], ["{{nickname}}"])


def test_one_button_does_not_wait_and_several_do() -> None:
    account = FakePlatform(ANN, templates=ACCOUNT)
    assert walk(template("a", "t1", ("x", "Yes", "")), OK, platform=account).outcome == "ended"
    run = walk(template("a", "t1", ("x", "Yes", "ok"), ("y", "No", "other")), OK, OTHER, platform=account)
    assert run.outcome == "waits for answer"
    assert run.give(Answer("No", choice="y")).path == ["a", "other"]


def test_another_answer_to_a_template_is_met_with_the_fallback_message() -> None:
    account = FakePlatform(ANN, templates=ACCOUNT, fallback=Fallback("Sorry?", 1))
    buttons = (("x", "Yes", "ok"), ("y", "No", ""))
    run = walk(template("a", "t1", *buttons), OK, platform=account, given=["what?"])
    assert run.sent == ["Hello Ann, @city", "Sorry?", "Hello Ann, @city"]


def test_buttons_that_only_the_account_knows_have_no_exits_and_that_is_told() -> None:
    run = walk(template("a"), OK, edges=[("a", "ok")], platform=FakePlatform(ANN, templates=ACCOUNT))
    assert (run.warned, run.path) == (["template-buttons"], ["a", "ok"])


@pytest.mark.parametrize("more", [{}, {"messageTemplateId": "", "messageTemplateIds": ["gone"]}])
def test_a_template_that_the_account_does_not_have_sends_nothing(more: Any) -> None:
    run = walk(template("a", "gone", **more), OK, edges=[("a", "ok")])
    assert (run.warned, run.path) == (["unknown-template"], ["a", "ok"])
    assert "the account has no template 'gone'" in str(run.events)


def test_no_template_at_all_is_told() -> None:
    assert "no template is chosen" in str(walk(template("a", "")).events)


# --- forms ----------------------------------------------------------------------------------------------------------


def test_a_filled_form_becomes_attributes_named_after_it() -> None:
    account = FakePlatform(forms={"f1": "Lead form"})
    run = walk(form("a"), message("b", "{{Lead form_screen_0_city}}"), edges=[("a", "b")], platform=account)
    assert (
        messages_of(run)[0]._asdict() | {"reference": "Lead form", "button": "Fill in"} == messages_of(run)[0]._asdict()
    )
    run.give(FILLED)
    assert run.platform.attributes == {"Lead form_screen_0_city": "Pune", "Lead form_screen_0_age": "30"}
    assert (run.sent[-1], run.variables) == ("Pune", {})


def test_a_form_that_the_account_does_not_have_is_told_and_named_by_its_id() -> None:
    run = walk(form("a", "f9"), given=[Answer("", form=(("city", "Pune"),))])
    assert (run.warned, run.platform.attributes) == (["unknown-form"], {"f9_city": "Pune"})


def test_a_form_that_nobody_chose_is_not_sent_and_the_run_waits_for_it() -> None:
    run = walk(form("a", ""))
    assert (run.warned, run.sent, run.outcome) == (["unknown-form"], [], "waits for answer")


def test_text_instead_of_the_form_is_met_with_its_own_fallback_and_then_ends_the_run() -> None:
    run = walk(form("a"), platform=FakePlatform(forms={"f1": "Lead form"}), given=["hello?", "hm"])
    assert run.sent == ["Tell us more"] + ["Please fill the form."] * 2
    assert run.outcome == "waits for answer"
    run.give("no")
    assert run.session.reason == "3 times the form of a was not filled: the run ends without a word"


def test_a_form_that_is_filled_in_the_end_forgets_the_bad_tries() -> None:
    run = walk(form("a"), edges=[("a", "a")], given=["hello?", FILLED])
    assert (run.outcome, run.session.fails) == ("waits for answer", {})

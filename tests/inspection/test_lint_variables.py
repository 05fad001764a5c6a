"""Placeholders that nothing sets, or that are set in the other namespace."""

from __future__ import annotations

from typing import Any

import pytest

from flow_runner.inspection.lint.example import (
    agent,
    buttons,
    condition,
    delay,
    flow,
    message,
    node,
    question,
    update,
    webhook,
)
from tests.inspection.told import findings, texts, told

END = agent()
CITY = question("main_question-city", "city")
EMAIL = question("main_question-email", "email")


def after_questions(reader: dict[str, Any], *more: dict[str, Any]) -> dict[str, Any]:
    """@city and @email are asked for; then comes a node that reads something."""
    edges = ((CITY["id"], EMAIL["id"]), (EMAIL["id"], reader["id"]), (reader["id"], END["id"]))
    return flow(CITY, EMAIL, reader, *more, END, edges=edges)


def saying(text: str) -> dict[str, Any]:
    return after_questions(message("main_message-said", f"<p>{text}</p>"))


def posting(body: str) -> dict[str, Any]:
    return after_questions(webhook("main_webhook-post", method="Post", body=body))


@pytest.mark.parametrize(
    "text",
    [
        "Follow @acme_shop on Instagram",
        "Write to us @ the office",
        "Write to sales@example.com",
        "Your address ends in @gmail.com",  # one letter from @email, and a domain
        "联系@客服小王",
        "@here everybody",
        "Price: 5@10",
        "@ct",  # too short to resemble @city by more than chance
    ],
)
def test_a_handle_or_an_address_in_a_text_is_no_mistake(text: str) -> None:
    assert texts(saying(text), "unknown-variable") == []


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("In @citty there is a shop", "@city"),
        ("In @CITY there is a shop", "@city"),
        ("Mail to @emial", "@email"),
        ("Mail to @e_mail", "@email"),
    ],
)
def test_in_a_text_a_name_is_told_that_resembles_one_of_the_flow(text: str, meant: str) -> None:
    (one,) = told(saying(text), "unknown-variable")
    assert one.grade == "warning"
    assert f"Did you mean '{meant}' (set by main_question-" in one.text


def test_the_text_says_what_is_wrong_what_was_meant_and_what_comes_of_it() -> None:
    (one,) = told(posting('{ "city": "@citty" }'), "unknown-variable")
    assert one.where == "main_webhook-post (Webhook) > body"
    assert one.text == (
        "variable '@citty' is never set. Did you mean '@city' (set by main_question-city)? "
        "As on the platform, the text '@citty' goes out literally."
    )
    assert one.grade == "error"


@pytest.mark.parametrize(
    "reader",
    [
        webhook("r", "https://api.example.com/@plan"),
        webhook("r", headers={"X-Plan": "@plan"}),
        webhook("r", method="Post", body='{ "plan": "@plan" }'),
        webhook("r", method="Post", body='{ "plan": "order-@plan" }'),
        webhook("r", method="Post", body='{ "plan": @plan }'),
        webhook("r", method="Post", body="plan=@plan, as it seems"),
        update("r", ("level", "@plan")),
        update("r", ("plan", "@plan")),
    ],
)
def test_as_data_a_name_is_told_whatever_it_resembles(reader: dict[str, Any]) -> None:
    (one,) = told(after_questions(reader), "unknown-variable")
    assert one.grade == "error"
    assert "'@plan' is never set." in one.text
    assert "Did you mean" not in one.text


@pytest.mark.parametrize(
    ("assumption", "choice"), [("flow.invoke_carries", "variables_too"), ("flow.sheet_row_found", "sets_variables")]
)
def test_it_may_come_from_elsewhere_where_the_account_assumes_that(assumption: str, choice: str) -> None:
    account = {"assumptions": {assumption: choice}}
    raw = after_questions(webhook("r", "https://api.example.com/@plan"))
    assert [one.grade for one in told(raw, "unknown-variable", account)] == ["warning"]


def test_a_condition_on_what_is_never_set_says_how_it_comes_out() -> None:
    tested = condition("r", "@plan", "Equal", "gold", END["id"], END["id"])
    (one,) = told(after_questions(tested), "unknown-variable")
    assert one.text == "variable '@plan' is never set. The comparison is false every time."
    assert texts(after_questions(tested), "condition-never-true") == []


def test_a_name_used_as_data_is_told_in_texts_too() -> None:
    raw = flow(
        webhook("w", "https://api.example.com/@plan"),
        message("m", "<p>Your plan: @plan</p>"),
        END,
        edges=(("w", "m"), ("m", END["id"])),
    )
    assert [(one.node, one.grade) for one in told(raw, "unknown-variable")] == [("w", "error"), ("m", "error")]


@pytest.mark.parametrize(
    "body",
    [
        '{ "@type": "Person", "@context": "https://schema.example.com" }',
        '{ "text": "@channel somebody wrote to us" }',
        '{ "mail": "info@example.com" }',
        '{ "mail": "{{name}}@shop.example.com" }',
    ],
)
def test_the_names_of_members_and_words_among_others_in_a_body_are_no_mistake(body: str) -> None:
    assert texts(posting(body), "unknown-variable") == []


def test_the_body_of_a_get_request_is_not_sent_and_nothing_is_told_of_it() -> None:
    assert findings(after_questions(webhook("r", method="Get", body="{ @plan }"))) == ()


def test_the_platforms_own_variable_is_no_mistake() -> None:
    assert texts(posting('{ "said": "@whatsappMessage" }'), "unknown-variable") == []


def test_test_values_of_the_builder_are_no_place_of_a_placeholder() -> None:
    hook = webhook("r", "https://api.example.com/@plan")
    early = {
        "testVariables": [{"name": "@plan", "value": "gold"}],
        **{k: v for k, v in hook.items() if k[:4] != "test"},
    }
    (one,) = told(after_questions(early), "unknown-variable")
    assert one.pointer.endswith("/url")


def test_it_is_told_once_for_a_node_with_the_number_of_its_texts() -> None:
    hook = webhook("r", "https://api.example.com/@plan", headers={"X-Plan": "@plan"})
    (one,) = told(after_questions(hook), "unknown-variable")
    assert "never set (in 2 texts of this node)." in one.text


def test_the_pointer_leads_to_the_text_even_where_a_longer_name_stands_before() -> None:
    hook = webhook("r", "https://api.example.com/@planet", headers={"X-Plan": "@plan"})
    places = {one.text.split("'")[1]: one.where for one in told(after_questions(hook), "unknown-variable")}
    assert places["@plan"] == "r (Webhook) > headers[0] > headerValue"


def test_a_node_of_an_unknown_type_may_set_every_name_that_stands_in_it() -> None:
    asked = node("AskAddress", "main_address-a", variableName="@address", attribute="street")
    reader = webhook("r", "https://api.example.com/@address/{{street}}")
    raw = flow(asked, reader, END, edges=(("main_address-a", "r"), ("r", END["id"])))
    codes = {one.code for one in findings(raw)}
    assert codes == {"unknown-node-type"}


# --- attributes ------------------------------------------------------------------------------------------------------

READS = after_questions(message("main_message-a", "<p>{{plan}}</p>"))
CONTACT = {"phone": "15550100001", "name": "Priya Test"}


def world(**attributes: str) -> dict[str, Any]:
    return {"wati": {"contacts": [{**CONTACT, "attributes": attributes}]}}


def test_an_attribute_may_be_set_outside_so_it_is_worth_no_more_than_a_note() -> None:
    (one,) = told(READS, "unknown-attribute")
    assert (one.grade, one.where) == ("note", "main_message-a (Message) > flowReplies[0] > data")
    assert one.text == (
        "nothing in this chatbot sets the attribute '{{plan}}'. It has a value only where something else gives it one."
    )


def test_an_attribute_that_a_contact_of_the_account_has_is_known() -> None:
    assert texts(READS, "unknown-attribute", world(plan="gold")) == []


def test_an_attribute_that_no_contact_of_the_account_has_is_a_warning() -> None:
    (one,) = told(READS, "unknown-attribute", world(city="Springfield"))
    assert one.grade == "warning"
    assert "No contact of the account has it." in one.text


def test_an_account_without_contacts_says_nothing_of_attributes() -> None:
    (one,) = told(READS, "unknown-attribute", {"wati": {}})
    assert one.grade == "note"
    assert "No contact" not in one.text


def test_an_attribute_a_slip_away_from_one_that_is_set_is_a_warning() -> None:
    raw = flow(
        update("u", ("booking", "yes")),
        message("m", "<p>{{boking}}</p>"),
        END,
        edges=(("u", "m"), ("m", END["id"])),
    )
    (one,) = told(raw, "unknown-attribute")
    assert one.grade == "warning"
    assert "Did you mean '{{booking}}' (set by u)?" in one.text


@pytest.mark.parametrize(
    ("reader", "is_told"),
    [
        (webhook("r", headers={"Authorization": "Bearer {{shop}}"}), False),
        (webhook("r", "https://api.example.com/token?grant_type=refresh_token&refresh_token={{shop}}"), False),
        (webhook("r", "https://api.example.com/{{shop_token}}"), False),
        (webhook("r", method="Post", body='{ "key": "{{shop_token}}" }'), False),
        (webhook("r", "https://api.example.com/orders?shop={{shop}}"), True),
        (webhook("r", "https://api.example.com/{{shop}}?token=x"), True),
        (webhook("r", "{{shop}}"), True),
        (webhook("r", "https://api.example.com/{{shop}}", headers={"Authorization": "Bearer {{shop}}"}), True),
    ],
)
def test_a_credential_that_is_kept_on_the_contact_is_set_outside_on_purpose(
    reader: dict[str, Any], is_told: bool
) -> None:
    raw = after_questions(reader)
    assert bool(texts(raw, "unknown-attribute")) is is_told
    assert [one.grade for one in told(raw, "unknown-attribute", world(city="Springfield"))] == ["warning"]


def test_an_attribute_is_told_once_for_all_its_readers() -> None:
    nodes = [message(f"m{number}", "<p>{{plan}}</p>") for number in range(3)]
    raw = flow(*nodes, END, edges=(("m0", "m1"), ("m1", "m2"), ("m2", END["id"])))
    (one,) = told(raw, "unknown-attribute")
    assert (one.node, "which 3 nodes read" in one.text) == ("m0", True)


@pytest.mark.parametrize("name", ["name", "Name", "phone", "WAID", "wa_id", "contact_name"])
def test_what_every_contact_has_is_known(name: str) -> None:
    assert findings(after_questions(message("m", f"<p>{{{{{name}}}}}</p>"))) == ()


def test_the_fields_of_a_form_are_named_by_the_form() -> None:
    form = node("InteractiveWhatsAppFlow", "f", whatsAppFlowId="1", userInputVariable=None)
    raw = flow(
        form,
        message("m", "<p>{{signup_screen_0_textinput_0}} {{plan}}</p>"),
        END,
        edges=(("f", "m"), ("m", END["id"])),
    )
    assert ["'{{plan}}'" in text for text in texts(raw, "unknown-attribute")] == [True]


def test_in_an_account_the_fields_are_known_by_the_names_of_its_forms() -> None:
    form = node("InteractiveWhatsAppFlow", "f", whatsAppFlowId="1", userInputVariable=None)
    raw = flow(form, message("m", "<p>{{signup_city}}</p>"), END, edges=(("f", "m"), ("m", END["id"])))
    account = {"wati": {"whatsapp_flows": [{"id": "1", "name": "signup"}]}}
    assert len(texts(raw, "unknown-attribute", {})) == 1
    assert texts(raw, "unknown-attribute", account) == []


# --- namespaces ------------------------------------------------------------------------------------------------------


def saved_as(kind: str, reader: dict[str, Any]) -> dict[str, Any]:
    """A webhook saves `plan` as a variable or an attribute; then comes a node that reads something."""
    hook = webhook("w", saved=((kind, "plan", "plan"),))
    return flow(hook, reader, END, edges=(("w", reader["id"]), (reader["id"], END["id"])))


ATTRIBUTE, VARIABLE = "ContactCustomParameter", "ContactInputVariable"


def test_a_variable_that_is_an_attribute_hurts_everybody() -> None:
    (one,) = told(saved_as(ATTRIBUTE, message("m", "<p>Your plan: @plan</p>")), "wrong-namespace")
    assert (one.grade, one.fix) == ("error", "Write {{plan}} in the place of @plan.")
    assert one.text == (
        "no variable '@plan' is ever set; there is only the attribute {{plan}}, saved by w. "
        "As on the platform, the text '@plan' goes out literally."
    )


def test_an_attribute_that_is_a_variable_may_still_come_from_outside() -> None:
    raw = saved_as(VARIABLE, message("m", "<p>Your plan: {{plan}}</p>"))
    (one,) = told(raw, "wrong-namespace")
    assert (one.grade, one.text) == (
        "warning",
        "nothing in this chatbot sets the attribute '{{plan}}'; there is only the variable @plan, saved by w. As on "
        "the platform, the text '{{plan}}' goes out literally. That is, where nothing outside sets it either.",
    )
    assert one.fix == "Write @plan, or save it as an attribute first: Update attribute, plan = @plan."
    assert texts(raw, "wrong-namespace", world(plan="gold")) == []


@pytest.mark.parametrize(("said", "written"), [("@phone", "{{phone}}"), ("@name", "{{name}}"), ("@Name", "{{Name}}")])
def test_what_contacts_have_by_themselves_is_no_variable(said: str, written: str) -> None:
    (one,) = told(posting(f'{{ "who": "{said}" }}'), "wrong-namespace")
    assert one.fix == f"Write {written} in the place of {said}."


def test_a_name_that_is_set_in_both_namespaces_is_right_in_both() -> None:
    raw = after_questions(update("u", ("city", "@city")), message("m"))
    assert texts(raw, "wrong-namespace") == []
    both = flow(
        CITY, update("u", ("city", "@city")), message("m", "<p>@city {{city}}</p>"), END,
        edges=((CITY["id"], "u"), ("u", "m"), ("m", END["id"])),
    )  # fmt: skip
    assert findings(both) == ()


@pytest.mark.parametrize(
    ("test", "value", "outcome"),
    [("Equal", "gold", "false"), ("KeywordContains", "", "false"), ("NotEqual", "gold", "true"), ("Equal", "", "true")],
)
def test_a_condition_in_the_wrong_namespace_comes_out_the_same_every_time(test: str, value: str, outcome: str) -> None:
    raw = saved_as(ATTRIBUTE, condition("c", "@plan", test, value, END["id"], END["id"]))
    (one,) = told(raw, "wrong-namespace")
    assert one.text.endswith(f" The comparison is {outcome} every time.")
    assert texts(raw, "condition-never-true") + texts(raw, "condition-always-true") == []


@pytest.mark.parametrize(("kind", "fix"), [(ATTRIBUTE, "Write {{plan}}. --fix does so."), (VARIABLE, "Write @plan.")])
def test_a_bare_name_in_a_condition_is_told_with_the_spelling_that_is_meant(kind: str, fix: str) -> None:
    raw = saved_as(kind, condition("c", "plan", "Equal", "gold", END["id"], END["id"]))
    (one,) = told(raw, "wrong-namespace")
    assert (one.grade, one.fix) == ("warning", fix)
    assert one.where == "c (Condition) > flowNodeConditions[0] > variable"


def test_a_bare_name_that_nothing_sets_is_told_as_such() -> None:
    raw = saved_as(ATTRIBUTE, condition("c", "nothing", "Equal", "gold", END["id"], END["id"]))
    assert "nothing in this chatbot sets either" in texts(raw, "wrong-namespace")[0]


def test_a_wait_of_time_reads_nothing() -> None:
    assert findings(after_questions(delay("d"))) == ()


def test_of_many_unknown_names_all_are_told_though_not_all_get_a_guess() -> None:
    body = ", ".join(f'"k{number}": "@choice{number}x"' for number in range(60))
    raw = flow(
        buttons("b", ("y", "Yes", "w"), default="w", variable="chosen"),
        webhook("w", method="Post", body=f"{{ {body} }}"),
        END,
        edges=(("w", END["id"]),),
    )
    assert len(texts(raw, "unknown-variable")) == 60

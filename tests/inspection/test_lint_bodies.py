"""Bodies of webhooks, and labels of menus that are sent for something else."""

from __future__ import annotations

from typing import Any

import pytest

from flow_runner.engine.template import Grammar
from flow_runner.inspection.lint.body import read_body
from flow_runner.inspection.lint.example import Raw, agent, buttons, flow, message, question, update, webhook
from tests.inspection.told import findings, texts, told

END = agent()
HERE = END["id"]
VARIABLE = "ContactInputVariable"


def sending(body: str, first: Raw | None = None, **more: Any) -> dict[str, Any]:
    """An open question for @city, or another node; then a webhook with this body."""
    asked = first or question("q", "city")
    hook = webhook("w", method="Post", body=body, statuses=((0, HERE),), **more)
    drawn = (("q", "w"),) if asked["flowNodeType"] != "InteractiveButtons" else ()
    return flow(asked, hook, END, edges=drawn)


def codes(raw: dict[str, Any]) -> list[str]:
    return sorted({one.code for one in findings(raw)} & {"unescaped-variable", "body-not-json"})


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('{ "city": "@city" }', ["unescaped-variable"]),
        ('{ "city": "in @city, it seems" }', ["unescaped-variable"]),
        ('{ "@city": 1 }', ["unescaped-variable"]),
        ('{ "name": "{{name}}" }', ["unescaped-variable"]),
        ('{ "phone": "{{phone}}" }', []),
        ('{ "phone": {{phone}} }', []),
        ('{ "token": "{{zoho_token}}" }', []),  # a token has no quotes in it
        ('{ "city": @city }', ["body-not-json"]),
        ('[ @city, "@city" ]', ["body-not-json", "unescaped-variable"]),
        ('{ "city": "@city", }', ["body-not-json"]),
        ("{ 'city': '@city' }", ["body-not-json"]),
        ('{ "city": "@city"', ["body-not-json"]),
        ("grant_type=refresh_token&city=@city", ["body-not-json"]),
        ('{ "a": NaN }', ["body-not-json"]),
        ("[" * 100_000, ["body-not-json"]),
        ("", []),
        ("  \n", []),
        ('"just a text"', []),
        ('{ "quoted": "say \\"@city\\"" }', ["unescaped-variable"]),
    ],
)
def test_a_body_is_json_with_a_text_in_quotes_and_a_number_elsewhere(body: str, expected: list[str]) -> None:
    assert codes(sending(body)) == expected


def test_what_is_wrong_with_a_body_is_told_with_its_line() -> None:
    (one,) = told(sending('{\n  "city": "@city"\n  "a": 1\n}'), "body-not-json")
    assert one.text == "the body is no JSON, whatever its placeholders hold; in its line 3: expecting ',' delimiter"
    assert (one.grade, one.where) == ("error", "w (Webhook) > body")


def test_a_body_that_says_it_is_something_else_is_only_a_warning() -> None:
    raw = sending("a=@city", headers={"Content-Type": "application/x-www-form-urlencoded"})
    assert [one.grade for one in told(raw, "body-not-json")] == ["warning"]
    raw = sending("a=@city", headers={"Content-Type": "application/json; charset=utf-8"})
    assert [one.grade for one in told(raw, "body-not-json")] == ["error"]


def test_a_get_request_sends_no_body() -> None:
    raw = flow(question("q", "city"), webhook("w", body="@city", statuses=((0, HERE),)), END, edges=(("q", "w"),))
    assert findings(raw) == ()


@pytest.mark.parametrize(
    ("first", "grade"),
    [
        (question("q", "city"), "warning"),
        (question("q", "city", type="Number"), None),
        (question("q", "city", type="Regex", regex="^[0-9]{1,2}$"), None),
        (question("q", "city", type="Regex", regex="^[a-z]+$"), "warning"),
        (webhook("q", saved=((VARIABLE, "city", "city"),)), "note"),
        (buttons("q", ("a", "Pune", "w"), variable="city"), "warning"),
        (update("q", ("city", "5")), None),  # sets the attribute; of the variable another check tells
    ],
)
def test_a_bare_placeholder_is_told_by_what_it_may_hold(first: Raw, grade: str | None) -> None:
    found = told(sending('{ "city": @city }', first), "body-not-json")
    assert [one.grade for one in found] == ([grade] if grade else [])
    if found:
        assert found[0].text.startswith("@city goes in bare: a value that is empty or no number makes the body no JSON")
        assert found[0].fix.startswith('Write "@city", in double quotes')


@pytest.mark.parametrize(
    ("first", "risky"),
    [
        (question("q", "city"), True),
        (question("q", "city", type="Number"), False),
        (question("q", "city", type="Regex", regex="^[A-Za-z ]{2,20}$"), False),
        (question("q", "city", type="Regex", regex=r"^\d{6}$"), False),
        (question("q", "city", type="Regex", regex=r"^[\w.+-]+@[\w-]+\.[a-z]{2,}$"), False),
        (question("q", "city", type="Regex", regex="^[A-z]+$"), True),  # has the backslash between Z and a
        (question("q", "city", type="Regex", regex="^[ -~]+$"), True),
        (question("q", "city", type="Regex", regex="[a-z]+"), True),  # is not held to the whole answer
        (question("q", "city", type="Regex", regex="^a|b$"), True),
        (question("q", "city", type="Regex", regex="^.{2,5}$"), True),
        (question("q", "city", type="Regex", regex="^[^0-9]$"), True),
        (question("q", "city", type="Regex", regex=r"^\S+$"), True),
        (webhook("q", saved=((VARIABLE, "city", "city"),)), True),
        (buttons("q", ("a", "Pune", "w"), ("b", "New Delhi", "w"), variable="city"), False),
        (buttons("q", ("a", 'The "Pink" City', "w"), variable="city"), True),
        (buttons("q", ("a", "Pune", "w"), variable="city", default="w"), True),
    ],
)
def test_a_value_is_risky_that_may_have_a_quote_or_a_line_break(first: Raw, risky: bool) -> None:
    found = texts(sending('{ "city": "@city" }', first), "unescaped-variable")
    assert found == (["@city may hold any text, and stands inside a string"] if risky else [])


def test_risky_values_are_listed_once_for_a_webhook() -> None:
    raw = sending('{ "a": "@city", "b": "@city {{name}}" }')
    assert texts(raw, "unescaped-variable") == ["@city and {{name}} may hold any text, and stand inside a string"]


def test_what_is_told_as_unset_is_not_told_as_risky_too() -> None:
    assert texts(sending('{ "a": "@nothing", "b": "{{city}}" }'), "unescaped-variable") == []


def test_the_places_of_a_body_are_told_apart() -> None:
    grammar = Grammar(["a b", "x"])
    body = read_body('{ "@key": @x, "k": "@a b", "text": "hello @word", "two": "@one @two" }', grammar)
    assert body.fault == ""
    kinds = {slot.reference.name: (slot.bare, slot.key, slot.amid) for slot in body.slots}
    assert kinds == {
        "key": (False, True, False),
        "x": (True, False, False),
        "a b": (False, False, False),
        "word": (False, False, True),
        "one": (False, False, False),
        "two": (False, False, False),
    }
    assert {one.name for one in body.keys} == {"key"}
    assert {one.name for one in body.data} == {"x", "a b", "one", "two"}


def test_signs_of_our_own_in_a_body_do_no_harm() -> None:
    body = read_body('{ "a": "\ue0007\ue001 \ue00099999999\ue001", "b": "@x" }', Grammar([]))
    assert [slot.reference.name for slot in body.slots] == ["x"]


# --- labels that are sent --------------------------------------------------------------------------------------------

CODE = "mixed-variable"


def mixed(
    name: str, asked: Raw, *, title: str = "Talk to us", reader: Raw | None = None, led: str = "r"
) -> dict[str, Any]:
    """A menu saves into a variable; one choice asks for the value, the other goes straight to the reader."""
    menu = buttons("m", ("o", "Own", "q"), ("t", title, led), default=HERE, variable=name)
    read = reader or webhook("r", f"https://api.example.com/@{name}", statuses=((200, HERE), (0, HERE)))
    edges = (("q", "r"), *((("r", HERE),) if reader else ()))
    return flow(menu, asked, read, END, edges=edges)


def test_a_label_in_the_place_of_an_id_is_told() -> None:
    (one,) = told(mixed("client_id", question("q", "client_id")), CODE)
    assert (one.node, one.grade) == ("r", "warning")
    assert one.text == "'@client_id' holds what q saves, or else the label 'Talk to us' of m"


@pytest.mark.parametrize(
    ("name", "title", "asked", "is_told"),
    [
        ("client_id", "Talk to us", {}, True),
        ("clientId", "Talk to us", {}, True),
        ("promo code", "No code", {}, True),
        ("email", "Skip it", {}, True),
        ("client_id", "TALK", {}, False),  # may be an id, for all that is known
        ("city", "New Delhi", {}, False),  # a menu of the usual ones, and a question for the others
        ("idea", "My own idea", {}, False),
        ("valid", "Not sure", {}, False),
        ("rooms", "Many", {"type": "Number"}, True),
        ("rooms", "3", {"type": "Number"}, False),
        ("pin", "TALK", {"type": "Regex", "regex": "^[0-9]{6}$"}, True),
        ("pin", "110001", {"type": "Regex", "regex": "^[0-9]{6}$"}, False),
        ("client_id", "{{name}} himself", {}, False),
    ],
)
def test_only_a_label_that_cannot_be_meant_is_told(name: str, title: str, asked: dict[str, str], is_told: bool) -> None:
    assert bool(told(mixed(name, question("q", name, **asked), title=title), CODE)) is is_told


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("Your link: https://shop.example.com/r/@client_id", True),
        ("Your link: https://shop.example.com/?id=@client_id&x=1", True),
        ("Thank you, @client_id", False),
    ],
)
def test_a_label_inside_a_link_is_sent_too_but_one_in_a_text_is_not(text: str, is_told: bool) -> None:
    raw = mixed("client_id", question("q", "client_id"), reader=message("r", f"<p>{text}</p>"))
    assert bool(told(raw, CODE)) is is_told


def test_an_attribute_made_of_it_is_told() -> None:
    raw = mixed("client_id", question("q", "client_id"), reader=update("r", ("client", "@client_id")))
    assert [one.node for one in told(raw, CODE)] == ["r"]


def test_a_value_from_a_webhook_counts_as_another_one() -> None:
    hook = webhook("q", saved=((VARIABLE, "client_id", "id"),), statuses=((200, "r"), (0, HERE)))
    menu = buttons("m", ("o", "Own", "q"), ("t", "Talk to us", "r"), default=HERE, variable="client_id")
    raw = flow(menu, hook, update("r", ("client", "@client_id")), END, edges=(("r", HERE),))
    assert [one.node for one in told(raw, CODE)] == ["r"]


def test_a_label_that_is_always_replaced_before_it_is_sent_is_none() -> None:
    assert told(mixed("client_id", question("q", "client_id"), led=HERE), CODE) == []
    assert told(mixed("client_id", question("q", "client_id"), led="q"), CODE) == []

"""What exploring finds: each kind, the scenario that tells it, and that it passes once the chatbot is mended."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from flow_runner.explore.find import MEANING
from flow_runner.testing.explored import Notebook, finds_feature
from flow_runner.testing.verdict import Verdict
from flow_runner.testing.writing import Writer
from tests.builders import (
    VARIABLE,
    assign_agent,
    assign_team,
    buttons,
    chat_status,
    condition,
    export,
    message,
    question,
    status,
    update_attribute,
    webhook,
)
from tests.explore.explorations import AGENT, TEAM, WORLD, Author, faults

Raw = dict[str, Any]
OWNER = assign_agent("z", AGENT)


class Case(NamedTuple):
    """A chatbot with a defect, the find, and the chatbot mended."""

    broken: Raw
    fault: str
    node: str
    mended: Raw


HOOK = webhook("a", saved=[(VARIABLE, "x", "x")])
CASES = {
    "left alone": Case(
        export(message("a", "Bye")),
        "left-alone",
        "a",
        export(message("a", "Bye"), OWNER, edges=[("a", "z")]),
    ),
    "closed is an end too": Case(
        export(message("a", "Bye")),
        "left-alone",
        "a",
        export(message("a", "Bye"), chat_status("z", "TicketClosing"), edges=[("a", "z")]),
    ),
    "silence": Case(
        export(buttons("a", ("k", "Yes", "z")), OWNER),
        "silent-dead-end",
        "a",
        export(buttons("a", ("k", "Yes", "z"), default="z"), OWNER),
    ),
    "placeholder to the customer": Case(
        export(HOOK, message("b", "It is @x"), OWNER, edges=[("a", "b"), ("b", "z")]),
        "literal-placeholder",
        "b",
        export(
            HOOK,
            condition("c", ("@x", "KeywordContains", ""), yes="b", no="z"),
            message("b", "It is @x"),
            OWNER,
            edges=[("a", "c"), ("b", "z")],
        ),
    ),
    "placeholder in media": Case(
        export(
            {**message("a"), "flowReplies": [{"flowReplyType": "Image", "data": "@photo", "caption": ""}]},
            OWNER,
            edges=[("a", "z")],
        ),
        "literal-placeholder",
        "a",
        export(message("a", "hi"), OWNER, edges=[("a", "z")]),
    ),
    "placeholder in a request": Case(
        export(webhook("a", "https://api.example/x?city={{city}}"), OWNER, edges=[("a", "z")]),
        "literal-placeholder",
        "a",
        export(
            update_attribute("u", ("city", "Pune")),
            webhook("a", "https://api.example/x?city={{city}}"),
            OWNER,
            edges=[("u", "a"), ("a", "z")],
        ),
    ),
    "runaway loop": Case(
        export(webhook("a", statuses=(status(200, "z"), status(0, "a", default=True))), OWNER),
        "runaway-loop",
        "a",
        export(webhook("a", statuses=(status(200, "z"), status(0, "z", default=True))), OWNER),
    ),
    "no way for a status": Case(
        export(webhook("a", statuses=(status(200, "z"),)), OWNER),
        "flow-failed",
        "a",
        export(webhook("a", statuses=(status(200, "z"), status(0, "z", default=True))), OWNER),
    ),
    "agent of another account": Case(
        export(assign_agent("a", "66aa00bb11cc22dd33ee9999")),
        "nobody-assigned",
        "a",
        export(assign_agent("a", AGENT)),
    ),
    "team of another account": Case(
        export(assign_team("a", "66aa00bb11cc22dd33ee9999")),
        "nobody-assigned",
        "a",
        export(assign_team("a", TEAM)),
    ),
}


def test_every_kind_of_find_has_a_case() -> None:
    assert {case.fault for case in CASES.values()} == set(MEANING)


@pytest.mark.parametrize("language", ["en", "zh-CN"])
@pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))
def test_a_find_becomes_a_scenario_that_fails_until_the_chatbot_is_mended(
    case: Case, language: str, tmp_path: Path
) -> None:
    author = Author(tmp_path, case.broken)
    found = author.explored()
    assert (case.fault, case.node) in faults(found)
    own = [one for one in found.finds.values() if one.fault == case.fault]
    feature = finds_feature(own, Notebook(author.setting.open, author.scene, tmp_path, Writer(language), "Bot"))
    assert (feature.scenarios, feature.left_out) == (len(own), ())
    assert set(author.verdicts(feature.text)) <= {Verdict.NOT_MET, Verdict.FLOW_FAILED}
    author.write(case.mended)
    verdicts = author.verdicts(feature.text)
    assert set(verdicts) <= {Verdict.PASSED, Verdict.REFUSED}, feature.text
    assert Verdict.PASSED in verdicts
    assert (case.fault, case.node) not in faults(author.explored())


def test_a_scenario_is_as_short_as_it_can_be(tmp_path: Path) -> None:
    """Five questions on the way do not matter; the answer of the webhook does, and nothing behind it."""
    asked = [question(f"q{n}", f"v{n}") for n in range(5)]
    hook = webhook("a", saved=[(VARIABLE, "x", "x")])
    rest = [message("b", "It is @x"), question("c"), OWNER]
    edges = [(f"q{n}", f"q{n + 1}") for n in range(4)] + [("q4", "a"), ("a", "b"), ("b", "c"), ("c", "z")]
    author = Author(tmp_path, export(*asked, hook, *rest, edges=edges))
    finds = [one for one in author.explored().finds.values() if one.fault == "literal-placeholder"]
    feature = finds_feature(finds, Notebook(author.setting.open, author.scene, tmp_path, Writer(), "Bot"))
    lines = [line.strip() for line in feature.text.splitlines()]
    assert feature.scenarios == 1
    assert [line for line in lines if "webhook" in line] == ['And the webhook "a" is answered 500']
    assert sum("says" in line for line in lines) == 6
    assert lines[-1] == 'Then the customer is not told "@x"'


def test_nothing_is_wrong_with_a_chatbot_that_ends_well(tmp_path: Path) -> None:
    menu = buttons("a", ("y", "Yes", "z"), ("n", "No", "c"), default="z")
    closing = [message("c", "Goodbye"), chat_status("d", "TicketClosing")]
    author = Author(tmp_path, export(menu, OWNER, *closing, edges=[("c", "d")]))
    found = author.explored()
    assert found.exhausted
    assert found.finds == {}


def test_names_of_an_export_are_only_texts_in_a_feature(tmp_path: Path) -> None:
    """Titles with quotes, new lines and what looks like Gherkin, as anybody can put them into an export."""
    odd = ['Say "yes"', "a\nThen nobody", "\\n", "| table |", '"""', "<name>", "@x", "# no", "  "]
    menus = [buttons(f"m{n}", (f"k{n}", title, f"m{n + 1}"), default="z") for n, title in enumerate(odd)]
    hook = webhook(f"m{len(odd)}", saved=[(VARIABLE, "x", "x")])
    end = [message("e", *odd, "It is @x"), OWNER]
    raw = export(*menus, hook, *end, edges=[(f"m{len(odd)}", "e"), ("e", "z")], name='A "bot"\nFeature: two | # x')
    author = Author(tmp_path, json.loads(json.dumps(raw)))
    found = author.explored()
    for language in ("en", "zh-CN"):
        writer = Writer(language)
        feature = finds_feature(
            found.finds.values(), Notebook(author.setting.open, author.scene, tmp_path, writer, raw["name"])
        )
        assert feature.left_out == ()
        assert feature.scenarios == len(found.finds) > 0


def test_a_team_that_the_account_gives_the_chat_to_is_somebody(tmp_path: Path) -> None:
    world = WORLD + "profile: { default_actions: { welcome: { do: [ { chatbot: this }, { assign_team: Sales } ] } } }\n"
    author = Author(tmp_path, export(message("a", "Bye")), world)
    assert "left-alone" not in {fault for fault, _ in faults(author.explored())}

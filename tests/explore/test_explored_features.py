"""Features of what was explored: whatever stands in a chatbot, what is written is read again, and comes out so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from flow_runner.explore.suite import suite
from flow_runner.testing.explored import Feature, Notebook, finds_feature, suite_feature
from flow_runner.testing.scenario import load
from flow_runner.testing.writing import Writer
from tests.builders import ATTRIBUTE, VARIABLE, Raw, assign_agent, buttons, condition, export, message, status, webhook
from tests.explore.explorations import AGENT, Author

Both = tuple[Feature, Feature]


def features(author: Author, name: str = "Bot", language: str = "en") -> Both:
    """What was found, and what it does; each is written, and read from its file."""
    found, open_sandbox = author.explored(), author.setting.open
    book = Notebook(open_sandbox, author.scene, author.folder, Writer(language), name)
    both = (
        finds_feature(found.finds.values(), book),
        suite_feature(suite(found.good, open_sandbox), book),
    )
    for one in both:
        path = author.folder / "some.feature"
        path.write_text(one.text, encoding="utf-8", newline="\n")
        if one.scenarios:
            assert len(load(path)) == one.scenarios
    return both


def test_a_find_in_a_request_goes_on_behind_the_reply_to_it(tmp_path: Path) -> None:
    """The run that found it stopped there: what comes after the reply was known already."""
    first = webhook("a", saved=[(VARIABLE, "o", "o")], statuses=(status(200, "z"), status(0, "b", default=True)))
    second = webhook("b", "https://api.example/b", saved=[(VARIABLE, "t", "t")])
    third = webhook("c", "https://api.example/c", "Post", body='{"t": "@t"}')
    raw = export(first, second, third, assign_agent("z", AGENT), edges=[("b", "c"), ("c", "z")])
    found, _ = features(Author(tmp_path, raw))
    assert "@t" in found.text
    assert found.left_out == ()


ODD = {
    "a carriage return": "one\rtwo",
    "new lines": "one\r\ntwo\n\nthree",
    "an escape": "\x1b[31mred",
    "half a character": "\ud83d",
    "another line separator": "one\u2028two\x85three",
    "quotes": "“one” \"two\" 'three' \\ | # @tag <x> {{ {y}",
    "keywords": 'Given the chatbot\n@tag\n| a |\n"""\nScenario: x',
    "no words": " \t ",
}


@pytest.mark.parametrize("language", ["en", "zh-CN"])
@pytest.mark.parametrize("odd", ODD.values(), ids=list(ODD))
def test_odd_texts_are_written_as_they_are_read_or_left_out_with_the_reason(
    odd: str, language: str, tmp_path: Path
) -> None:
    hook = webhook("h", "https://api.example/x", "Post", {"X-Odd": odd}, odd, [(ATTRIBUTE, "city", "city")])
    raw: Raw = export(
        buttons("a", ("k", f"Yes {odd}", "h"), interactiveButtonsBody=odd),
        hook,
        message(f"m {odd}", odd, f"{{{{unset {odd}}}}} @unset"),
        edges=[("h", f"m {odd}")],
        name=odd,
    )
    for one in features(Author(tmp_path, raw), odd, language):
        assert one.scenarios + len(one.left_out) > 0
        assert all("no feature can hold the control characters" in told for told in one.left_out)


SECRET = "1a2b-not-for-others-3c4d"


def test_no_secret_stands_in_a_feature_nor_in_its_names(tmp_path: Path) -> None:
    hook = webhook("h", headers={"X-Api-Key": SECRET}, saved=[(ATTRIBUTE, "answer", "answer")])
    check = condition("c", ("{{answer}}", "Equal", SECRET), yes="y", no="n")
    url = (
        "https://accounts.zoho.com/oauth/v2/token?grant_type=refresh_token&client_id=1000.SANDBOXCLIENT0000000000000000"
    )
    token = webhook(
        "t",
        f"{url}&client_secret=sandbox-client-secret&refresh_token=1000.sandbox.refresh-token",
        "Post",
        saved=[(VARIABLE, "found", "access_token")],
    )
    raw = export(
        hook,
        check,
        message("y", f"told {SECRET}"),
        token,
        message("n", "@found"),
        edges=[("h", "c"), ("t", "n"), ("y", "t")],
    )
    for one in features(Author(tmp_path, raw)):
        assert one.scenarios
        assert SECRET not in one.text + str(one.left_out)
        assert not re.search(r"1000\.[0-9a-f]{16}", one.text + str(one.left_out))


def test_a_text_with_a_carriage_return_leaves_out_no_more_than_that_text(tmp_path: Path) -> None:
    raw = export(message("a", "one\rtwo", "three"), assign_agent("z", AGENT), edges=[("a", "z")])
    _, kept = features(Author(tmp_path, raw))
    assert kept.left_out == ()
    assert "| three |" in kept.text
    assert "gets 2 messages" in kept.text

"""The command line: `steps`."""

from __future__ import annotations

import json
import re

import jsonschema

from flow_runner.report.vocabulary import STEPS_SCHEMA
from flow_runner.testing.vocabulary import vocabulary
from tests.cli.commands import call


def test_every_sentence_is_listed_in_both_languages_with_what_it_does() -> None:
    found = call("steps").stdout
    for one in vocabulary():
        assert all(each.template in found for each in one.sentences)
        assert one.doc.split("\n")[0] in found


def test_a_language_can_be_chosen() -> None:
    assert not re.search(r"Given .*[\u4e00-\u9fff]", call("steps", "--language", "en").stdout)
    assert "  When  {who}发送“{text}”\n" in call("steps", "--language", "zh-CN").stdout


def test_words_choose_and_a_slip_gets_the_nearest() -> None:
    chosen = call("steps", "TOKEN", "expired")
    assert "Given the Zoho token has expired" in chosen.stdout
    assert "{who} taps" not in chosen.stdout
    assert chosen.stderr == ""
    slip = call("steps", "Priya sayz hello")
    assert slip.exit_code == 0
    assert slip.stderr == "no sentence has 'Priya sayz hello'. The nearest are:\n"
    assert '{who} says "{text}"' in slip.stdout


def test_what_stands_below_a_sentence_is_said() -> None:
    assert "Below it stands a text in triple quotes." in call("steps", "several lines").stdout


def test_the_json_is_as_its_schema_says() -> None:
    found = json.loads(call("steps", "--format", "json").stdout)
    jsonschema.validate(found, STEPS_SCHEMA)
    assert len(found) == len(vocabulary())


def test_the_markdown_is_tables_by_topic() -> None:
    found = call("steps", "--format", "markdown").stdout
    assert found.startswith("## account\n\n| sentence | what it does |\n|---|---|\n| `the chatbot")
    rows = [line for line in found.splitlines() if line.startswith("| ")]
    assert all(len(re.findall(r"(?<!\\)\|", line)) == 3 for line in rows)

"""The command line: `assumptions`."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from emulator.kernel.assumption import ASSUMPTIONS
from tests.builders import ROOT
from tests.cli.commands import call, told


def declared() -> set[str]:
    """The names of all calls of `assume` in the product's source."""
    calls = [
        node
        for folder in ("emulator", "flow_runner")
        for path in (ROOT / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "assume"
    ]
    return {str(ast.literal_eval(call.args[0])) for call in calls}


def test_every_assumption_of_the_product_is_listed() -> None:
    """In a process of its own: no test has imported anything there."""
    command = [str(Path(sys.executable).parent / "wati-sandbox"), "assumptions", "--format", "json"]
    found = subprocess.run(command, capture_output=True, text=True, check=True)
    assert {one["name"] for one in json.loads(found.stdout)} == declared()


def test_each_is_told_with_its_choices_its_meaning_and_its_reason_by_topic() -> None:
    found = call("assumptions").stdout
    for one in ASSUMPTIONS.values():
        others = f"or {', '.join(one.choices[1:])}" if one.choices[1:] else "no other choice yet"
        assert f"  {one.name} = {one.default} ({others})  {one.evidence}\n      {one.meaning}\n" in found
        assert f"      why: {one.reason}\n" in found
    topics = [line.partition(":")[0] for line in found.splitlines() if not line.startswith((" ", "Choose", "Try"))]
    assert [topic for topic in topics if topic] == sorted({name.partition(".")[0] for name in ASSUMPTIONS})


def test_json_holds_to_the_published_schema() -> None:
    data = json.loads(call("assumptions", "--format", "json").stdout)
    jsonschema.validate(data, json.loads(call("schema", "assumptions").stdout), jsonschema.Draft202012Validator)
    (one,) = [one for one in data if one["name"] == "flow.burst"]
    assert (one["default"], one["alternatives"], one["evidence"]) == ("answers_next", ["dropped"], "reported")


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["zoho.phone_match"], {"zoho.phone_match"}),
        (["zoho.phone_match", "flow.burst"], {"zoho.phone_match", "flow.burst"}),
        (["zoho.phone_*"], {name for name in ASSUMPTIONS if name.startswith("zoho.phone_")}),
        (["zoho"], {name for name in ASSUMPTIONS if name.startswith("zoho.")}),
        (["*"], set(ASSUMPTIONS)),
    ],
    ids=["name", "names", "pattern", "topic", "all"],
)
def test_names_topics_and_patterns_choose(names: list[str], expected: set[str]) -> None:
    found = json.loads(call("assumptions", *names, "--format", "json").stdout)
    assert {one["name"] for one in found} == expected


def test_an_unknown_name_is_told_with_the_nearest_and_is_exit_code_2() -> None:
    assert told("assumptions", "flow.bursts", "zoho.phone_match", "zohoo") == (
        2,
        "no assumption is called 'flow.bursts'. Did you mean 'flow.burst'?\n"
        "no assumption is called 'zohoo'. Did you mean 'zoho'?\nAll: wati-sandbox assumptions",
    )

"""The command line: `operations`, and the table of the README that it writes."""

from __future__ import annotations

import json
import re

import jsonschema
import pytest

from emulator.tenant import APIS, operation_names
from flow_runner.report.operations import as_markdown, rows
from tests.builders import ROOT
from tests.cli.commands import call, told

README = ROOT / "README.md"
TABLE = re.compile(r"^\| \| operation \|.*?\n(?=\n|\Z)", re.MULTILINE | re.DOTALL)


def test_every_operation_is_listed_with_its_evidence_and_its_source() -> None:
    found = call("operations").stdout
    for row in rows(APIS):
        assert f"{row.method} {row.path.removeprefix('/{tenantId}')}  {row.evidence}\n" in found
        assert f"      {row.name}: {row.source}\n" in found


def test_the_table_of_the_readme_is_what_the_registry_has(pytestconfig: pytest.Config) -> None:
    """`make golden` writes it."""
    text, table = README.read_text(encoding="utf-8"), as_markdown(rows(APIS))
    if pytestconfig.getoption("--update-golden"):
        text = TABLE.sub(lambda found: table, text)
        README.write_text(text, encoding="utf-8")
    assert TABLE.findall(text) == [table]


def test_json_holds_to_the_published_schema() -> None:
    data = json.loads(call("operations", "--format", "json").stdout)
    jsonschema.validate(data, json.loads(call("schema", "operations").stdout), jsonschema.Draft202012Validator)
    assert {one["name"] for one in data} == set(operation_names())


def test_names_and_patterns_choose() -> None:
    data = json.loads(call("operations", "zoho.search_*", "wati.get_contacts", "--format", "json").stdout)
    assert [one["name"] for one in data] == ["wati.get_contacts", "zoho.search_records"]


def test_a_name_that_nothing_has_is_told_with_the_nearest() -> None:
    assert told("operations", "wati.get_contact") == (
        2,
        "no operation is called 'wati.get_contact'. Did you mean 'wati.get_contacts'?\nAll: wati-sandbox operations",
    )

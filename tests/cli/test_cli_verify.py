"""The command line: `verify`."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from flow_runner.verify.suite import all_checks
from tests.cli.commands import call, told, written

NO_ACCOUNT = dict.fromkeys(("WATI_BASE_URL", "WATI_TOKEN", "ZOHO_API_URL", "ZOHO_ACCESS_TOKEN"), "")


def test_the_sandbox_agrees_with_what_is_believed() -> None:
    found = call("verify")
    assert (found.exit_code, found.stderr) == (0, "")
    lines = found.stdout.splitlines()
    assert lines[0] == "Wati"
    (line,) = [line.split(maxsplit=2) for line in lines if " wati.no-token-is-401 " in line]
    assert line == ["same", "wati.no-token-is-401", "Without a token the reply is 401 with an empty body."]
    assert "  zoho.phone_match = contains, as assumed" in lines
    settled = sum(1 for one in all_checks() if one.settles)
    assert lines[-1] == f"{len(all_checks())} checks: {len(all_checks()) - settled} the same, {settled} settled"


def test_json_holds_to_the_published_schema() -> None:
    for name, args in (("verify", ()), ("checks", ("--list",))):
        data = json.loads(call("verify", "--format", "json", *args).stdout)
        jsonschema.validate(data, json.loads(call("schema", name).stdout), jsonschema.Draft202012Validator)
    assert len(data) == len(all_checks())


def test_an_assumption_of_the_sandbox_itself_is_as_assumed() -> None:
    found = call("verify", "--assume", "zoho.phone_match=suffix", "--only", "zoho.how-*")
    assert found.exit_code == 0
    assert "zoho.phone_match = suffix, as assumed" in found.stdout
    assert "seen: found by its last digits and more digits before it; not by all digits but the last" in found.stdout


def test_the_list_tells_what_is_believed_and_what_is_not_looked_at() -> None:
    found = call("verify", "--list").stdout
    assert "zoho.search-miss-is-204: A search that finds nothing is 204 with an empty body" in found
    assert "settles zoho.phone_match (contains or exact or suffix); needs lead" in found
    assert "    wati.assign_operator: who has the chat cannot be read" in found
    assert "    wati.timer_text: " in found


def test_patterns_choose_and_an_unknown_one_is_told() -> None:
    found = json.loads(call("verify", "--only", "wati.contacts-*", "--format", "json").stdout)
    assert {one["name"].rpartition("-")[0].startswith("wati.contacts") for one in found["checks"]} == {True}
    assert told("verify", "--only", "zoho.search-mis-is-204", "--only", "nonsense*") == (
        2,
        "no check is called 'zoho.search-mis-is-204'. Did you mean 'zoho.search-miss-is-204'?\n"
        "no check is called 'nonsense*'.\nAll: wati-sandbox verify --list",
    )


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        (["--target", "live"], "--target live asks an account that the environment names. Of Wati, WATI_BASE_URL"),
        (["--target", "live", "--allow-writes"], "--allow-writes writes to one contact only: say which"),
        (["--contact", "nobody"], "'nobody' is no phone number with country code"),
        (["--assume", "zoho.phone_mach=exact"], "no assumption is called 'zoho.phone_mach'. Did you mean"),
        (["--world", "missing.yaml"], "missing.yaml: No such file or directory"),
    ],
    ids=["no environment", "no contact", "no number", "no assumption", "no world"],
)
def test_what_cannot_be_used_is_told_in_a_line_and_is_exit_code_2(args: list[str], expected: str) -> None:
    found = call("verify", *args, **NO_ACCOUNT)
    assert (found.exit_code, found.stdout) == (2, "")
    assert found.stderr.startswith(expected)


def test_a_world_of_ones_own_is_verified_with_its_own_contact_and_lead(tmp_path: Path) -> None:
    text = (
        "wati: {contacts: [{phone: 15550100077, name: Own Example, attributes: {city: Pune}}]}\n"
        "zoho: {users: [{name: O, email: o@example.com}], leads: [{Last_Name: Ownership, Phone: '+1 555 010 0078', "
        "Owner: O}]}\n"
    )
    world = written(tmp_path, "world.yaml", text)
    found = call("verify", "--world", world, "--contact", "15550100077", "--lead-phone", "+1 555 010 0078")
    assert found.exit_code == 0
    assert "  same       wati.attribute-that-is-set-is-read " in found.stdout
    assert "  settled    zoho.how-phone-numbers-match " in found.stdout
    assert "it needs a number that is stored in other digits than 0 to 9: --lead-phone NUMBER" in found.stdout


def test_where_nothing_could_be_looked_at_nothing_is_said_to_be_right() -> None:
    found = call("verify", "--only", "zoho.which-digits-count", "--lead-phone", "15550100002")
    assert found.exit_code == 3
    assert found.stderr == "verify: nothing was looked at: every check was skipped\n"

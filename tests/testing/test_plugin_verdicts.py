"""What the pytest plugin makes of scenarios and plain tests: verdicts apart, helpful reports, no secret shown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.testing.repository import Case, Ran, pytest_alone_in, pytest_in, repository

BACKGROUND = """
  Background:
    Given the chatbot "salon.json"
    And the world "world.yaml"
    And Priya writes from 919876543210
"""
FILES = {
    "pyproject.toml": '[tool.pytest.ini_options]\naddopts = "--strict-markers"\nmarkers = ["smoke: quick ones"]\n',
    "verdicts.feature": f"""Feature: Verdicts
{BACKGROUND}
  @smoke
  Scenario: It passes
    Given the stubs "stubs.yaml"
    When Priya says "hi"
    And Priya taps "Book"
    And Priya says "Monday"
    Then Priya is told "10:30"

  Scenario: It is not as expected
    When Priya says "hi"
    Then Priya is told "key-of-the-salon 1000.sandbox.refresh-token"
    And Priya is told "never looked at"

  Scenario: The flow fails
    When Priya says "hi"
    And Priya taps "Surprise"

  @wati_flow_may_fail
  Scenario: The flow may fail
    When Priya says "hi"
    And Priya taps "Surprise"

  @wati_flow_may_fail
  Scenario: The flow may fail, but not leave a fault unmet
    Given the next call of "zoho.search_records" is refused
    When Priya says "hi"
    And Priya taps "Surprise"

  Scenario: Nobody answers for the host
    When Priya says "hi"
    And Priya taps "Book"
    And Priya says "Monday"

  Scenario: A fault that nothing meets
    Given the next call of "zoho.search_records" is answered 503
    When Priya says "hi"

  Scenario: Unknown words
    When Priya sais "hi"

  Scenario: Another file
    Given the next call of "zoho.search_records" is refused

  @skip
  Scenario: It is skipped
    When Priya says "hi"

  @xfail
  Scenario: It is expected to fail
    Then Priya is told "hi"

  Scenario Outline: Rows
    When Priya says "<text>"
    Then Priya is told "Pick one"

    Examples:
      | text  |
      | hi    |
      | hi    |
      | hello |

  Scenario:
    When Priya says "hi"
""",
    "missing.feature": """Feature: M
  Scenario: The export is not there
    Given the chatbot "sallon.json"
    When 9198765432 says "hi"
""",
    "behave.feature": """Feature: Of other people
  Scenario: No chatbot of ours
    Given the chatbot "x" says hello
""",
    "features/bound.feature": """Feature: Bound by pytest-bdd
  Background:
    Given the chatbot "../salon.json"
    And the world "../world.yaml"
    And Priya writes from 919876543210

  Scenario: Bound, and well
    When Priya says "hi"
    Then a step of one's own looks at Priya

  Scenario: Bound, and not met
    When Priya says "hi"
    Then Priya is told "Hello"

  Scenario: Bound, and unknown
    When Priya sais "hi"

  Scenario: Bound, and unused
    Given the next call of "zoho.search_records" is answered 503
    When Priya says "hi"

  Scenario: Bound, and nobody of that name
    When Prija says "hi"

  Scenario: Bound, and a step of one's own fails
    Then a step of one's own fails
""",
    "test_bound.py": """
from pytest_bdd import parsers, scenarios, then

scenarios("features")

@then(parsers.parse("a step of one's own looks at {who}"))
def looks(story, who):
    assert story.messages(who) == ["Pick one"]

@then("a step of one's own fails")
def fails(story):
    number = 41
    assert number == 42
""",
    "test_plain.py": """
import asyncio
import sys
import unittest

import pytest

from emulator.kernel.http import Request

pytestmark = [pytest.mark.wati_flow("salon.json"), pytest.mark.wati_world("world.yaml")]

def book(sandbox):
    for text in ("hi", "Book", "Monday"):
        sandbox.says(text)

@pytest.mark.wati_stubs("stubs.yaml")
def test_passes(sandbox, wati, zoho, clock, faults, stubs):
    before = clock.now()
    clock.advance("61 minutes")
    assert (clock.now() - before).seconds == 3660
    assert wati.contact("919876543210").name == "Priya Test"
    assert len(list(zoho.clients)) == 1
    book(sandbox)

def test_asserts(sandbox):
    tokens = [token.id for token in sandbox.tenant.zoho.refresh_tokens]
    print(sandbox.tenant.zoho.clients)
    assert tokens == ["none"]

def test_asserts_of_a_long_text(sandbox):
    [token] = [token.id for token in sandbox.tenant.zoho.refresh_tokens]
    assert "x" * 3 + token + "y" * 200 + token + "z" * 3 == ""

def test_breaks_the_contract(sandbox):
    address = "https://live-mt-server.wati.io/123456/api/v1/getContacts?pageSize=x"
    sandbox.tenant.call(Request.to("GET", address, {"Authorization": "Bearer sandbox-wati-token"}))

def test_asserts_and_fails(sandbox):
    sandbox.says("hi")
    sandbox.says("Surprise")
    assert sandbox.assignee() is not None

def test_fails(sandbox):
    sandbox.says("hi")
    sandbox.says("Surprise")

@pytest.mark.wati_flow_may_fail
def test_may_fail(sandbox):
    sandbox.says("hi")
    sandbox.says("Surprise")

def test_is_refused(sandbox):
    book(sandbox)

def test_leaves_a_fault(faults):
    faults.add("refuse", "zoho.search_records")

def test_leaves_a_stub(sandbox, stubs):
    stubs.add("https://api.other.example/x", json={})
    sandbox.says("hi")

def test_has_a_bug(sandbox):
    int("x")

def test_says_that_it_fails(sandbox):
    pytest.fail("enough")

def test_skips(faults):
    faults.add("refuse", "zoho.search_records")
    pytest.skip("later")

@pytest.mark.xfail(strict=True)
def test_expected(sandbox):
    assert False

@pytest.mark.wati_flow("salom.json")
def test_without_its_file(sandbox):
    pass

@pytest.mark.wati_assume({"zoho.phone_mach": "exact"})
def test_without_its_assumption(sandbox):
    pass

def test_opens_its_own():
    from flow_runner import Sandbox
    Sandbox.open("salon.json").says("hi")
    assert False

class TestOfUnittest(unittest.TestCase):
    def test_unittest(self):
        self.assertEqual(1, 1)

    def test_unittest_fails(self):
        self.assertEqual(1, 2)

class TestOfAsyncio(unittest.IsolatedAsyncioTestCase):
    async def test_async(self):
        await asyncio.sleep(0)
""",
}
NOT_MET, FAILED, REFUSED = "expectation not met", "the flow failed", "the sandbox refused"
UNUSED, UNUSABLE, PASSED = "prepared and never used", "unusable", "passed"
EXPECTED = {
    "It passes": ("passed", PASSED),
    "It is not as expected": ("failed", NOT_MET),
    "The flow fails": ("failed", FAILED),
    "The flow may fail": ("passed", PASSED),
    "The flow may fail, but not leave a fault unmet": ("failed", UNUSED),
    "Nobody answers for the host": ("failed", REFUSED),
    "A fault that nothing meets": ("failed", UNUSED),
    "Unknown words": ("failed", UNUSABLE),
    "Another file": ("failed", UNUSED),
    "It is skipped": ("skipped", ""),
    "It is expected to fail": ("skipped", NOT_MET),
    "Rows [hi]": ("passed", PASSED),
    "Rows [hi (2)]": ("passed", PASSED),
    "Rows [hello]": ("passed", PASSED),
    "line 69": ("passed", PASSED),
    "The export is not there": ("failed", UNUSABLE),
    "test_bound_and_well": ("passed", PASSED),
    "test_bound_and_not_met": ("failed", NOT_MET),
    "test_bound_and_unknown": ("failed", UNUSABLE),
    "test_bound_and_unused": ("failed", UNUSED),
    "test_bound_and_nobody_of_that_name": ("failed", UNUSABLE),
    "test_bound_and_a_step_of_ones_own_fails": ("failed", NOT_MET),
    "test_passes": ("passed", PASSED),
    "test_asserts": ("failed", NOT_MET),
    "test_asserts_of_a_long_text": ("failed", NOT_MET),
    "test_breaks_the_contract": ("failed", "contract broken"),
    "test_asserts_and_fails": ("failed", FAILED),
    "test_fails": ("failed", FAILED),
    "test_may_fail": ("passed", PASSED),
    "test_is_refused": ("failed", REFUSED),
    "test_leaves_a_fault": ("failed", UNUSED),
    "test_leaves_a_stub": ("failed", UNUSED),
    "test_has_a_bug": ("failed", UNUSABLE),
    "test_says_that_it_fails": ("failed", NOT_MET),
    "test_skips": ("skipped", ""),
    "test_expected": ("skipped", NOT_MET),
    "test_without_its_file": ("error", UNUSABLE),
    "test_without_its_assumption": ("error", UNUSABLE),
    "test_opens_its_own": ("failed", ""),
    "test_unittest": ("passed", ""),
    "test_unittest_fails": ("failed", ""),
    "test_async": ("passed", ""),
}
TOLD = {
    "It is not as expected": [
        "expectation not met: verdicts.feature:18: nothing says '*** ***'; Priya was told 'Pick one'",
        "✓ When Priya says", "✗ Then Priya is told", "    And Priya is told \"never looked at\"",
    ],
    "The flow fails": ["the flow failed: 919876543210: no chatbot with the id 'second'"],
    "Nobody answers for the host": ["slots called api.salon.example/slots, and nobody answers for that host"],
    "A fault that nothing meets": ["503 on zoho.search_records", "was armed but never fired"],
    "Unknown words": ["verdicts.feature:46: no step reads 'Priya sais", '{who} says "{text}"', "wati-sandbox steps"],
    "The export is not there": ["sallon.json: there is no such file", "Did you mean 'salon.json'?"],
    "test_bound_and_not_met": ["expectation not met: bound.feature:13: nothing says 'Hello'"],
    "test_bound_and_unknown": ["unusable: Step definition is not found", "The nearest are:", '{who} says "{text}"'],
    "test_bound_and_nobody_of_that_name": ["unusable: bound.feature:23: nobody is called 'Prija' here. Did you mean"],
    "test_bound_and_a_step_of_ones_own_fails": ["assert 41 == 42", "test_bound.py:"],
    "test_asserts": ["assert ['***'] == ['none']", "test_plain.py:"],
    "test_asserts_of_a_long_text": ["xxx***...***zzz"],
    "test_breaks_the_contract": ["contract broken: exchange 1 (wati.get_contacts): request query pageSize"],
    "test_asserts_and_fails": ["assert sandbox.assignee() is not None", "the flow failed: 919876543210: no chatbot"],
    "test_has_a_bug": ["int(\"x\")", "ValueError: invalid literal"],
    "test_without_its_file": ["unusable: salom.json: there is no such file", "Did you mean 'salon.json'?"],
    "test_without_its_assumption": ["unusable: no assumption is called 'zoho.phone_mach'. Did you mean"],
    "test_unittest_fails": ["AssertionError: 1 != 2"],
}  # fmt: skip
SECRETS = ("key-of-the-salon", "1000.sand", "refresh-tok", "sandbox-client-secret", "sandbox-wati-token")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return repository(tmp_path_factory.mktemp("verdicts"), FILES)


@pytest.fixture(scope="module")
def ran(folder: Path) -> Ran:
    return pytest_in(folder)


def outcomes(cases: dict[str, Case]) -> dict[str, tuple[str, str]]:
    return {name: (case.outcome, case.verdict) for name, case in cases.items()}


def test_every_verdict_is_told_apart(ran: Ran) -> None:
    assert outcomes(ran.cases) == EXPECTED
    assert ran.code == 1
    for verdict in {one for _, one in EXPECTED.values() if one}:
        count = sum(one == verdict for _, one in EXPECTED.values())
        assert re.search(rf"^chatbots: .*\b{count} {verdict}\b", ran.text, re.MULTILINE)


@pytest.mark.parametrize("name", TOLD)
def test_a_failure_says_what_and_where(ran: Ran, name: str) -> None:
    for part in TOLD[name]:
        assert part in ran.cases[name].told


def test_transcript_exchanges_and_path_are_shown(ran: Ran) -> None:
    shown = ran.text.partition("Verdicts: The flow fails")[2].partition("Verdicts: ")[0]
    for part in ("wati-sandbox: transcript", "customer  hi", "wati-sandbox: path on the flow", "→ surprise"):
        assert part in shown


def test_no_secret_is_shown_anywhere(folder: Path, ran: Ran) -> None:
    for text in (ran.text, (folder / "report.xml").read_text(encoding="utf-8")):
        assert [secret for secret in SECRETS if secret in text] == []


def test_two_workers_come_to_the_same(folder: Path, ran: Ran) -> None:
    parallel = pytest_in(folder, "-n", "2")
    assert outcomes(parallel.cases) == EXPECTED
    assert [line for line in parallel.text.splitlines() if line.startswith("chatbots:")] == [
        line for line in ran.text.splitlines() if line.startswith("chatbots:")
    ]


def test_a_registered_tag_selects_and_a_scenario_is_run_by_its_name(folder: Path) -> None:
    chosen = pytest_alone_in(folder, "-m", "smoke or skip", "verdicts.feature")
    assert list(chosen.cases) == ["It passes", "It is skipped"]
    named = pytest_alone_in(folder, "verdicts.feature::It passes", "verdicts.feature::Rows [hello]")
    assert list(named.cases) == ["It passes", "Rows [hello]"]
    assert named.code == 0
    assert "chatbots:" not in named.text

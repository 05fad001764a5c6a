"""What Gherkin costs a conversation: the same one by sentences, and by hand in a sandbox of its own."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from flow_runner.sandbox.files import FLOWS
from flow_runner.testing.scenario import parse, play
from flow_runner.testing.setting import Setting
from flow_runner.testing.verdict import Verdict
from tests.bench.measure import Figure, compare, seconds_each

SLICES, EACH = 60, 20
STATUSES = [200, 401, 200, 200, 200]
FEATURE = """Feature: The lead's owner gets the chat
  Scenario: The token has expired
    Given the chatbot "zoho_lead_owner"
    And Priya writes from 919876543210
    And the Zoho token has expired
    When Priya says "hi"
    Then Priya's webhooks were answered 200, 401, 200, 200, 200
    And Priya's chat is assigned to Asha Agent
"""


def figures() -> Iterator[Figure]:
    """A scenario against its conversation without Gherkin, both in a fresh account each time."""
    [scenario] = parse(FEATURE, Path("bench.feature"))
    setting = Setting(FLOWS)

    def by_sentences() -> None:
        assert play(scenario, setting).verdict is Verdict.PASSED

    def by_hand() -> None:
        sandbox = setting.open()
        sandbox.tenant.zoho.expire_access_tokens()
        sandbox.says("hi", "919876543210")
        agent = sandbox.assignee("919876543210")
        assert agent is not None
        assert agent["name"] == "Asha Agent"
        assert [one.reply and one.reply.status for one in sandbox.tenant.universe.journal] == STATUSES

    by_sentences()
    found = compare([partial(seconds_each, [by_sentences] * EACH)] * SLICES, lambda: seconds_each([by_hand] * EACH))
    speed = f"{1 / found.subject_s:,.0f}/s ({found.subject_s * 1e6:.0f} us)"
    yield Figure("scenario of Gherkin", speed, f"by hand: {found.floor_s * 1e6:.0f} us", found.ratio, 1.5)

"""Phones in every writing: what is inferred of a combination is what a conversation under it shows."""

from __future__ import annotations

from functools import cache
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emulator import seed
from flow_runner.engine import Flow
from flow_runner.explore.phone_trial import Laboratory
from flow_runner.explore.phones import MATCHING, Fuzzed, NeverSearched, fuzz
from flow_runner.explore.written_phone import PHONE_FAMILIES, example_numbers, written_phone
from flow_runner.sandbox.files import DEMO_WORLD, bundled_flows, read_flow
from flow_runner.sandbox.sandbox import Sandbox
from tests import builders as b

TOKEN = "1000.00000000000000000000000000000001.00000000000000000000000000000001"
SEARCH = "https://www.zohoapis.com/crm/v8/Leads/search?"
NUMBERS = ["+919876543210", *example_numbers(["IT", "US", "SG"])]
QUERIES = ("phone={{phone}}", "phone=x{{phone}}", "word={{phone}}", "criteria=(Mobile:equals:{{phone}})")


@cache
def world() -> dict[str, Any]:
    found: dict[str, Any] = seed.load(DEMO_WORLD).data
    return found


@cache
def asking(query: str) -> Flow:
    if not query:
        return Flow.loads(read_flow(bundled_flows()["zoho_lead_owner"]))
    return b.parse(b.webhook("w", SEARCH + query, headers={"Authorization": f"Zoho-oauthtoken {TOKEN}"}))


def opened(query: str = "") -> Sandbox:
    return Sandbox(asking(query), seed.tenant_from(world()))


def hi(sandbox: Sandbox) -> None:
    sandbox.says("hi")


def fuzzed(query: str = "", numbers: list[str] = NUMBERS[:1], field: str = "Phone", **more: Any) -> Fuzzed:
    return fuzz(opened(query), hi, numbers, field, **more)


@settings(derandomize=True, deadline=None, max_examples=25)
@given(
    st.sampled_from(["", *QUERIES]),
    st.sampled_from(NUMBERS),
    st.sampled_from(sorted(PHONE_FAMILIES)),
    st.sampled_from(["Phone", "Mobile"]),
)
def test_what_is_inferred_is_what_a_conversation_under_every_single_combination_shows(
    query: str, number: str, family: str, field: str
) -> None:
    told = fuzzed(query, [number], field, families=[family])
    names = [one.name for one in told.varied]
    (tried,) = told.families[0].tried
    laboratory = Laboratory(opened(query), hi, field)
    for combination in product(*(one.choices for one in MATCHING)):
        choices = {one.name: choice for one, choice in zip(MATCHING, combination, strict=True)}
        shown = laboratory.trial(written_phone(number, family), choices)
        inferred = tried.under[tuple(choices[name] for name in names)]
        assert (shown.found, shown.queries, shown.ending) == (inferred.found, inferred.queries, inferred.ending)


def test_only_what_makes_a_difference_is_varied() -> None:
    assert [one.name for one in fuzzed().varied] == ["zoho.phone_match", "zoho.phone_digits"]
    assert [one.name for one in fuzzed("word={{phone}}").varied] == ["zoho.word_match"]
    assert "zoho.phone_special_characters" in [one.name for one in fuzzed("phone=x{{phone}}").varied]
    assert fuzzed("criteria=(Phone:equals:{{phone}})").varied == ()


def test_few_conversations_tell_all_combinations(monkeypatch: pytest.MonkeyPatch) -> None:
    count = 0
    play = Laboratory.trial

    def counted(self: Laboratory, *given: Any) -> Any:
        nonlocal count
        count += 1
        return play(self, *given)

    monkeypatch.setattr(Laboratory, "trial", counted)
    assert len(fuzzed().families) == len(PHONE_FAMILIES)
    assert count < 4 * len(PHONE_FAMILIES)


def test_the_lead_of_somebody_else_is_not_the_customers() -> None:
    """The search answers with the demo account's own lead of that number: the customer's, badly written, is lost."""
    (family,) = fuzzed(numbers=["+15550100002"], families=["leading_zero"]).families
    assert family.verdict == "lost"
    (trial,) = family.tried[0].under.values()
    assert trial.ending.assignee == "Ravi Agent"


def test_a_chatbot_that_searches_by_email_never_searched_for_the_number() -> None:
    with pytest.raises(NeverSearched, match="never searched Zoho's leads for the customer's number: ended: "):
        fuzzed("email=a@example.com")


def test_each_family_is_announced() -> None:
    heard: list[str] = []
    fuzzed(families=["plus", "digits"], begin=heard.append)
    assert heard == ["plus", "digits"]

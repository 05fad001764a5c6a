"""Every item of the source article that can be observed is a scenario, in English and in Chinese."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

FEATURES = Path(__file__).parent.parent / "features"

ITEMS = {
    "step-1": "the chatbot starts by itself",
    "step-2": "is an access token stored?",
    "step-3": "search for the lead by phone",
    "step-4": "200, 204, 401: assign, welcome, refresh and retry",
    "case-1": "the customer is in Zoho",
    "case-2": "the customer is not in Zoho",
    "case-3": "the access token has expired",
    "setup-1": "the template is a file",
    "setup-2": "the file can be imported",
    "setup-3": "endpoint and token stand in the first webhook",
    "setup-4": "a code of the API console becomes a token",
    "setup-5": "the token stands in the header of the second webhook",
    "setup-6": "how the logic works, the refresh call with a JSON body included",
    "faq-1": "what it is for",
    "faq-2": "which plan the account needs",
    "faq-3": "what happens to a user in Zoho",
    "faq-4": "what happens to a user not in Zoho",
    "faq-5": "the template",
    "faq-6": "importing it",
    "faq-7": "which details to configure",
    "faq-8": "a new token by code",
    "faq-9": "where the token goes",
    "faq-10": "what happens when the token expires",
    "faq-11": "where the new token is kept",
    "faq-12": "how the agent is chosen",
    "faq-13": "no agent of that name",
    "trouble-14": "wrong token, phone format, owner's name",
    "trouble-15": "how to test it: lead, agent, welcome, refresh",
}


def tags(folder: str) -> set[str]:
    texts = [path.read_text(encoding="utf-8") for path in (FEATURES / folder).glob("*.feature")]
    return {tag for text in texts for tag in re.findall(r"@([\w-]+)", text)}


@pytest.mark.parametrize("folder", [".", "zh-CN"])
def test_every_item_of_the_article_has_a_scenario(folder: str) -> None:
    assert tags(folder) == set(ITEMS)


def test_english_and_chinese_tell_the_same_scenarios() -> None:
    def shape(path: Path) -> list[str]:
        lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
        return [line for line in lines if line.startswith(("@", "|"))] + [
            "scenario" for line in lines if re.match(r"(Scenario|场景)", line)
        ]

    english = sorted(shape(path) for path in FEATURES.glob("*.feature"))
    chinese = sorted(shape(path) for path in (FEATURES / "zh-CN").glob("*.feature"))
    assert english == chinese

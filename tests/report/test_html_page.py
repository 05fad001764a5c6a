"""The page of `test --html`: one file, harmless whatever a chatbot holds, and no larger than it can be read."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest

from flow_runner.report.chatbot import Chatbot, chatbots
from flow_runner.report.html import MOST, MOST_CHARACTERS, html
from flow_runner.report.scenario import ContactReport
from flow_runner.sandbox.files import bundled_flows
from flow_runner.testing.running import SEEN_FROM
from tests import builders as b
from tests.report.scenario_reports import every_verdict, made, played

EVIL = "</script><script>alert(1)</script><img src=x onerror=alert(2)> {{ 7*7 }} &"
FEATURE = f"""Feature: {EVIL}
  Scenario: {EVIL}
    Given the chatbot "bot.json"
    And Priya writes from 919876543210
    When Priya says "hi {EVIL}"
    Then Priya is told "{EVIL}"
    And Priya is told "nothing like that"
"""
VOID = {"meta", "br", "img", "path", "rect", "circle", "line"}


class Page(HTMLParser):
    """Elements with their attributes, and what stands in scripts, styles and the rest; tags must match."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.inside: dict[str, list[str]] = {"script": [], "style": [], "": []}
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        where = self._open[-1] if self._open and self._open[-1] in self.inside else ""
        self.inside[where].append(data)

    def all(self, tag: str, **wanted: str) -> list[dict[str, str | None]]:
        return [found for name, found in self.elements if name == tag and wanted.items() <= found.items()]


@pytest.fixture
def text(tmp_path: Path) -> str:
    """Of a chatbot whose every text is hostile."""
    export = b.export(
        b.buttons("pick", ("b1", EVIL, "a"), interactiveButtonsBody=EVIL), b.message("a", EVIL), name=EVIL
    )
    batch = played(tmp_path, export, FEATURE)
    assert [one.verdict for one in batch.reports] == ["expectation not met"]
    return html(batch.reports, list(chatbots(batch.records, SEEN_FROM)))


def test_nothing_of_a_chatbot_runs_or_is_fetched(text: str) -> None:
    page = Page(text)
    assert len(page.all("script")) == 1
    assert page.all("img") == []
    assert not any(
        name.startswith("on") or name in ("src", "href", "style", "action")
        for _, found in page.elements
        for name in found
    )
    assert "alert" not in "".join(page.inside["script"])
    assert "alert(1)" in "".join(page.inside[""])
    assert "{{ 7*7 }}" in "".join(page.inside[""])
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", "".join(page.inside["style"] + page.inside["script"]))


def test_the_policy_allows_what_comes_with_the_page_and_no_more(text: str) -> None:
    page = Page(text)
    [meta] = page.all("meta", **{"http-equiv": "Content-Security-Policy"})
    policy = dict(part.strip().split(" ", 1) for part in str(meta["content"]).split(";"))
    assert (policy["default-src"], policy["base-uri"], policy["form-action"]) == ("'none'", "'none'", "'none'")
    for kind in ("style", "script"):
        found = re.findall(rf"<{kind}>(.*?)</{kind}>", text, re.DOTALL)
        hashes = {f"'sha256-{b64encode(sha256(one.encode()).digest()).decode()}'" for one in found}
        assert found
        assert hashes == set(policy[f"{kind}-src"].split())


def test_what_did_not_pass_is_open_and_each_can_be_filtered_by_its_verdict() -> None:
    page = Page(html(every_verdict()))
    cases = page.all("details", **{"class": "case"})
    assert len(cases) == 7
    assert [one["data-verdict"] for one in cases if "open" not in one] == ["passed"]
    assert {one["data-verdict"] for one in page.all("span") if "data-verdict" in one} == {
        one["data-verdict"] for one in cases
    }


def test_a_conversation_is_shown_with_exchanges_path_and_assumptions(tmp_path: Path) -> None:
    export = json.loads(bundled_flows()["zoho_lead_owner"].read_text(encoding="utf-8"))
    feature = FEATURE.replace(EVIL, "x").replace('is told "x"', 'is told "Welcome back"')
    batch = played(tmp_path, export, feature)
    text = html(batch.reports, list(chatbots(batch.records, SEEN_FROM)))
    page, told = Page(text), " ".join(text.split())
    assert len(page.all("svg")) == 1
    assert len(page.all("li", **{"class": "customer"})) == 1
    assert len(page.all("li", **{"class": "bot"})) == 1
    assert "<td>GET www.zohoapis.com/crm/v8/Leads/search</td><td>200</td>" in told
    assert "main_webhook-readToken → main_condition-hasToken" in told
    assert "flow.path_arrays = <strong>index</strong></td><td>or unsupported" in told
    assert "1000.0000" not in text


def test_the_page_is_the_same_for_the_same_files(tmp_path: Path) -> None:
    export = b.export(b.message("a", "hello"))
    pages = {html(played(tmp_path, export, FEATURE).reports) for _ in range(2)}
    assert len(pages) == 1


def test_a_long_conversation_is_cut_with_a_count(monkeypatch: pytest.MonkeyPatch) -> None:
    line = {"at": "2026-01-15T09:00:00+00:00", "speaker": "bot", "text": "x" * (MOST_CHARACTERS + 7), "buttons": []}
    run = {"outcome": "ended", "reason": "", "assignee": None, "transcript": [line] * (MOST + 3), "exchanges": []}
    contact = ContactReport("919876543210", {**run, "path": [], "warnings": [], "assumptions": []})
    text = html([made()._replace(contacts=(contact,))])
    assert "… and 3 more" in text
    assert "… (7 characters more)" in text
    monkeypatch.setattr("flow_runner.report.html.MOST_LINES", 3 * MOST)
    many = html([made("passed" if n else "the flow failed")._replace(contacts=(contact,)) for n in (1, 2, 3, 0)])
    assert many.count("The conversation is left out") == 2
    assert "The conversation is left out" not in many.partition('data-verdict="the flow failed" open')[2]
    assert len(Page(many).all("details", **{"class": "case"})) == 4


def test_a_chatbot_without_a_picture_says_why() -> None:
    assert "which file it is of is not known" in html(
        [], [Chatbot("x", "", why_not="which file it is of is not known")]
    )


def test_a_chatbot_that_changed_since_is_not_drawn(tmp_path: Path) -> None:
    batch = played(tmp_path, b.export(b.message("a", "hello")), FEATURE)
    (tmp_path / "bot.json").write_text("{}", encoding="utf-8")
    [one] = chatbots(batch.records, SEEN_FROM)
    assert one.svg == ""
    assert "There is no picture" in one.why_not

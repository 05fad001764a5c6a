"""wati-sandbox faults"""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import jsonschema
import pytest

from flow_runner.report.faults import FAULTS_SCHEMA, letter
from tests.builders import VARIABLE, assign_agent, export, message, status, webhook
from tests.cli.commands import call

LABELS = ["200", "204", "400", "401", "403", "404", "429", "500", "timeout", "bad JSON", "empty", "lost reply"]
AGENT = "66aa00bb11cc22dd33ee4401"
HOOK = webhook(
    "a", saved=[(VARIABLE, "x", "x")], statuses=(status(200, "z"), status(401, "a"), status(0, "b", default=True))
)
BOT = export(
    HOOK,
    message("b", "Sorry | &lt;b&gt;nobody&lt;/b&gt;"),
    assign_agent("z", AGENT),
    name="A <script>alert(1)</script> | bot",
)


@pytest.fixture
def bot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "bot.json"
    path.write_text(json.dumps(BOT), encoding="utf-8")
    return path


def matrix(*args: str) -> dict[str, str]:
    """What becomes of the customer, by what the one webhook is answered."""
    told = json.loads(call("faults", *args, "--format", "json").stdout)
    jsonschema.validate(told, FAULTS_SCHEMA)
    return {label: one["kind"] for label, one in told["webhooks"][0]["endings"].items()}


def test_every_webhook_is_answered_in_every_way(bot: Path) -> None:
    found = matrix("bot.json")
    assert sorted(found) == sorted(LABELS)
    assert found["200"] == found["empty"] == found["bad JSON"] == "assigned"
    assert found["204"] == found["500"] == found["timeout"] == found["lost reply"] == "left alone"


def test_columns_stand_below_their_heads_and_the_title_is_one_line(bot: Path) -> None:
    bot.write_text(json.dumps({**BOT, "name": "Two\nlines"}), encoding="utf-8")
    title, _, heads, row = call("faults", "bot.json").stdout.splitlines()[:4]
    assert title.startswith("Two lines: where customers end up")
    assert heads.index("200") == row.index("a", 1) - 1


def test_what_lasts_is_something_else_than_what_happens_once(bot: Path) -> None:
    assert matrix("bot.json")["401"] == "assigned"
    assert matrix("bot.json", "--always")["401"] == "runaway loop"


def test_the_bundled_chatbot_refreshes_once_and_never_for_ever() -> None:
    told = json.loads(call("faults", "zoho_lead_owner", "--always", "--format", "json").stdout)
    kinds = {one["kind"] for row in told["webhooks"] for one in row["endings"].values()}
    assert kinds == {"assigned", "team", "left alone"}
    assert len(told["webhooks"]) == 5
    assert told["unreached"] == []


def test_on_a_terminal_there_is_a_letter_for_each_ending(bot: Path) -> None:
    found = call("faults", "bot.json")
    assert found.exit_code == 0
    head, row = (re.split(r"\s+", line.strip()) for line in found.stdout.splitlines()[2:4])
    assert head == ["webhook", "200", "204", "400", "401", "403", "404", "429", "500", "time", "bad", "empty", "lost"]
    assert row == ["a", "a", "A", "A", "a", *"AAAAA", "a", "a", "A"]
    assert "  a  assigned to Agent 1" in found.stdout
    assert "  A  told 'Sorry | <b>nobody</b>', and nobody has the chat" in found.stdout


def test_it_may_fail_a_build(bot: Path) -> None:
    assert call("faults", "bot.json", "--fail-on", "bad").exit_code == 1


class Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)


def test_the_page_is_one_harmless_file(bot: Path) -> None:
    assert call("faults", "bot.json", "--format", "html", "-o", "f.html").stdout == "wrote f.html\n"
    text = (bot.parent / "f.html").read_text(encoding="utf-8")
    page = Page()
    page.feed(text)
    assert {"script", "b", "img", "link"}.isdisjoint(page.tags)
    assert page.tags.count("td") == len(LABELS)
    assert "default-src 'none'" in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


def test_the_markdown_table_stays_one(bot: Path) -> None:
    lines = call("faults", "bot.json", "--format", "markdown").stdout.splitlines()
    table = [line for line in lines if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in table} == {len(LABELS) + 2}
    assert "- **A**: told 'Sorry \\| &lt;b&gt;nobody&lt;/b&gt;', and nobody has the chat" in lines


def test_one_that_has_nothing_to_break_is_told_so(bot: Path) -> None:
    bot.write_text(json.dumps(export(message("a", "hi"))), encoding="utf-8")
    found = call("faults", "bot.json")
    assert (found.exit_code, found.stderr) == (2, "bot.json: it has no webhooks: there is nothing to break\n")
    bot.write_text(json.dumps(export(message("a", "hi"), webhook("w"))), encoding="utf-8")
    assert "no run came to any of w" in call("faults", "bot.json").stderr


def test_letters_do_not_run_out() -> None:
    found = [letter(number, capital=False) for number in range(60)]
    assert len(set(found)) == 60
    assert found[:2] + found[26:28] == ["a", "b", "a1", "b1"]
    assert letter(0, capital=True) == "A"

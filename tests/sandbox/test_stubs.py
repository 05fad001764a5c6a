"""The sandbox: stubs."""

from __future__ import annotations

from datetime import timedelta

import pytest

from emulator.document import DocumentError
from flow_runner.sandbox.stubs import Stubs
from tests.sandbox.sandbox_runs import asking, exchanged, outcome_of, sandbox_of, warnings_of


def test_a_stub_answers_with_json(offline: list[str]) -> None:
    sandbox = sandbox_of(asking(), "- {url: https://api.example/x, json: {x: 5}}")
    assert [one.text for one in sandbox.says("hi")] == ["x is 5"]
    (one,) = exchanged(sandbox)
    assert (one.method, one.host, one.path, one.status, one.source) == ("GET", "api.example", "/x", 200, "stub")
    assert offline == []


@pytest.mark.parametrize(
    ("stub", "code", "text"),
    [
        ("json: {x: yes}", 200, "x is yes"),
        ('text: \'{"x": "raw"}\'', 200, "x is raw"),
        ("text: down for repair", 200, "x is @x"),
        ("status: 503", 503, "x is @x"),
        ("status: 201, json: {x: made}", 201, "x is made"),
        ("headers: {X-Rate: 5}", 204, "x is @x"),
        ("json: null", 200, "x is @x"),
    ],
)
def test_a_stub_says_status_and_body(stub: str, code: int, text: str) -> None:
    sandbox = sandbox_of(asking(), f"- {{url: https://api.example/x, {stub}}}")
    assert [one.text for one in sandbox.says("hi")] == [text]
    assert [one.status for one in exchanged(sandbox)] == [code]


@pytest.mark.parametrize(
    ("pattern", "matches"),
    [
        ("url: https://api.example/x", True),
        ("url: https://API.example/x", True),
        ("url: https://api.example/*", True),
        ("url: https://*/x", True),
        ("url: https://api.example/x?p=919876543210", True),
        ("url: https://api.example/x?p=*", True),
        ("method: GET, url: https://api.example/x", True),
        ("method: '*', url: https://api.example/x", True),
        ("method: POST, url: https://api.example/x", False),
        ("url: http://api.example/x", False),
        ("url: https://api.example/X", False),
        ("url: https://api.example/x/y", False),
        ("url: https://api.example/x?p=1", False),
        ("url: https://evil.example/api.example/x", False),
    ],
)
def test_a_stub_is_found_by_method_and_url(pattern: str, matches: bool) -> None:
    sandbox = sandbox_of(asking("https://api.example/x?p={{phone}}"), f"- {{{pattern}, json: {{x: 1}}}}")
    sandbox.says("hi")
    assert (outcome_of(sandbox) == "ended") is matches


def test_the_first_stub_that_matches_answers_and_the_other_is_told_to_be_unused() -> None:
    sandbox = sandbox_of(asking(), "- {url: 'https://api.example/*', json: {x: 1}}\n- {url: https://api.example/x}")
    assert [one.text for one in sandbox.says("hi")] == ["x is 1"]
    assert warnings_of(sandbox) == ["the stub * https://api.example/x was never called [unused-stub]"]


def test_a_stub_may_answer_each_call_differently() -> None:
    stubs = "- url: https://api.example/x\n  calls: [{json: {x: 1}}, {status: 500}, {json: {x: 3}}]"
    sandbox = sandbox_of(asking(), stubs)
    assert [sandbox.says("hi")[0].text for _ in range(4)] == ["x is 1", "x is @x", "x is 3", "x is 3"]


@pytest.mark.parametrize(("delay", "text"), [(10, "x is 1"), (10.1, "x is @x"), (0.5, "x is 1")])
def test_a_delay_moves_the_clock_and_beyond_the_time_out_the_flow_goes_on(delay: float, text: str) -> None:
    sandbox = sandbox_of(asking(), f"- {{url: https://api.example/x, json: {{x: 1}}, delay: {delay}}}")
    before = sandbox.tenant.universe.clock.now()
    assert [one.text for one in sandbox.says("hi")] == [text]
    assert sandbox.tenant.universe.clock.now() - before == timedelta(seconds=min(delay, 10))
    assert [one.reason for one in exchanged(sandbox)] == ["timed out" if delay > 10 else ""]
    assert ("flow.webhook_timeout_s" in sandbox.tenant.universe.assumptions.used) is (delay > 5)


@pytest.mark.parametrize("reason", ["refused", "lost"])
def test_a_stub_may_give_no_reply(reason: str) -> None:
    sandbox = sandbox_of(asking(), f"- {{url: https://api.example/x, no_reply: {reason}}}")
    assert [one.text for one in sandbox.says("hi")] == ["x is @x"]
    assert [(one.status, one.reason) for one in exchanged(sandbox)] == [(None, reason)]


def test_a_stub_may_stand_in_for_an_emulated_host() -> None:
    flow = asking("https://www.zohoapis.com/crm/v8/Leads/search?phone=1")
    sandbox = sandbox_of(flow, "- {url: 'https://www.zohoapis.com/*', json: {x: mine}}")
    assert [one.text for one in sandbox.says("hi")] == ["x is mine"]
    assert len(sandbox.tenant.universe.journal) == 0


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("- {ur1: https://x.example}", "stubs.yaml:1: 0: 'ur1' is not known here. Did you mean 'url'?"),
        (
            "- {url: https://x.example, json: 1, text: a}",
            "stubs.yaml:1: 0 > text: an answer has json or text, not both",
        ),
        ("- {url: https://x.example, status: 99}", "stubs.yaml:1: 0 > status: 99 is less than the minimum of 100"),
        (
            "- url: https://x.example\n  status: 200\n  calls: [{json: 1}]",
            "stubs.yaml:3: 0 > calls: 'calls' says it all: put status into its entries",
        ),
        ("- {url: 'https://'}", "stubs.yaml:1: 0 > url: 'https://' names no host"),
    ],
)
def test_a_mistake_in_the_stubs_is_told_with_its_line(text: str, told: str) -> None:
    with pytest.raises(DocumentError) as caught:
        Stubs.parse(text)
    assert told in str(caught.value)


def test_the_stub_that_a_refusal_advises_answers_the_request() -> None:
    """Brackets and question marks are no patterns: only `*` is."""
    url = "https://api.example/a[1]/b"
    refused = sandbox_of(asking(url))
    refused.says("hi")
    session = refused.session()
    assert session is not None
    assert f'url: "{url}"' in session.reason
    sandbox = sandbox_of(asking(url), f'- {{method: GET, url: "{url}", json: {{x: 1}}}}')
    assert [one.text for one in sandbox.says("hi")] == ["x is 1"]


@pytest.mark.parametrize("url", ["https://api.example/ab", "https://api.example/a1"])
def test_only_an_asterisk_stands_for_other_text_in_a_stub(url: str) -> None:
    sandbox = sandbox_of(asking(url), "- {url: 'https://api.example/a[1b]', json: {x: 1}}")
    sandbox.says("hi")
    assert outcome_of(sandbox) == "failed"

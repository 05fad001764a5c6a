"""Lint, its mends and redact over generated exports: they never crash, and print no secret."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import StringIO
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from emulator import seed
from flow_runner.engine import Flow
from flow_runner.engine.pointer import at
from flow_runner.inspection.lint.account import account_from
from flow_runner.inspection.lint.linter import Linted, lint, read_tolerantly
from flow_runner.inspection.lint.mend import mended
from flow_runner.inspection.redact import redacted
from flow_runner.report.lint import as_json, file_report, print_text
from flow_runner.report.sarif import as_sarif
from flow_runner.sandbox.files import DEMO_WORLD
from flow_runner.testing.exports import exports

Raw = dict[str, Any]
ZOHO = "1000.{0:032x}.{0:032x}"
PLANTED = tuple(ZOHO.format(number) for number in range(0x5EC12E7, 0x5EC12E7 + 8))
PLAIN = "s3cretOf.my-shop_77"
PERSON = ("rohan.mehta@my-shop.zz", "+49 30 23125 123", "491713920011")
CHOSEN = st.lists(st.sampled_from(range(6)), min_size=1, max_size=6, unique=True)


def places(raw: Raw) -> Iterator[tuple[Raw, str]]:
    """Where a text may be planted: the texts, bodies and addresses of nodes."""
    for node in raw["flowNodes"]:
        for reply in node.get("flowReplies", ()):
            yield reply, "data"
        for key in ("url", "body", "interactiveButtonsBody", "interactiveListFooter"):
            if isinstance(node.get(key), str):
                yield node, key


def planted(raw: Raw, chosen: list[int]) -> list[str]:
    """Put credentials where they stand in real files, and say which."""
    webhook = {
        "id": "main_webhook-planted",
        "flowNodeType": "Webhook",
        "methodType": "Post",
        "url": f"https://user:{PLAIN}@my-shop.zz/a?access_token={PLANTED[0]}&x={{{{name}}}}",
        "headers": [{"headerName": "Authorization", "headerValue": f"Zoho-oauthtoken {PLANTED[1]}"}],
        "body": f'{{"client_secret": "{PLANTED[2]}", "name": "zoho_token", "value": "{PLANTED[3]}"}}',
        "testVariables": [{"name": "@zoho_token", "value": PLANTED[4]}, {"name": "@phone", "value": PERSON[1]}],
        "responseVariables": [],
        "expectedStatuses": [],
    }
    token = {"id": "main_url-planted", "flowNodeType": "InteractiveCtaUrl", "interactiveCtaUrlAccessToken": PLANTED[5]}
    titles = [
        {"id": key, "buttonText": f"Call us by {PLAIN} now", "nodeResultId": ""} for key in "ab"
    ]  # told of: twice, long
    menu = {"id": "main_buttons-planted", "flowNodeType": "InteractiveButtons", "interactiveButtonsItems": titles}
    raw["flowNodes"] += [webhook, token, menu]
    raw["name"] = f"Bot of {PLAIN}"
    told = [PLAIN, *PLANTED[:6]]
    for number, (holder, key) in enumerate(places(raw)):
        if number in chosen:
            holder[key] = f"{holder[key]} {PLANTED[6]}, {PLAIN}"
            told.append(PLANTED[6])
    return told


def said(linted: Linted) -> str:
    """Everything that lint prints of a file, in all of its formats."""
    report = file_report("bot.json", linted.flow, linted.findings, linted.secrets)
    printed = StringIO()
    print_text(Console(file=printed, width=10_000), [report])
    return printed.getvalue() + json.dumps([as_json([report], "note"), as_sarif([report])], ensure_ascii=False)


@settings(derandomize=True, deadline=None, max_examples=150)
@given(exports())
def test_every_finding_points_to_something_and_says_what_why_and_how(raw: Raw) -> None:
    account = account_from(seed.load(DEMO_WORLD).data)
    for linted in (lint(json.dumps(raw)), lint(json.dumps(raw, indent=2), account)):
        for one in linted.findings:
            at(raw, one.pointer)
            assert one.line >= 1
            assert all((one.where, one.text, one.why, one.fix))
            assert one.node == "" or one.node in {node["id"] for node in raw["flowNodes"]}


@settings(derandomize=True, deadline=None, max_examples=100)
@given(exports(), CHOSEN)
def test_lint_prints_no_secret_in_any_format(raw: Raw, chosen: list[int]) -> None:
    secrets = planted(raw, chosen)
    linted = lint(json.dumps(raw))
    text = said(linted)
    assert [one for one in (*secrets, PERSON[1]) if one in text] == []
    assert {"secret-in-export", "secret-test-value", "personal-test-value"} <= {one.code for one in linted.findings}


@settings(derandomize=True, deadline=None, max_examples=150)
@given(exports())
def test_a_mended_export_does_what_it_did(raw: Raw) -> None:
    before = json.dumps(raw)
    result = mended(raw)
    assert json.dumps(raw) == before
    once, flow = read_tolerantly(raw), Flow.parse(result.document)
    assert once.flow is not None
    assert (flow.targets, flow.nodes, flow.start) == (once.flow.targets, once.flow.nodes, once.flow.start)
    assert mended(result.document) == (result.document, ())
    assert set(map(kind_of, lint(json.dumps(result.document)).findings)) <= set(map(kind_of, lint(before).findings))
    assert keys_of(result.document["flowNodes"]) == keys_of(raw["flowNodes"])
    assert result.document.keys() == raw.keys()


@settings(derandomize=True, deadline=None, max_examples=60)
@given(exports(), st.lists(st.sampled_from(["", "vanished", "main_vanished__x"]), min_size=1, max_size=3))
def test_a_mended_export_loads_without_its_dangling_edges(raw: Raw, lost: list[str]) -> None:
    start = raw["flowNodes"][0]["id"]
    raw["flowEdges"][:0] = [{"id": "x", "sourceNodeId": one, "targetNodeId": start} for one in lost]
    assert not read_tolerantly(raw).runs
    without = Flow.parse(raw, drop_dangling=True)
    flow = Flow.parse(mended(raw).document)
    assert (flow.targets, flow.nodes) == (without.targets, without.nodes)


def kind_of(finding: Any) -> tuple[str, str]:
    return finding.code, finding.node


def keys_of(value: Any) -> Any:
    """The shape of a document: its keys, without the lists that a mend may shorten."""
    if isinstance(value, dict):
        return {key: keys_of(item) for key, item in value.items() if key != "expectedStatuses"}
    return [keys_of(item) for item in value] if isinstance(value, list) else None


@settings(derandomize=True, deadline=None, max_examples=150)
@given(exports(), CHOSEN)
def test_a_redacted_copy_holds_no_secret_and_does_what_the_original_does(raw: Raw, chosen: list[int]) -> None:
    secrets = planted(raw, chosen)
    for holder, key in places(raw):
        holder[key] += " or ".join(PERSON)
    before = json.dumps(raw)
    result = redacted(raw)
    text = json.dumps(result.document, ensure_ascii=False)
    assert json.dumps(raw) == before
    assert [one for one in (*secrets, *PERSON, "my-shop") if one in text] == []
    old, new = Flow.parse(raw), Flow.parse(result.document)
    assert (new.targets, new.types, new.start) == (old.targets, old.types, old.start)
    assert [(node, exit.name) for node, exit in new.exits()] == [(node, exit.name) for node, exit in old.exits()]
    told = {one.code for one in lint(text).findings}
    assert told.isdisjoint({"secret-in-export", "secret-test-value", "personal-test-value", "tenant-id"})
    assert redacted(result.document) == (result.document, {})

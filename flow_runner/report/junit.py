"""Scenarios as JUnit XML, as CI servers read it: what the customer would see is a failure, what broke is an error."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from xml.etree import ElementTree as ET

from flow_runner.report.scenario import PASSED, ScenarioReport

FAILURES = frozenset({"expectation not met", "contract broken", "prepared and never used"})
"""The verdicts that say something of the scenario; with any other one the run itself broke."""
_NO_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
REPLACED = "\ufffd"


def junit(reports: Iterable[ScenarioReport]) -> bytes:
    """A suite for each file. Times are of this machine; a test's property tells that of the sandbox's clock."""
    found = list(reports)
    root = ET.Element("testsuites", {"name": "wati-sandbox", **_counts(found)})
    for file, group in groupby(found, key=lambda one: one.file):
        own = list(group)
        suite = ET.SubElement(root, "testsuite", {"name": _safe(file), **_counts(own), "skipped": "0"})
        for one in own:
            _case(suite, one)
    ET.indent(root)
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _case(suite: ET.Element, one: ScenarioReport) -> None:
    named = {"classname": _safe(one.feature or one.file), "name": _safe(one.name)}
    where = {"file": _safe(one.file), "line": str(one.at)}
    case = ET.SubElement(suite, "testcase", {**named, **where, "time": f"{one.real_s:.3f}"})
    properties = ET.SubElement(case, "properties")
    for name, value in _properties(one):
        ET.SubElement(properties, "property", {"name": name, "value": _safe(value)})
    if one.verdict != PASSED:
        kind = "failure" if one.verdict in FAILURES else "error"
        first = one.told.split("\n", 1)[0]
        wrong = ET.SubElement(case, kind, {"type": _safe(one.verdict), "message": _safe(first)})
        wrong.text = _safe(f"{one.told}\n\n{one.listed()}".strip())
    told = [*one.notes, *(f"── {title}\n{text}" for title, text in one.sections)]
    if told:
        ET.SubElement(case, "system-out").text = _safe("\n\n".join(told))


def _properties(one: ScenarioReport) -> Iterator[tuple[str, str]]:
    yield "verdict", one.verdict
    yield "virtual_seconds", f"{one.virtual_s:g}"
    for name, choice in one.assumptions:
        yield f"assumes {name}", choice
    for tag in one.tags:
        yield "tag", tag


def _counts(reports: list[ScenarioReport]) -> dict[str, str]:
    failures = sum(one.verdict in FAILURES for one in reports)
    wrong = sum(one.verdict != PASSED for one in reports)
    seconds = sum(one.real_s for one in reports)
    return {
        "tests": str(len(reports)),
        "failures": str(failures),
        "errors": str(wrong - failures),
        "time": f"{seconds:.3f}",
    }


def _safe(text: str) -> str:
    """A text without the characters that XML cannot hold, however they are written."""
    return _NO_XML.sub(REPLACED, text)

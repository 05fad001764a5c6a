"""JUnit XML: as CI servers read it, whatever stands in it."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st
from junitparser import Error, Failure, JUnitXml

from flow_runner.report.junit import junit
from flow_runner.report.scenario import ScenarioReport
from flow_runner.testing.verdict import Verdict
from tests.report.scenario_reports import every_verdict, made

ATTRIBUTES = {  # of the schema that Jenkins' xunit plugin checks against, and `file` and `line`, which GitLab reads
    "testsuites": {"name", "tests", "failures", "errors", "time"},
    "testsuite": {"name", "tests", "failures", "errors", "skipped", "time"},
    "testcase": {"classname", "name", "time", "file", "line"},
    "properties": set(),
    "property": {"name", "value"},
    "failure": {"type", "message"},
    "error": {"type", "message"},
    "system-out": set(),
}
INSIDE = {
    "testsuites": ["testsuite"],
    "testsuite": ["testcase"],
    "testcase": ["properties", "failure", "error", "system-out"],
    "properties": ["property"],
}


def checked(text: bytes) -> ET.Element:
    """The root, if all stands where the schema wants it."""
    root = ET.fromstring(text)
    for one in root.iter():
        assert one.attrib.keys() == ATTRIBUTES[one.tag], one.tag
        order = [INSIDE[one.tag].index(child.tag) for child in one]
        assert order == sorted(order), one.tag
    for suite in root:
        assert int(suite.attrib["tests"]) == len(suite)
        for kind in ("failure", "error"):
            assert int(suite.attrib[f"{kind}s"]) == len(suite.findall(f"*/{kind}"))
    assert all(float(case.attrib["time"]) >= 0 for case in root.iter("testcase"))
    return root


def test_verdicts_stay_apart() -> None:
    text = junit(every_verdict())
    checked(text)
    [suite] = JUnitXml.fromstring(text)
    kinds = {case.name: [(type(one), one.type) for one in case.result] for case in suite}
    broken = {Verdict.UNUSABLE, Verdict.REFUSED, Verdict.FLOW_FAILED}
    for verdict in Verdict:
        kind = Error if verdict in broken else Failure
        assert kinds[str(verdict)] == ([] if verdict is Verdict.PASSED else [(kind, str(verdict))])
    assert (suite.tests, suite.failures, suite.errors) == (7, 3, 3)


def test_a_file_is_a_suite_and_assumptions_are_properties() -> None:
    leaning = made()._replace(assumptions=(("zoho.phone_match", "suffix"),), file="b.chat.yaml", feature="")
    root = checked(junit([made(), leaning]))
    assert [suite.attrib["name"] for suite in root] == ["a.feature", "b.chat.yaml"]
    properties = {one.attrib["name"]: one.attrib["value"] for one in root[1].iter("property")}
    assert properties["assumes zoho.phone_match"] == "suffix"
    assert properties["virtual_seconds"] == "3600"
    assert root[1][0].attrib["classname"] == "b.chat.yaml"


def test_what_went_wrong_is_told_with_the_steps() -> None:
    root = checked(junit([made("expectation not met", "line one\nline two")]))
    [failure] = root.iter("failure")
    assert failure.attrib["message"] == "line one"
    assert failure.text == 'line one\nline two\n\n✓ Given the chatbot "bot.json"\n✗ When x\n  Then y'


def test_nothing_played_is_xml_too() -> None:
    assert checked(junit([])).attrib["tests"] == "0"


@settings(derandomize=True, max_examples=60, deadline=None)
@given(st.text(st.characters(), min_size=1), st.text(st.characters(), min_size=1))
def test_no_text_breaks_the_xml(text: str, name: str) -> None:
    """Not even control characters, and halves of characters."""
    report = made("expectation not met", text, name, file=name)._replace(sections=((name, text),), notes=(text,))
    root = checked(junit([report, ScenarioReport(text, text, text, (text,), 1, "passed")]))
    assert len(list(root.iter("testcase"))) == 2

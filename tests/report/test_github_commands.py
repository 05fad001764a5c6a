"""Annotations of pull requests on GitHub."""

from __future__ import annotations

import pytest

from flow_runner.report.github import workflow_commands
from tests.report.scenario_reports import every_verdict, made


def test_what_passed_is_not_annotated() -> None:
    assert len(list(workflow_commands(every_verdict()))) == 6
    assert list(workflow_commands([made()])) == []


def test_an_annotation_stands_at_the_line_with_its_verdict() -> None:
    [line] = workflow_commands([made("the flow failed", "a loop")], "checks/")
    assert line == "::error file=checks/a.feature,line=4,title=the flow failed::The feature › a case: a loop"


@pytest.mark.parametrize("text", ["a\n::error::b", "a\r\n::set-output name=x::y", "100%", "%0A"])
def test_a_text_is_one_annotation_and_no_other_command(text: str) -> None:
    [line] = workflow_commands([made("the flow failed", text, file="a,line=9:b.feature")])
    assert "\n" not in line
    assert "\r" not in line
    assert line.startswith("::error file=a%2Cline=9%3Ab.feature,line=4,")
    unescaped = line.rpartition("::The feature")[2] if "::The" in line else line
    assert unescaped.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%").endswith(text)

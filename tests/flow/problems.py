"""What the loader tells of an export."""

from __future__ import annotations

from flow_runner.engine import Flow


def warnings_of(flow: Flow) -> list[str]:
    return [str(problem) for problem in flow.warnings]


def codes_of(flow: Flow) -> list[str]:
    return [problem.code for problem in flow.warnings]

"""Scenarios that did not pass as annotations of GitHub Actions: they stand at their lines in a pull request.

Source: GitHub's workflow commands, `::error file=…,line=…,title=…::text`; documented.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flow_runner.report.scenario import ScenarioReport

_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY = {**_DATA, ":": "%3A", ",": "%2C"}


def workflow_commands(reports: Iterable[ScenarioReport], folder: str = "") -> Iterator[str]:
    """A line for each. `folder` is what stands before their files, seen from the repository, such as `checks/`."""
    for one in reports:
        if not one.passed:
            place = f"file={_escaped(folder + one.file, _PROPERTY)},line={one.at}"
            title = _escaped(one.verdict, _PROPERTY)
            yield f"::error {place},title={title}::{_escaped(f'{one.title}: {one.told}', _DATA)}"


def _escaped(text: str, signs: dict[str, str]) -> str:
    return "".join(signs.get(sign, sign) for sign in text)

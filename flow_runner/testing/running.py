"""Plays scenarios one after another, in this process or in one of several, and tells of each as plain values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from flow_runner.inspection.record import Record
from flow_runner.inspection.recorder import Recorder
from flow_runner.report.failure import sections
from flow_runner.report.result import result
from flow_runner.report.scenario import ContactReport, FindingReport, ScenarioReport, StepReport
from flow_runner.sandbox.sandbox import Sandbox
from flow_runner.testing import conversation, scenario
from flow_runner.testing.collection import Broken, Case, of
from flow_runner.testing.conversation import Conversation
from flow_runner.testing.scenario import Played, marked
from flow_runner.testing.setting import Setting
from flow_runner.testing.verdict import Finding, Verdict, verdict_of

MOST_CONTACTS = 8  # of one scenario that are told of in full


@dataclass(frozen=True, slots=True)
class Order:
    """How scenarios are to be played. `setting` is what holds unless they say otherwise; `update` accepts transcripts;
    `record` counts what is covered; `in_full` also tells of what passed.
    """

    setting: Setting
    update: bool = False
    record: bool = False
    in_full: bool = False


class Batch(NamedTuple):
    """What was played in one go; `records` are relative to no folder, their files absolute."""

    reports: tuple[ScenarioReport, ...]
    records: tuple[Record, ...]


def play_all(cases: Sequence[Case], order: Order, number: int = 0) -> Batch:
    """Play them in their order. `number` counts the batches of a run."""
    recorder = Recorder()
    reports = tuple(each(cases, order, recorder))
    return Batch(reports, tuple(recorder.records(Path("/"), (number, "", 0))))


def each(cases: Sequence[Case], order: Order, recorder: Recorder) -> Iterator[ScenarioReport]:
    """The same, one by one, as they are asked for."""
    for case in cases:
        end = Sandbox.on_open(recorder.watch) if order.record else lambda: None
        try:
            report = told_of(case, order)
        finally:
            end()
        recorder.finish(report.title, report.passed)
        yield report


def told_of(case: Case, order: Order) -> ScenarioReport:
    """Play one."""
    began = perf_counter()  # the one figure that is of this machine's time; no run depends on it
    played = _played(case, order)
    report = report_of(played, order.in_full) if played else _broken(case)
    return report._replace(real_s=perf_counter() - began)


def report_of(played: Played, in_full: bool = False) -> ScenarioReport:
    """What is to be told of a scenario: of one that did not pass, also why."""
    one, sandbox = played.scenario, played.story.opened
    at = (played.stopped_at or next(iter(played.unmet), None)) if played.findings else None
    steps = tuple(
        StepReport(mark, line.keyword, line.sentence, line.number)
        for mark, line in marked(one, played.stopped_at, played.unmet)
    )
    report = ScenarioReport(
        file=str(one.file),
        feature=one.feature,
        name=one.name,
        tags=one.tags,
        at=at.number if at else one.number,
        verdict=str(verdict_of(played.findings)),
        findings=_findings(played.findings),
        steps=steps,
        notes=played.notes,
    )
    if sandbox is None:
        return report
    universe = sandbox.tenant.universe
    return report._replace(
        assumptions=tuple(universe.assumptions.used.items()),
        sections=() if report.passed else tuple(sections(sandbox)),
        contacts=tuple(_contacts(sandbox)) if in_full else (),
        chatbot=sandbox.flow.version,
        virtual_s=(universe.clock.now() - universe.clock.started).total_seconds(),
    )


def _played(case: Case, order: Order) -> Played | None:
    setting = replace(order.setting, folder=of(case).file.parent)
    match case:
        case Conversation():
            return conversation.play(case, setting, order.update)
        case Broken():
            return None
    return scenario.play(case, setting)


def _broken(case: Case) -> ScenarioReport:
    assert isinstance(case, Broken)
    found = (FindingReport(str(Verdict.UNUSABLE), case.text),)
    return ScenarioReport(str(case.file), "", case.file.name, (), 1, str(Verdict.UNUSABLE), found)


def _findings(found: Sequence[Finding]) -> tuple[FindingReport, ...]:
    return tuple(FindingReport(str(one.verdict), one.text) for one in found)


def _contacts(sandbox: Sandbox) -> Iterator[ContactReport]:
    """Each customer who wrote, or was written to."""
    written = list(dict.fromkeys(entry.contact for entry in sandbox.trace))
    for phone in written[:MOST_CONTACTS]:
        sandbox.phone = phone
        yield ContactReport(phone, result(sandbox, []))

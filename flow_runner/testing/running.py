"""Plays scenarios one after another, in this process or in one of several, and tells of each as plain values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from emulator.kernel.secret import mask_text, masker
from flow_runner.inspection.record import Record
from flow_runner.inspection.recorder import Recorder
from flow_runner.inspection.secret import secrets_in
from flow_runner.report.failure import sections
from flow_runner.report.result import result
from flow_runner.report.scenario import ContactReport, FindingReport, ScenarioReport, StepReport
from flow_runner.sandbox.sandbox import Sandbox
from flow_runner.testing import scenario, scripted
from flow_runner.testing.collection import Broken, Case, of
from flow_runner.testing.scenario import Played, Scenario, marked
from flow_runner.testing.scripted import Scripted
from flow_runner.testing.setting import Setting
from flow_runner.testing.verdict import Finding, Verdict, verdict_of
from flow_runner.testing.workers import Died, batches, in_order

SEEN_FROM = Path("/")
"""What the files of records are relative to, until they are kept in a folder."""
DIED = "the process that was to play this died: was it killed, or out of memory? Without -n it is played in this one."
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
    """What was played in one go, and what of chatbots that has covered."""

    reports: tuple[ScenarioReport, ...]
    records: tuple[Record, ...]


def play_all(cases: Sequence[Case], number: int, order: Order) -> Batch:
    """Play them in their order. `number` counts the batches of a run."""
    recorder = Recorder()
    reports = tuple(each(cases, order, recorder))
    return Batch(reports, tuple(recorder.records(SEEN_FROM, (number, "", 0))))


def play_shared(cases: Sequence[Case], order: Order, workers: int) -> Iterator[Batch]:
    """The same in several processes; scenarios whose process died are told of, and the others are played."""
    parts = batches(cases, workers)
    for part, answer in zip(parts, in_order(partial(play_all, order=order), parts, workers), strict=True):
        yield Batch(tuple(_unusable(case, DIED) for case in part), ()) if isinstance(answer, Died) else answer


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
    if isinstance(case, Broken):
        report = _unusable(case, mask_text(case.text))
    else:
        report = report_of(_played(case, order), order.in_full)
    return report._replace(real_s=perf_counter() - began)


def report_of(played: Played, in_full: bool = False) -> ScenarioReport:
    """What is to be told of a scenario: of one that did not pass, also why."""
    one, sandbox = played.scenario, played.story.opened
    at = (played.stopped_at or next(iter(played.unmet), None)) if played.findings else None
    masked = masker(secrets_in(sandbox) if sandbox else ())
    steps = tuple(
        StepReport(mark, line.keyword, masked(line.sentence), line.number, masked(line.below))
        for mark, line in marked(one, played.stopped_at, played.unmet)
    )
    report = ScenarioReport(
        file=str(one.file),
        feature=one.feature,
        name=masked(one.name),
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


def _played(case: Scenario | Scripted, order: Order) -> Played:
    setting = replace(order.setting, folder=of(case).file.parent)
    if isinstance(case, Scripted):
        return scripted.play(case, setting, order.update)
    return scenario.play(case, setting)


def _unusable(case: Case, text: str) -> ScenarioReport:
    one = of(case)
    found = (FindingReport(str(Verdict.UNUSABLE), text),)
    return ScenarioReport(str(one.file), one.feature, one.name, one.tags, one.number, str(Verdict.UNUSABLE), found)


def _findings(found: Sequence[Finding]) -> tuple[FindingReport, ...]:
    return tuple(FindingReport(str(one.verdict), one.text) for one in found)


def _contacts(sandbox: Sandbox) -> Iterator[ContactReport]:
    """Each customer who wrote, or was written to."""
    written = list(dict.fromkeys(entry.contact for entry in sandbox.trace))
    for phone in written[:MOST_CONTACTS]:
        sandbox.phone = phone
        yield ContactReport(phone, result(sandbox, []))

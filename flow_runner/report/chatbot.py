"""Chatbots that ran in tests, for a page: each with its picture and what of it was covered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from emulator.kernel.secret import mask_text
from flow_runner.engine import Flow, FlowError
from flow_runner.inspection.coverage import Coverage
from flow_runner.inspection.picture.draw import draw
from flow_runner.inspection.record import Record
from flow_runner.inspection.secret import secrets_of
from flow_runner.inspection.tally import MEASURES
from flow_runner.sandbox.files import read_flow

MOST_NODES = 1000  # of a picture that is put into a page
MOST_PICTURES = 20


class Chatbot(NamedTuple):
    """`svg` is empty where it cannot be drawn, and `why_not` says why."""

    name: str
    scores: str
    svg: str = ""
    why_not: str = ""


def chatbots(records: Iterable[Record], folder: Path) -> Iterator[Chatbot]:
    """Of what was recorded; the records' files are relative to the folder."""
    room = MOST_PICTURES
    for record in records:
        flow = _flow(record, folder)
        if flow is None:
            yield Chatbot(mask_text(record.name), "", why_not="There is no picture: which file it is of is not known.")
            continue
        coverage = Coverage.counted(flow, record.counts)
        scores = {measure: coverage.score(measure) for measure in MEASURES}
        told = ", ".join(f"{one.covered} of {one.declared} {measure}" for measure, one in scores.items())
        name = mask_text(flow.name, secrets_of(flow.document))
        if room <= 0 or len(flow.nodes) > MOST_NODES:
            yield Chatbot(name, told, why_not="It is too much for this page; `wati-sandbox picture` draws it.")
        else:
            room -= 1
            yield Chatbot(name, told, draw(flow, coverage))


def _flow(record: Record, folder: Path) -> Flow | None:
    """The chatbot as it ran; None where its file is not known, or is another one by now."""
    if not record.file:
        return None
    try:
        flow = Flow.loads(read_flow(folder / record.file))
    except (OSError, FlowError):
        return None
    return flow if flow.version == record.version else None

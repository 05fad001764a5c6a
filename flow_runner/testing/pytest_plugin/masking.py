"""Reports without secrets: in the error and its lines of code, in what was printed, in arguments and local names."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

import pytest

Mask = Callable[[str], str]


CUT = "..."
"""Stands where pytest has left out the middle of a long text."""


def mask_report(report: pytest.TestReport, secrets: Collection[str]) -> None:
    """Known secrets, and what is shaped like one, are masked wherever the report of a test holds a text."""
    from emulator.kernel.secret import masker

    hide = masker(secrets)

    def mask(text: str) -> str:
        return _without_rests(hide(text, spoken=True), secrets)

    report.sections = [(title, mask(text)) for title, text in report.sections]
    told: Any = report.longrepr
    if isinstance(told, str):
        report.longrepr = mask(told)
    elif told is not None:
        for trace, crash, _ in getattr(told, "chain", [(told, None, None)]):
            _mask_trace(trace, mask)
            if crash is not None:
                crash.message = mask(crash.message)
        if getattr(told, "reprcrash", None) is not None:
            told.reprcrash.message = mask(told.reprcrash.message)
        told.sections = [(title, mask(text), line) for title, text, line in getattr(told, "sections", ())]


def _mask_trace(trace: Any, mask: Mask) -> None:
    for entry in getattr(trace, "reprentries", ()):
        entry.lines = [mask(line) for line in getattr(entry, "lines", ())]
        arguments, names = getattr(entry, "reprfuncargs", None), getattr(entry, "reprlocals", None)
        if arguments is not None:
            arguments.args = [(name, mask(value)) for name, value in arguments.args]
        if names is not None:
            names.lines = [mask(line) for line in names.lines]


def _without_rests(text: str, secrets: Collection[str]) -> str:
    """What is left of a secret that a long text was cut off in is masked, too."""
    if CUT not in text:
        return text
    from emulator.kernel.secret import MASK, MIN_KNOWN

    parts = text.split(CUT)
    for number, part in enumerate(parts):
        ends = [size for one in secrets for size in range(MIN_KNOWN, len(one)) if part.endswith(one[:size])]
        if ends and number < len(parts) - 1:
            part = part[: -max(ends)] + MASK
        begins = [size for one in secrets for size in range(MIN_KNOWN, len(one)) if part.startswith(one[-size:])]
        if begins and number:
            part = MASK + part[max(begins) :]
        parts[number] = part
    return CUT.join(parts)

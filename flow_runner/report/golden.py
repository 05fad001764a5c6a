"""The transcript that is kept beside a script, and how another one differs from it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from rich.text import Text

from flow_runner.inspection.secret import secrets_in
from flow_runner.report.console import console
from flow_runner.report.result import result
from flow_runner.report.side_by_side import Row, rows
from flow_runner.report.transcript import Transcript
from flow_runner.report.word_diff import marked
from flow_runner.sandbox.sandbox import Sandbox

SCRIPT, TRANSCRIPT = ".chat.yaml", ".txt"
WIDTH = 200
MAX_LINES = 60  # of a difference that are told


def beside(script: Path) -> Path:
    """Where the transcript of a script stands: `hello.txt` beside `hello.chat.yaml`."""
    name = script.name.removesuffix(SCRIPT) if script.name.endswith(SCRIPT) else script.stem
    return script.with_name(name + TRANSCRIPT)


def transcript(sandbox: Sandbox) -> str:
    """Everything that happened, and how it ended, without secrets: the same text for the same conversation, also where
    the chatbot has grown elsewhere.
    """
    out = io.StringIO()
    told = Transcript(console(out, WIDTH, colour=False), partial(secrets_in, sandbox))
    told.entries(list(sandbox.trace))
    told.ending({key: value for key, value in result(sandbox, []).items() if key != "coverage"})
    return out.getvalue().encode(errors="backslashreplace").decode()  # half a character can stand in no file


def difference(kept: str, found: str) -> str:
    """What went of the one and came in the other: `[-old-]{+new+}`, with a little of what is the same around it."""
    pairs = list(rows(*([Text(line) for line in text.splitlines()] for text in (kept, found))))
    lines = [line for row in pairs for line in _told(row)]
    more = [f"… {len(lines) - MAX_LINES} lines more"] if len(lines) > MAX_LINES else []
    return "\n".join([*lines[:MAX_LINES], *more])


def _told(row: Row) -> Iterator[str]:
    left, right = (row.left.plain if row.left else "", row.right.plain if row.right else "")
    if left == right:
        yield f"  {left}".rstrip()
    else:
        yield from (f"  {line}".rstrip() for line in marked(left, right).plain.split("\n"))

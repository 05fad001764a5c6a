"""The fault matrix as JSON (schema: `FAULTS_SCHEMA`), Markdown and HTML; for a terminal in faults_text.py."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any, get_args

from emulator.kernel.json_schema import list_of, record
from emulator.kernel.secret import Masker, masker
from flow_runner.engine import Flow
from flow_runner.explore.ending import BAD, Ending, Kind
from flow_runner.explore.faults import Matrix
from flow_runner.inspection.secret import secrets_of

TEXT = {"type": "string"}
ENDING = record({"kind": {"enum": list(get_args(Kind))}, "text": TEXT, "bad": {"type": "boolean"}})
FAULTS_SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "What `wati-sandbox faults --format json` prints",
    **record(
        {
            "file": TEXT,
            "flow": record({"name": TEXT, "version": TEXT}),
            "always": {"type": "boolean", "description": "however often a webhook calls, or at its first call"},
            "webhooks": list_of(
                record({"node": TEXT, "endings": {"type": "object", "additionalProperties": ENDING}}),
                "endings by what the webhook is answered",
            ),
            "unreached": list_of(TEXT, "webhooks that no run came to"),
        }
    ),
}


@dataclass(frozen=True, slots=True)
class FaultReport:
    """The matrix of a chatbot. Each ending has a letter, those that are bad a capital one."""

    file: str
    flow: Flow
    matrix: Matrix
    always: bool
    shown: Masker

    @classmethod
    def of(cls, file: str, flow: Flow, matrix: Matrix, always: bool) -> FaultReport:
        return cls(file, flow, matrix, always, masker(secrets_of(flow.document)))

    @property
    def letters(self) -> Mapping[Ending, str]:
        """In the order in which they come, row by row."""
        found: dict[Ending, str] = {}
        counts = {True: 0, False: 0}
        for row in self.matrix.rows:
            for cell in row.cells:
                if cell.ending not in found:
                    bad = is_bad(cell.ending)
                    found[cell.ending] = letter(counts[bad], bad)
                    counts[bad] += 1
        return found

    @property
    def bad(self) -> int:
        """How many cells are bad."""
        return sum(is_bad(cell.ending) for row in self.matrix.rows for cell in row.cells)


def is_bad(ending: Ending) -> bool:
    return ending.kind in BAD


def letter(number: int, capital: bool) -> str:
    """a to z, then a1 …"""
    found = chr(ord("a") + number % 26) + (str(number // 26) if number >= 26 else "")
    return found.upper() if capital else found


def as_json(report: FaultReport) -> dict[str, Any]:
    return {
        "file": report.file,
        "flow": {"name": report.shown(report.flow.name), "version": report.flow.version},
        "always": report.always,
        "webhooks": [
            {
                "node": row.node,
                "endings": {
                    cell.label: {
                        "kind": cell.ending.kind,
                        "text": report.shown(cell.ending.text),
                        "bad": is_bad(cell.ending),
                    }
                    for cell in row.cells
                },
            }
            for row in report.matrix.rows
        ],
        "unreached": list(report.matrix.unreached),
    }


def title(report: FaultReport) -> str:
    """What the matrix is of, in words."""
    how = "however often it calls" if report.always else "at its first call"
    name = " ".join(report.shown(report.flow.name).split())
    return f"{name}: where customers end up, if a webhook is answered otherwise {how}"


def as_markdown(report: FaultReport) -> str:
    """A table with letters, and what they stand for."""
    letters = report.letters
    head = ["webhook", *report.matrix.labels]
    lines = [f"### {_cell(title(report))}", "", _row(head), _row(["---", *(":-:" for _ in head[1:])])]
    for row in report.matrix.rows:
        found = {cell.label: cell.ending for cell in row.cells}
        cells = [_marked(letters, found.get(label)) for label in report.matrix.labels]
        lines.append(_row([f"`{row.node}`", *cells]))
    lines.append("")
    lines += [f"- {_marked(letters, ending)}: {_cell(report.shown(ending.text))}" for ending in letters]
    lines += [f"- never called: `{node}`" for node in report.matrix.unreached]
    return "\n".join(lines) + "\n"


def _marked(letters: Mapping[Ending, str], ending: Ending | None) -> str:
    if ending is None:
        return ""
    return f"**{letters[ending]}**" if is_bad(ending) else letters[ending]


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(text: str) -> str:
    """One line in which nothing is Markdown or HTML."""
    line = " ".join(escape(text, quote=False).split())
    return "".join(f"\\{char}" if char in "\\`*_{}[]|#~" else char for char in line)


STYLE = """
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif }
body { margin: 2rem auto; max-width: 80rem; padding: 0 1rem }
table { border-collapse: collapse; width: 100% }
th, td { border: 1px solid color-mix(in srgb, currentColor 25%, transparent); padding: .35rem .5rem; text-align: left;
  vertical-align: top; font-size: .85rem }
thead th { position: sticky; top: 0; background: Canvas }
td.bad { background: color-mix(in srgb, #d33 22%, Canvas) } td.good { background: color-mix(in srgb, #2a2 16%, Canvas) }
td.waiting { background: color-mix(in srgb, #888 14%, Canvas) } code { font-size: .8rem }
"""


def as_html(report: FaultReport) -> str:
    """One file, with nothing in it that runs or is fetched."""
    return "\n".join(
        [
            "<!doctype html>",
            '<html lang="en"><head><meta charset="utf-8">',
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
            '<meta name="viewport" content="width=device-width">',
            f"<title>{escape(title(report))}</title><style>{STYLE}</style></head><body>",
            f"<h1>{escape(title(report))}</h1>",
            f"<p>{escape(report.file)}, version {escape(report.flow.version)}</p>",
            *_table(report),
            *(f"<p>Never called: <code>{escape(node)}</code></p>" for node in report.matrix.unreached),
            "</body></html>\n",
        ]
    )


def _table(report: FaultReport) -> Iterator[str]:
    """Answers down, webhooks across: texts need the width."""
    yield "<table><thead><tr><th>answered</th>"
    yield from (f"<th><code>{escape(row.node)}</code></th>" for row in report.matrix.rows)
    yield "</tr></thead><tbody>"
    for label in report.matrix.labels:
        yield f"<tr><th>{escape(label)}</th>"
        for row in report.matrix.rows:
            ending = next((cell.ending for cell in row.cells if cell.label == label), None)
            if ending is None:
                yield "<td></td>"
            else:
                style = "bad" if is_bad(ending) else "waiting" if ending.kind == "waiting" else "good"
                yield f'<td class="{style}">{escape(report.shown(ending.text))}</td>'
        yield "</tr>"
    yield "</tbody></table>"

"""The CSV of sendTemplateMessageCSV: a column Phone, and a column for each parameter.

Source: docs.wati.io, sendTemplateMessageCSV; 10,000 receivers as everywhere.
"""

from __future__ import annotations

import csv
import io
from typing import NamedTuple

PHONE = "Phone"
MAX_ROWS = 10_000


class Line(NamedTuple):
    phone: str
    values: dict[str, str]


def read(content: bytes) -> list[Line]:
    """Its lines in order; empty ones do not count. ValueError, in plain words, where it is no such file."""
    try:
        lines = [line for line in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True) if line]
    except UnicodeDecodeError:
        raise ValueError("the file is not UTF-8") from None
    except csv.Error as error:
        raise ValueError(f"the file is no CSV: {error}") from None
    columns = [column.strip() for column in lines[0]] if lines else []
    if PHONE not in columns:
        raise ValueError(f"the first line must name a column {PHONE}; it names {', '.join(columns)[:200] or 'nothing'}")
    if len(set(columns)) < len(columns):
        raise ValueError("the first line names a column twice")
    rows = [line for line in lines[1:] if any(cell.strip() for cell in line)]
    if not 1 <= len(rows) <= MAX_ROWS:
        raise ValueError(f"the file must have 1 to {MAX_ROWS:,} lines, found {len(rows):,}")
    return [_line(columns, row, number) for number, row in enumerate(rows, 1)]


def _line(columns: list[str], row: list[str], number: int) -> Line:
    if len(row) > len(columns):
        raise ValueError(f"line {number} has {len(row)} cells, and there are {len(columns)} columns")
    values = dict.fromkeys(columns, "") | dict(zip(columns, row, strict=False))
    return Line(values.pop(PHONE).strip(), values)

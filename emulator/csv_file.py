"""The CSV files of a world's spreadsheets: read into the world, so that it is plain data from then on."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from emulator.document import Document, DocumentError, Mistake, named_file, text_of

MAX_BYTES = 8 * 1024 * 1024
MAX_ROWS = 100_000


def read_into(document: Document, folder: Path | None) -> list[Mistake]:
    """Put the columns and rows of every `file` of `sheets` into the world's data; the answer is what is wrong."""
    told: list[Mistake] = []
    for number, entry in enumerate(document.data.get("sheets", ())):
        if "file" not in entry:
            continue
        try:
            entry |= _table(entry.pop("file"), folder)
        except (OSError, ValueError) as error:
            why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            told.append(document.mistake(("sheets", number, "file"), why))
    return told


def _table(name: str, folder: Path | None) -> dict[str, Any]:
    """`{"columns", "rows"}`. ValueError where the file is no such table, OSError where it cannot be read."""
    if folder is None:
        raise ValueError("files can be named only in a world that is a file itself: write the rows here")
    path = named_file(folder, name)
    if path.stat().st_size > MAX_BYTES:
        raise ValueError(f"{name} has over {MAX_BYTES // 1024 // 1024} MiB")
    try:
        lines = list(csv.reader(io.StringIO(text_of(path), newline=""), strict=True))
    except (csv.Error, DocumentError) as error:
        raise ValueError(f"{name} is no CSV: {error}") from error
    columns = [column.strip() for column in lines[0]] if lines else []
    if not columns or "" in columns or len(set(columns)) < len(columns):
        raise ValueError(f"the first line of {name} must name every column, no two alike")
    if len(lines) > MAX_ROWS:
        raise ValueError(f"{name} has over {MAX_ROWS:,} rows")
    rows = [dict(zip(columns, line, strict=False)) for line in lines[1:] if line]
    return {"columns": columns, "rows": rows}

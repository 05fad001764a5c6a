"""The folder in which records of coverage are kept: a file of JSON lines for each process that wrote some.

Each file is written beside and then renamed, and no two processes write the same one, so any number of them may work
at once. A file's name begins with its turn, one more than the highest that was there; the rest is its digest, so that
files of several machines can be put into one folder.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable
from functools import reduce
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from flow_runner.engine import Flow
from flow_runner.inspection.record import Record, from_line, merged
from flow_runner.inspection.tally import NEVER

FOLDER = ".wati-coverage"
_NAME = re.compile(r"(?P<turn>\d{6,9})-(?P<digest>[0-9a-f]{8})\.jsonl(?P<part>\.part)?")


class Kept(NamedTuple):
    """What the files of a folder hold, merged; lines that cannot be read are told in `problems`."""

    folder: Path
    records: list[Record]
    problems: list[str]


def prepare(folder: Path) -> None:
    """Make the folder, which git is to ignore. OSError where that cannot be."""
    if not folder.is_dir():
        folder.mkdir(parents=True)
        (folder / ".gitignore").write_text("*\n", encoding="utf-8")


def save(folder: Path, records: Iterable[Record]) -> Path:
    """Add a file of records to the folder; OSError where that cannot be."""
    prepare(folder)
    text = "".join(json.dumps(record.to_json()) + "\n" for record in records)
    path = _reserved(folder, sha256(text.encode()).hexdigest()[:8])
    part = path.with_name(path.name + ".part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)
    return path


def load(folder: Path) -> Kept:
    """Everything that is kept in a folder. OSError where it, or a file in it, cannot be read."""
    found: list[Record] = []
    problems: list[str] = []
    for path in sorted(folder.iterdir()):
        name = _NAME.fullmatch(path.name)
        if name is None or name["part"]:
            continue
        for number, line in enumerate(path.read_bytes().splitlines(), 1):
            try:
                found.append(from_line(line, (int(name["turn"]), name["digest"], number)))
            except ValueError as error:
                problems.append(f"{path}:{number}: this line is damaged and does not count: {error!s:.200}")
    return Kept(folder, merged(found), problems)


def recorded(flow: Flow, kept: Iterable[Kept]) -> Record:
    """What was recorded of exactly this flow, whatever its file was called."""
    nothing = Record(flow.version, flow.name, "", NEVER, {})
    found = (one for place in kept for one in place.records if one.version == flow.version)
    return reduce(Record.merged, found, nothing)


def erase(folder: Path) -> int:
    """Remove what `save` has made, and the folder, if nothing else is in it; how many files of records there were."""
    if not folder.is_dir():
        return 0
    own = [path for path in folder.iterdir() if _NAME.fullmatch(path.name)]
    for path in own:
        path.unlink(missing_ok=True)
    ignoring = folder / ".gitignore"
    if list(folder.iterdir()) == [ignoring] and ignoring.read_bytes() == b"*\n":
        ignoring.unlink()
        folder.rmdir()
    return sum(not path.name.endswith(".part") for path in own)


def seen_from(folder: Path, file: Path | None) -> str:
    """A file's path relative to the folder, so that both can be moved together; empty for none."""
    if file is None:
        return ""
    try:
        return Path(os.path.relpath(file.resolve(), folder.resolve())).as_posix()
    except ValueError:  # another drive
        return file.resolve().as_posix()


def _reserved(folder: Path, digest: str) -> Path:
    """A new file, which no other process gets."""
    while True:
        turns = [int(name["turn"]) for path in folder.iterdir() if (name := _NAME.fullmatch(path.name))]
        path = folder / f"{max(turns, default=0) + 1:06}-{digest}.jsonl"
        try:
            path.open("xb").close()
        except FileExistsError:
            continue
        return path

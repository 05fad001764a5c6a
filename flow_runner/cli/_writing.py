"""Writing files where it was asked for: all of them or none."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from flow_runner.cli._files import unusable


def check_suffix(path: Path | None, *suffixes: str) -> None:
    """Leave with exit code 2 where a file is not called as its kind is: one slip should not overwrite another file."""
    if path is not None and not path.name.endswith(suffixes):
        unusable(f"{path}: name a file that ends with {' or '.join(suffixes)}")


def check_free(paths: Iterable[Path], force: bool) -> None:
    """Leave with exit code 2 where any of them is there already."""
    there = [str(path) for path in paths if path.exists()]
    if there and not force:
        unusable(f"{', '.join(there)}: already there. Overwrite with --force.")


def write_all(files: Mapping[Path, str | bytes]) -> None:
    """Written beside, then moved; folders are made. Leaves with exit code 2 where that cannot be."""
    try:
        with tempfile.TemporaryDirectory(dir=_folder(next(iter(files)))) as beside:
            written = {path: Path(beside) / str(number) for number, path in enumerate(files)}
            for path, text in files.items():
                written[path].write_bytes(text.encode(errors="replace") if isinstance(text, str) else text)
            for path, found in written.items():
                _folder(path)
                shutil.move(found, path)
    except OSError as error:
        unusable(f"{error.filename}: {error.strerror or error}")


def _folder(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path.parent

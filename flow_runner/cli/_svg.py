"""Writing a picture where it was asked for."""

from __future__ import annotations

from pathlib import Path

from flow_runner.cli._files import unusable

HEAD = b"<svg"


def check_output(output: Path, flow: Path, force: bool = False) -> None:
    """A picture may take the place of a picture; leaves with exit code 2 where something else is there."""
    if not output.exists():
        return
    if output.is_dir():
        unusable(f"{output}: this is a folder; name a file, such as {output / (flow.stem + '.svg')}")
    if output.samefile(flow):
        unusable(f"{output}: that is FLOW itself, which is never changed")
    if not force and not _is_picture(output):
        unusable(f"{output}: already there, and no picture. Overwrite with --force.")


def _is_picture(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(HEAD)) == HEAD

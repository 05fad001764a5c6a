"""Exports on disk, and those that come with the product."""

from __future__ import annotations

from pathlib import Path

from flow_runner.engine.flow import MAX_CHARACTERS
from flow_runner.engine.problem import FlowError, Problem

FLOWS = Path(__file__).parent.parent / "flows"
DEMO_WORLD = FLOWS / "world.yaml"


def bundled_flows() -> dict[str, Path]:
    """The flows that come with the product, by name."""
    return {path.stem: path for path in sorted(FLOWS.glob("*.json"))}


def bundled_flow(name: str) -> Path | None:
    """The file of one that comes with the product; None where none has that name."""
    path = FLOWS / f"{name}.json"
    return path if name.isidentifier() and path.is_file() else None


def read_flow(path: Path) -> str:
    """The text of an export. FlowError where it is too large or not UTF-8, OSError where it cannot be read."""
    size = path.stat().st_size
    if size > MAX_CHARACTERS:
        told = f"{size / 1024 / 1024:.1f} MiB; an export has at most {MAX_CHARACTERS // 1024 // 1024}"
        raise FlowError([Problem("error", "too-large", path.name, told)])
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        told = f"this is not UTF-8 text: {error.reason} at byte {error.start}"
        raise FlowError([Problem("error", "not-text", path.name, told)]) from error

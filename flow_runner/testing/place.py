"""Which files are scenarios of ours, where they stand, and how what they name is found. Nothing heavy is imported."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

FEATURE, SCRIPT = ".feature", ".chat.yaml"
MAX_BYTES = 4 * 1024 * 1024
_NAMES_CHATBOT = {
    FEATURE: re.compile(
        r"""(?im)(the chatbot\s+|聊天机器人\s*)(["“”「＂])[^\n]*["“”」＂]( can be triggered)?\s*。?\s*$"""
    ),
    SCRIPT: re.compile(r"""^\s*\{?\s*["']?chatbot["']?\s*:""", re.MULTILINE),
}
_PASSED_BY = frozenset({"node_modules", "__pycache__"})


def is_scenario_file(path: Path) -> bool:
    return path.name.endswith((FEATURE, SCRIPT))


def names_chatbot(path: Path) -> bool:
    """Whether a feature or script says which chatbot it is about. OSError where it cannot be read."""
    named = _NAMES_CHATBOT[FEATURE if path.name.endswith(FEATURE) else SCRIPT]
    with path.open("rb") as file:
        return bool(named.search(file.read(MAX_BYTES).decode("utf-8-sig", "replace")))


def scenario_files(folder: Path) -> Iterator[Path]:
    """All features and scripts in a folder and below it, in order; hidden folders and those of other people's code are
    passed by.
    """
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not _is_passed_by(Path(place, name)))
        yield from (
            path for path in (Path(place, name) for name in sorted(files)) if is_scenario_file(path) and path.is_file()
        )


def placed(folder: Path, name: str) -> str:
    """A file, wherever it is asked for; the name of a bundled chatbot stays one."""
    path = folder / name
    return str(path) if path.exists() or path.suffix else name


def placed_other(folder: Path, text: str) -> str:
    """The same, of `[id=]file`."""
    from flow_runner.sandbox.chatbots import named

    key, file = named(text.strip())
    return f"{key}={placed(folder, file)}" if key else placed(folder, file)


def _is_passed_by(folder: Path) -> bool:
    return folder.name.startswith(".") or folder.name in _PASSED_BY or (folder / "pyvenv.cfg").exists()

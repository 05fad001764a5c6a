"""Places for other people's programs: made once in a run, whichever worker comes first."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import venv
from collections.abc import Callable
from pathlib import Path

import pytest

OFFLINE = (
    "No matching distribution",
    "Could not find a version",
    "Connection",
    "Temporary failure",
    "ENOTFOUND",
    "EAI_AGAIN",
    "ECONNREFUSED",
    "ETIMEDOUT",
    "E404",
)
"""What pip and npm say where they do not reach what they need."""


def python_of(folder: Path) -> Path:
    return folder / ("Scripts" if os.name == "nt" else "bin") / "python"


def environment(tmp_path_factory: pytest.TempPathFactory, name: str, *requirements: str) -> Path:
    """The Python of an environment that has these packages; the workers of a run share it."""

    def make(folder: Path) -> None:
        venv.create(folder, with_pip=True, clear=True, symlinks=True)
        pip(python_of(folder), "install", *requirements)

    return python_of(_shared(tmp_path_factory, f"environment-{name}", make))


def node_packages(tmp_path_factory: pytest.TempPathFactory, name: str, *requirements: str) -> Path:
    """The folder of modules (what NODE_PATH wants) that has these packages; skipped where there is no Node."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        pytest.skip("this is about a client for Node, and there is no Node here")

    def make(folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        options = ("--no-audit", "--no-fund", "--no-update-notifier", "--ignore-scripts", "--prefix", str(folder))
        _installed([npm, "install", *options, *requirements])

    return _shared(tmp_path_factory, f"node-{name}", make) / "node_modules"


def pip(python: Path | str, *args: str) -> None:
    """Skipped where there is no package index, but for CI, which must have one."""
    _installed([str(python), "-m", "pip", "--disable-pip-version-check", "--quiet", *args])


def _installed(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    if done.returncode and "CI" not in os.environ and any(told in done.stderr for told in OFFLINE):
        pytest.skip("what this needs cannot be had here: there is no package index")
    assert done.returncode == 0, done.stderr


def _shared(tmp_path_factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A folder of the whole run."""
    root = tmp_path_factory.getbasetemp()
    shared = root.parent if "PYTEST_XDIST_WORKER" in os.environ else root
    folder = shared / name
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "complete").exists():
            make(folder)
            (folder / "complete").touch()
    return folder

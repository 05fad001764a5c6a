"""Virtual environments for other people's programs: made once in a run, whichever worker comes first."""

from __future__ import annotations

import fcntl
import os
import subprocess
import venv
from pathlib import Path

import pytest

OFFLINE = ("No matching distribution", "Could not find a version", "Connection", "Temporary failure")


def python_of(folder: Path) -> Path:
    return folder / ("Scripts" if os.name == "nt" else "bin") / "python"


def environment(tmp_path_factory: pytest.TempPathFactory, name: str, *requirements: str) -> Path:
    """The Python of an environment that has these packages; the workers of a run share it."""
    root = tmp_path_factory.getbasetemp()
    shared = root.parent if "PYTEST_XDIST_WORKER" in os.environ else root
    folder, python = shared / f"environment-{name}", python_of(shared / f"environment-{name}")
    with (shared / f"environment-{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "complete").exists():
            venv.create(folder, with_pip=True, clear=True, symlinks=True)
            pip(python, "install", *requirements)
            (folder / "complete").touch()
    return python


def pip(python: Path | str, *args: str) -> None:
    """Skipped where there is no package index, but for CI, which must have one."""
    command = [str(python), "-m", "pip", "--disable-pip-version-check", "--quiet", *args]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    if done.returncode and "CI" not in os.environ and any(told in done.stderr for told in OFFLINE):
        pytest.skip("what this needs cannot be had here: there is no package index")
    assert done.returncode == 0, done.stderr

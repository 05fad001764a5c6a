"""A program over one of Zoho's SDKs, asked call by call: what it tells of a reply is what the SDK made of it."""

from __future__ import annotations

import json
import os
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.acceptance.environments import environment, node_packages
from tests.acceptance.served import Served

CLIENTS = Path(__file__).parent / "clients"
SECONDS = 120.0
Told = dict[str, Any]
Call = Callable[..., Told]


class Sdk(NamedTuple):
    """How to start the program; which SDK it is."""

    command: list[str]
    env: dict[str, str]
    language: str
    version: str


def python_sdk(tmp_path_factory: pytest.TempPathFactory, requirement: str, script: str) -> Sdk:
    python = environment(tmp_path_factory, script.partition(".")[0], requirement)
    return Sdk([str(python), str(CLIENTS / script)], {}, "Python", _version(script))


def node_sdk(tmp_path_factory: pytest.TempPathFactory, requirement: str, script: str) -> Sdk:
    modules = node_packages(tmp_path_factory, script.partition(".")[0], requirement)
    command = ["node", "--require", str(CLIENTS / "local_only.cjs"), str(CLIENTS / script)]
    return Sdk(command, {"NODE_PATH": str(modules)}, "Node", _version(script))


def _version(script: str) -> str:
    return "v" + script.partition(".")[0].rpartition("_")[2]


@contextmanager
def started(sdk: Sdk, server: Served, folder: Path) -> Iterator[Call]:
    """The running program, with the credentials of the account; its files are kept in the folder, which is made."""
    folder.mkdir()
    account = server.control("GET", "connection")["zoho"]
    given = [account[name] for name in ("client_id", "client_secret", "refresh_token")]
    with (folder / "stderr").open("w") as errors:
        process = subprocess.Popen(
            [*sdk.command, server.url, *given, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=errors, text=True, cwd=folder, env={**os.environ, **sdk.env},
        )  # fmt: skip
    watchdog = threading.Timer(SECONDS, process.kill)
    watchdog.start()
    sent, told = process.stdin, process.stdout
    assert sent is not None
    assert told is not None

    def call(name: str, *arguments: Any) -> Told:
        with suppress(BrokenPipeError):
            sent.write(json.dumps([name, *arguments]) + "\n")
            sent.flush()
        line = told.readline()
        assert line, (folder / "stderr").read_text(encoding="utf-8")
        found: Told = json.loads(line)
        assert "raised" not in found, f"{name} {arguments}: {found['raised']}"
        return found

    try:
        yield call
    finally:
        with suppress(BrokenPipeError):
            sent.close()
        told.close()
        process.wait(timeout=SECONDS)
        watchdog.cancel()

"""A user's own repository against the built wheel, in a fresh environment: it passes, and fails where it should."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import venv
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from tests.builders import ROOT

REPOSITORY = Path(__file__).parent / "user_repo"
BOT = "bots/clinic.json"
NOT_MET, FAILED, REFUSED = "expectation not met", "the flow failed", "the sandbox refused"
UNUSED, UNUSABLE = "prepared and never used", "unusable"

BOOKED, OTHER_DAY, FULL = "The first free slot is taken", "Another day suits better", "The day is full"
TROUBLE = [f"The clinic's own service is in trouble [{one}]" for one in ("is answered 503", "times out", "is refused")]
OWNER, NEW, ZOHO_DOWN = "潜在客户由负责人接待", "新客户由前台接待", "Zoho 出故障时不会把客户晾在一边"
SLOW, KEEPS, BUNDLED = (
    "test_a_slow_zoho_leaves_nobody_alone",
    "test_an_owner_keeps_the_chat",
    "test_a_bundled_chatbot_runs_in_the_same_account",
)
ALL = [BOOKED, OTHER_DAY, FULL, *TROUBLE, OWNER, NEW, ZOHO_DOWN, SLOW, KEEPS, BUNDLED]
Change = Callable[[Path], None]


def text(file: str, old: str, new: str) -> Change:
    """Replace a text in a file, wherever it stands."""

    def change(folder: Path) -> None:
        before = (folder / file).read_text(encoding="utf-8")
        assert old in before, f"'{old}' is not in {file}"
        (folder / file).write_text(before.replace(old, new), encoding="utf-8")

    return change


def edges(*moved: tuple[str, str]) -> Change:
    """Let exits lead to other nodes, or nowhere: in the edges, and in the nodes' own fields."""

    def change(folder: Path) -> None:
        raw = json.loads((folder / BOT).read_text(encoding="utf-8"))
        for source, target in moved:
            node_id, _, key = source.partition("__")
            drawn = [one for one in raw["flowEdges"] if one["sourceNodeId"] != source]
            assert len(drawn) == len(raw["flowEdges"]) - 1, f"no exit is called {source}"
            own = {"id": f"reactflow__edge-{source}-{target}", "sourceNodeId": source, "targetNodeId": target}
            raw["flowEdges"] = drawn + ([own] if target else [])
            node = next(one for one in raw["flowNodes"] if one["id"] == node_id)
            for entry in _entries(node, key):
                entry["nodeResultId"] = target
        (folder / BOT).write_text(json.dumps(raw), encoding="utf-8")

    return change


def _entries(node: dict[str, Any], key: str) -> Iterator[dict[str, Any]]:
    """Of an exit, in the fields of its node."""
    for field in ("expectedStatuses", "interactiveButtonsItems"):
        yield from (one for one in node.get(field, ()) if one["id"] == key)


def both(*changes: Change) -> Change:
    def change(folder: Path) -> None:
        for one in changes:
            one(folder)

    return change


DEFECTS: dict[str, tuple[Change, dict[str, str]]] = {
    "a variable of the wrong namespace": (
        text(BOT, "See you on @day at @slot.", "See you on @day at {{slot}}."),
        {BOOKED: NOT_MET},
    ),
    "a misspelt variable in a request": (
        text(BOT, '\\"time\\": \\"@slot\\"', '\\"time\\": \\"@slott\\"'),
        {BOOKED: NOT_MET},
    ),
    "two exits swapped": (
        edges(
            ("clinic_webhook-lead__on200", "clinic_message-desk"), ("clinic_webhook-lead__on204", "clinic_message-lena")
        ),
        {OWNER: NOT_MET, NEW: NOT_MET, KEEPS: NOT_MET},
    ),
    "the owner renamed in Zoho": (
        both(
            text(
                "world.yaml", "Lena Owner, email: lena.owner@example.com }", "Lena Married, email: lena@example.com }"
            ),
            text("world.yaml", "Owner: Lena Owner", "Owner: Lena Married"),
        ),
        {OWNER: NOT_MET, KEEPS: NOT_MET},
    ),
    "an edge lost": (edges(("clinic_webhook-book__on201", "")), {BOOKED: NOT_MET}),
    "an edge of an error lost": (
        edges(("clinic_webhook-slots__onOther", "")),
        dict(zip(TROUBLE, (NOT_MET, FAILED, FAILED), strict=True)),
    ),
    "a host that nobody answers for": (text("stubs.yaml", "v1/visits", "v1/visit"), {BOOKED: REFUSED}),
    "a service that is never asked": (
        edges(("clinic_webhook-token__on200", "clinic_message-lena")),
        {NEW: NOT_MET, ZOHO_DOWN: UNUSED, SLOW: NOT_MET},
    ),
    "a loop without a wait": (edges(("clinic_message-full", "clinic_message-full")), {FULL: FAILED}),
    "an answer for a webhook that is not there": (
        text(BOT, "clinic_webhook-slots", "clinic_webhook-times"),
        dict.fromkeys([BOOKED, FULL, *TROUBLE], UNUSABLE),
    ),
    "a sentence that nobody knows": (
        text("features/booking.feature", "chatbot waits for Pat", "chatbot waites for Pat"),
        {OTHER_DAY: UNUSABLE},
    ),
    "an export cut off": (text(BOT, '"flowEdges"', '"flowEdges'), dict.fromkeys(set(ALL) - {BUNDLED}, UNUSABLE)),
    "a world with a mistake": (text("world.yaml", "zoho:", "zohoo:"), dict.fromkeys(ALL, UNUSABLE)),
}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built of a copy of what a wheel is made of."""
    source, made = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for name in ("emulator", "flow_runner"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source / name)
    _pip(sys.executable, "wheel", "--no-deps", "--wheel-dir", str(made), str(source))
    [found] = made.glob("*.whl")
    return found


def installed(wheel: Path, folder: Path) -> Path:
    """The Python of a virtual environment that has the wheel, what it needs, and nothing else."""
    venv.create(folder, with_pip=True, symlinks=os.name != "nt")
    found = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    _pip(str(found), "install", f"{wheel}[testing]")
    return found


def _pip(python: str, *args: str) -> None:
    command = [python, "-m", "pip", "--disable-pip-version-check", *args]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    if done.returncode and "CI" not in os.environ and "No matching distribution" in done.stderr:
        pytest.skip("what the wheel is built with, or needs, cannot be had here: there is no package index")
    assert done.returncode == 0, done.stderr


def proven(python: Path, folder: Path, *args: str) -> tuple[int, dict[str, str], str]:
    """The exit code, what has not passed with its verdict, and all that was printed."""
    command = [python, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--junitxml=report.xml", *args]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)
    verdicts = {}
    for case in ET.parse(folder / "report.xml").iter("testcase"):
        found = [one.get("value") for one in case.iter("property") if one.get("name") == "wati-verdict"]
        verdicts[str(case.get("name"))] = str(found[0]) if found else "no verdict"
    assert sorted(verdicts) == sorted(ALL), done.stdout + done.stderr
    bad = {name: verdict for name, verdict in verdicts.items() if verdict != "passed"}
    return done.returncode, bad, done.stdout + done.stderr


def copied(folder: Path) -> Path:
    shutil.copytree(REPOSITORY, folder, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def test_the_wheel_has_its_data_and_no_tests(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.partition("/")[0] for name in names}
    assert {one for one in tops if ".dist-info" not in one} == {"emulator", "flow_runner"}
    own = {
        str(path.relative_to(ROOT))
        for top in ("emulator", "flow_runner")
        for path in (ROOT / top).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert {name for name in names if ".dist-info" not in name} == own
    assert "flow_runner/py.typed" in own
    assert "flow_runner/flows/world.yaml" in own
    entries = next(name for name in names if name.endswith("entry_points.txt"))
    told = zipfile.ZipFile(wheel).read(entries).decode()
    assert "[pytest11]\nflow_runner.testing.plugin = flow_runner.testing.plugin" in told


def test_it_passes_as_its_ci_runs_it_and_a_defect_fails_what_is_about_it_and_no_more(
    wheel: Path, tmp_path: Path
) -> None:
    """One test, so that one worker installs the wheel once."""
    python = installed(wheel, tmp_path / "venv")
    passes_as_its_own_ci_runs_it(python, tmp_path / "repo")
    found = {}
    for number, (name, (change, _)) in enumerate(DEFECTS.items()):
        folder = copied(tmp_path / str(number))
        change(folder)
        code, bad, _ = proven(python, folder)
        found[name] = bad
        assert code == (1 if bad else 0)
    assert found == {name: expected for name, (_, expected) in DEFECTS.items()}


def passes_as_its_own_ci_runs_it(python: Path, folder: Path) -> None:
    recipe = (copied(folder) / ".github/workflows/chatbot.yml").read_text(encoding="utf-8")
    [command] = [line.partition("pytest ")[2] for line in recipe.splitlines() if "run: pytest" in line]
    code, bad, printed = proven(python, folder, *command.split())
    assert (code, bad) == (0, {}), printed
    assert "17/17" in printed

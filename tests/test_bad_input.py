"""Bad input, through the real command: a clear message, exit code 2, at once, and nothing half-written."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from flow_runner.sandbox.files import bundled_flows
from tests.builders import buttons, export, message, question

COMMAND = [sys.executable, "-c", "from flow_runner.cli import main; main()"]
LIMIT_S = 5.0
MEMORY_BYTES = 3 * 1024**3
BUNDLED = bundled_flows()["zoho_lead_owner"]


class Told(NamedTuple):
    """What a process said, and for how long it ran."""

    code: int
    out: str
    err: str
    seconds: float


def _bounded() -> None:
    """A bomb that goes off must not take the machine with it."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def once(folder: Path, *arguments: str) -> Told:
    before = time.monotonic()
    try:
        done = subprocess.run(
            [*COMMAND, *arguments],
            cwd=folder,
            capture_output=True,
            timeout=10,
            check=False,
            preexec_fn=_bounded,
            stdin=subprocess.DEVNULL,
        )
    except subprocess.TimeoutExpired:
        return Told(-1, "", "still running after ten seconds", 10.0)
    seconds = time.monotonic() - before
    return Told(
        done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"), seconds
    )


def told(folder: Path, *arguments: str) -> Told:
    """The command run in the folder; a second time where the machine was too slow for the first."""
    files = sorted(folder.rglob("*"))
    found = once(folder, *arguments)
    if found.seconds >= LIMIT_S:
        found = once(folder, *arguments)
    assert sorted(folder.rglob("*")) == files, "nothing is written"
    assert "Traceback" not in found.err + found.out
    return found


def refused(folder: Path, *arguments: str) -> str:
    """What is said of input that cannot be used."""
    found = told(folder, *arguments)
    assert (found.code, found.out) == (2, ""), found
    assert found.seconds < LIMIT_S
    return found.err


def written(folder: Path, content: Any, name: str = "bot.json") -> Path:
    path = folder / name
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def bomb(pattern: str, count: int = 1) -> dict[str, Any]:
    return export(*(question(f"q{number}", validation={"type": "Regex", "regex": pattern}) for number in range(count)))


def dangling(nodes: int, edges: int) -> dict[str, Any]:
    drawn = [(f"main_message-{number % nodes:05d}", f"main_gone-{number:05d}") for number in range(edges)]
    return export(*(message(f"main_message-{number:05d}") for number in range(nodes)), edges=drawn)


def many_choices(count: int) -> dict[str, Any]:
    """A flow without a start, so that loading it is all that happens."""
    nodes = [buttons(f"main_buttons-{number:05d}", ("x", "Yes", "")) for number in range(count)]
    raw = export(*nodes, edges=[(f"main_buttons-{number:05d}__x", "main_buttons-00000") for number in range(count)])
    raw["flowNodes"][0]["isStartNode"] = False
    return raw


FLOWS: dict[str, tuple[Any, str]] = {
    "broken JSON": ('{"flowNodes": [}', "bot.json: file: this is not JSON: Expecting value in line 1, column 16"),
    "an empty file": ("", "this is not JSON: Expecting value in line 1, column 1"),
    "a binary file": (bytes(range(256)) * 40, "this is not UTF-8 text: invalid start byte at byte 128"),
    "UTF-16": ("{}".encode("utf-16"), "this is not UTF-8 text"),
    "another product's file": ({"nodes": []}, "a Wati export is an object with a list flowNodes"),
    "no nodes": (export(), "the flow has no nodes"),
    "no start": (
        {**export(), "flowNodes": [message("main_message-a")]},
        "no node has isStartNode: true, so nothing would start. Nothing leads to main_message-a: to start there, say "
        "--start main_message-a.",
    ),
    "dangling edges": (
        export(message("a"), edges=[("a", "gone"), ("lost", "a")]),
        "flowEdges[1]: sourceNodeId 'lost' is no node of this flow.",
    ),
    "duplicate ids": (export(message("a"), message("a")), "another node has this id too; ids must be unique"),
    "33 MB": (" " * (33 * 1024 * 1024), "33.0 MiB; an export has at most 32"),
    "8 MB of one text": (export(message("a", "x" * 8_000_000), message("a")), "ids must be unique"),
    "1000 nested arrays": ("[" * 1000 + "]" * 1000, "nested deeper than 64"),
    "a million open arrays": ("[" * 1_000_000, "nested deeper than 64"),
    "a number of 5000 digits": (f'{{"x": {"9" * 5000}}}', "a number too long"),
    "a regex bomb": (bomb("(a|aa)+$"), "takes for ever on answers such as 'aaaaaaaa'"),
    "forty regex bombs": (bomb("(a|aa)+$", 40), "takes for ever on answers such as 'aaaaaaaa'"),
    "a regex that is large when it is compiled": (bomb("(?:(?:a{1000}){1000}){10}"), "regex"),
    "a regex that never ends to be compiled": (bomb("(?:(?:(?:a{1000}){1000}){1000}){1000}"), "regex"),
    "a broken regex": (bomb("("), "cannot be read: missing ) at position 1"),
    "a thousand dangling edges": (dangling(500, 1000), "is no node of this flow"),
    "six thousand choices": (many_choices(6000), "no node has isStartNode: true"),
}


@pytest.mark.parametrize("name", FLOWS)
def test_a_flow_that_cannot_be_used_is_told(name: str, tmp_path: Path) -> None:
    content, message_of = FLOWS[name]
    written(tmp_path, content)
    assert message_of in refused(tmp_path, "run", "bot.json")


WORLDS: dict[str, tuple[Any, str]] = {
    "a typo": (
        "wati:\n  contacts:\n    - {phnoe: 919876543210}\n",
        "world.yaml:3: wati > contacts > 0: 'phnoe' is not known here. Did you mean 'phone'?",
    ),
    "a name that points nowhere": (
        "zoho:\n  users: [{name: Asha Agent, email: a@x.example}]\n  leads:\n    - {Last_Name: X, Owner: Asha Agnet}\n",
        "world.yaml:4: zoho > leads > 0 > Owner: no Zoho user is called 'Asha Agnet'. Did you mean 'Asha Agent'?",
    ),
    "no YAML": ("wati: [", ": this is not YAML"),
    "a list": ("- a", "world.yaml:1: expected object, found a list"),
    "an alias bomb": (
        "a: &a [x, x, x, x, x, x, x, x, x]\n"
        + "".join(f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)),
        "the file is too large: over 200,000 values",
    ),
    "an alias of itself": ("wati: &a {contacts: *a}", "nested deeper than 50"),
    "a thousand open lists": ("[" * 1000, "world.yaml:"),
    "a hundred thousand open lists": ("[" * 100_000, "world.yaml:"),
    "a value that is not what its tag says": ("start: !!int abc", "world.yaml:1: start: "),
    "a binary file": (bytes(range(256)), "world.yaml:1: this is not UTF-8 text"),
    "a control character": ("start: \x00", "world.yaml:1: this is not YAML"),
    "a start that is no moment": ("start: yesterday", "world.yaml:1: start: "),
    "an unknown assumption": (
        "assumptions: {zoho.phone_mach: exact}",
        "world.yaml:1: assumptions > zoho.phone_mach: no assumption is called 'zoho.phone_mach'. Did you mean "
        "'zoho.phone_match'?",
    ),
    "two agents of one e-mail": (
        "wati: {agents: [{name: A, email: a@example.com}, {name: B, email: A@example.com}]}",
        "email 'A@example.com' stands twice",
    ),
    "10 MB": ("# " + "x" * 10_000_000, "the file has over 5,000,000 characters"),
}


@pytest.mark.parametrize("name", WORLDS)
def test_a_world_that_cannot_be_used_is_told(name: str, tmp_path: Path) -> None:
    content, message_of = WORLDS[name]
    written(tmp_path, content, "world.yaml")
    assert message_of in refused(tmp_path, "run", str(BUNDLED), "--world", "world.yaml")


OTHERS: dict[str, tuple[list[str], str]] = {
    "a flow that is not there": (["run", "goood.json"], "goood.json: there is no such file. Did you mean 'good.json'?"),
    "a bundled flow with a typo": (["run", "zoho_lead_ower"], "Did you mean 'zoho_lead_owner'?"),
    "a folder as a flow": (["run", "folder"], "folder: this is a folder; name the JSON file that Wati exported"),
    "a folder as a world": (["run", "good.json", "--world", "folder"], "folder: Is a directory"),
    "a world that is not there": (["run", "good.json", "--world", "w.yaml"], "w.yaml: No such file or directory"),
    "a mistake in the stubs": (
        ["run", "good.json", "--stubs", "stubs.yaml"],
        "stubs.yaml:1: 0: 'ur1' is not known here. Did you mean 'url'?",
    ),
    "stubs that are a folder": (["run", "good.json", "--stubs", "folder"], "folder: Is a directory"),
    "binary stubs": (["run", "good.json", "--stubs", "binary"], "binary:1: this is not UTF-8 text"),
    "a mistake in the script": (
        ["run", "good.json", "--script", "chat.yaml"],
        "chat.yaml:1: 0: 'sya' is not known here. Did you mean 'say'?",
    ),
    "a duration that is none": (["run", "good.json", "--script", "late.yaml"], "'soon' is no duration"),
    "a phone that is none": (["run", "good.json", "--as", "nobody"], "'nobody' is no phone number with country code"),
    "an assumption that is none": (
        ["run", "good.json", "--assume", "zoho.phone_match=fuzzy"],
        "assumption 'zoho.phone_match' cannot be 'fuzzy': choose contains or exact or suffix",
    ),
    "an expectation that is none": (["run", "good.json", "--expect", "asignee=A"], "Did you mean 'assignee'?"),
    "a start that is none": (["run", "good.json", "--start", "b"], "no node is called 'b'."),
    "a command that is none": (["rnu", "good.json"], "No such command 'rnu'. Did you mean 'run'?"),
    "a schema that is none": (["schema", "wrold"], "world"),
    "chat with a broken flow": (["chat", "broken.json"], "broken.json: file: this is not JSON"),
    "serve with a broken flow": (["serve", "broken.json", "--port", "1"], "broken.json: file: this is not JSON"),
    "init with a broken flow": (["init", "broken.json"], "broken.json: file: this is not JSON"),
}


@pytest.mark.parametrize("name", OTHERS)
def test_a_command_line_that_cannot_be_used_is_told(name: str, tmp_path: Path) -> None:
    arguments, message_of = OTHERS[name]
    written(tmp_path, export(message("a", "x")), "good.json")
    written(tmp_path, "{", "broken.json")
    written(tmp_path, bytes(range(256)), "binary")
    written(tmp_path, "- {ur1: https://x.example}", "stubs.yaml")
    written(tmp_path, "- {sya: hi}", "chat.yaml")
    written(tmp_path, "- {advance: soon}", "late.yaml")
    (tmp_path / "folder").mkdir()
    assert message_of in refused(tmp_path, *arguments)


def test_every_problem_of_a_flow_is_a_line_with_its_file(tmp_path: Path) -> None:
    written(tmp_path, export(message("a"), message("a"), edges=[("a", "gone")]))
    lines = refused(tmp_path, "run", "bot.json").splitlines()
    assert [line.rpartition("[")[2] for line in lines] == ["duplicate-id]", "dangling-edge]"]
    assert all(line.startswith("bot.json: ") for line in lines)


def test_dangling_edges_can_be_dropped(tmp_path: Path) -> None:
    written(tmp_path, export(message("a", "Hello"), edges=[("a", "gone")]))
    found = told(tmp_path, "run", "bot.json", "--drop-dangling-edges")
    assert found.code == 0
    assert "Hello" in found.out


@pytest.mark.parametrize("form", ["text", "json"])
def test_half_a_character_in_a_message_is_printed_somehow(form: str, tmp_path: Path) -> None:
    """JSON can spell a lone surrogate, and no terminal can show it."""
    written(tmp_path, export(message("a", "half \ud83d of it")))
    found = told(tmp_path, "run", "bot.json", "--format", form)
    assert found.code == 0
    assert "half" in found.out


def test_a_run_that_fails_says_so_with_its_own_exit_code(tmp_path: Path) -> None:
    written(tmp_path, export(message("a", "x"), edges=[("a", "a")]))
    found = told(tmp_path, "run", "bot.json")
    assert found.code == 3
    assert "runaway loop: 200 steps without input, a -> a" in found.out


def test_an_expectation_that_is_not_met_has_its_own_exit_code(tmp_path: Path) -> None:
    written(tmp_path, export(message("a", "x")))
    found = told(tmp_path, "run", "bot.json", "--expect", "assignee=Asha Agent")
    assert found.code == 1
    assert "expected 'Asha Agent', found 'nobody'" in found.out

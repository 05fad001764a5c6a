"""Every command and every piece of code in the README works. make and pip are run by CI itself."""

from __future__ import annotations

import json
import os
import re
import shlex
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO

import pytest
import requests

from emulator.document import DocumentError
from emulator.seed import parse
from flow_runner.sandbox.files import DEMO_WORLD, bundled_flows
from flow_runner.sandbox.script import Script
from flow_runner.sandbox.stubs import Stubs
from flow_runner.traffic.exchange import Message, Recorded

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
COMMANDS = [line[2:] for kind, text in BLOCKS if kind == "console" for line in text.splitlines()]
RUN_BY_CI = ("make ", "python3 -m venv", ".venv/bin/")
RUN_OVER_HTTP = ("wati-sandbox serve", "wati-sandbox record-traffic --upstream", "curl ")
ELSEWHERE = (*RUN_BY_CI, *RUN_OVER_HTTP)
SECTIONS = {
    part.partition("\n")[0]: [
        line for line in re.findall(r"^\$ (.+)$", part, re.MULTILINE) if not line.startswith(ELSEWHERE)
    ]
    for part in re.split(r"^## ", README, flags=re.MULTILINE)
}
SECTIONS = {name: lines for name, lines in SECTIONS.items() if lines}
RECORDED = Recorded(
    number=1,
    upstream="zoho",
    method="GET",
    url="https://www.zohoapis.com/crm/v8/Leads/search?phone=919876543210",
    request=Message({}),
    status=204,
)


def blocks(kind: str, mark: str) -> str:
    return next(text for found, text in BLOCKS if found == kind and mark in text)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "bot.json").write_text(bundled_flows()["zoho_lead_owner"].read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "world.yaml").write_text(DEMO_WORLD.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "chat.yaml").write_text(blocks("yaml", "- say: hi"), encoding="utf-8")
    (tmp_path / "owner.feature").write_text(blocks("gherkin", "Feature"), encoding="utf-8")
    (tmp_path / "recorded").mkdir()
    (tmp_path / "recorded" / "recorded.jsonl").write_text(f"{json.dumps(RECORDED.to_json())}\n", encoding="utf-8")
    return tmp_path


def run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "PATH": path, "CI": ""},
        input="hi\n/quit\n",
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("section", list(SECTIONS))
def test_every_command_works(section: str, folder: Path) -> None:
    """Each section by itself, its commands one after the other."""
    for line in SECTIONS[section]:
        done = run(shlex.split(line), folder)
        assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"


def test_every_command_stands_in_a_section() -> None:
    assert sum(map(len, SECTIONS.values())) == sum(not line.startswith(ELSEWHERE) for line in COMMANDS) >= 40


def test_the_transcript_is_what_is_printed(folder: Path) -> None:
    shown = blocks("", "09:00:00  customer")
    command = ["wati-sandbox", "run", "bot.json", "--as", "919876543210", "--say", "hi"]
    assert run(command, folder).stdout == shown


def test_what_lint_says_is_what_is_printed(folder: Path) -> None:
    shown = blocks("", "[dead-end]")
    assert run(["wati-sandbox", "lint", "bot.json"], folder).stdout == shown


def test_the_fault_matrix_is_what_is_printed(folder: Path) -> None:
    assert blocks("", "searchAgain     a") in run(["wati-sandbox", "faults", "zoho_lead_owner"], folder).stdout


def test_the_fields_of_the_account_and_the_steps_of_a_conversation_are_right(folder: Path) -> None:
    """A chat in the account of the README; the steps are those of its text."""
    (folder / "account.yaml").write_text(blocks("yaml", "profile:"), encoding="utf-8")
    text = README.partition("Besides, a customer can")[2].partition("`wati-sandbox schema script`")[0]
    steps = [" ".join(step.split()) for step in re.findall(r"`([a-z_]+: [^`]+)`", text)]
    assert len(steps) == 10
    Script.parse("".join(f"- {step}\n" for step in steps))
    own = ("take_over", "agent_says", "give_back", "set_status", "online", "start")
    script = "- say: hi\n" + "".join(f"- {step}\n" for step in steps if step.startswith(own))
    (folder / "inbox.yaml").write_text(script, encoding="utf-8")
    done = run(["wati-sandbox", "run", "bot.json", "--world", "account.yaml", "--script", "inbox.yaml"], folder)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_strategies_are_those_that_the_readme_names() -> None:
    from flow_runner.testing import strategies

    text = README.partition("stand in `flow_runner.testing.strategies`:")[2].partition(".\n")[0]
    assert re.findall(r"`(\w+)`", text) == [name for name in strategies.__all__ if name.islower()]


def test_the_table_of_phones_is_what_is_printed(folder: Path) -> None:
    shown = blocks("", "leading_zero").splitlines()
    command = ["wati-sandbox", "fuzz-phones", "bot.json", "--examples", "0"]
    printed = [line.rstrip() for line in run(command, folder).stdout.splitlines()]
    assert [line for line in printed if line in shown] == shown


def test_the_machine_works_in_the_five_lines_shown(folder: Path) -> None:
    code = blocks("python", "ChatbotMachine")
    quick = "from hypothesis import settings\nTestBot.settings = settings(TestBot.settings, max_examples=5)\n"
    (folder / "test_bot.py").write_text(code + quick, encoding="utf-8")
    done = run([sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_bot.py"], folder)
    assert "1 passed" in done.stdout, done.stdout


def test_the_defects_of_a_chatbot_are_those_that_the_readme_names() -> None:
    from flow_runner.testing.machine import FORBIDDABLE, USUALLY

    text = README.partition("`forbid` says which")[2].partition("The strategies")[0]
    named = re.findall(r"`([\w-]+)`", text)
    assert tuple(named[: len(USUALLY)]) == USUALLY
    assert set(named) == set(FORBIDDABLE)


def test_the_code_works(folder: Path) -> None:
    done = run([sys.executable, "-c", blocks("python", "Sandbox.open")], folder)
    assert done.returncode == 0, done.stderr


def test_the_files_are_well_formed() -> None:
    assert parse(blocks("yaml", "credentials: from_export")).data["credentials"] == "from_export"
    assert len(Stubs.parse(blocks("yaml", "no_reply: lost")).stubs) == 3
    assert len(Script.parse(blocks("yaml", "- say: hi")).steps) == 6
    assert Script.parse(blocks("yaml", "chatbot: bot.json ")).header == {"chatbot": "bot.json", "as": 15550100009}


def test_the_mistake_is_told_as_shown() -> None:
    world = blocks("yaml", "credentials: from_export").replace("email: asha.agent@example.com, id", "emial: a, id")
    with pytest.raises(DocumentError) as told:
        parse(world)
    assert blocks("", "emial").strip() in str(told.value)


def test_the_scenarios_and_the_test_work(folder: Path) -> None:
    (folder / "test_owner.py").write_text(blocks("python", "wati_flow"), encoding="utf-8")
    done = run([sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"], folder)
    assert "3 passed" in done.stdout, done.stdout


def test_the_served_commands_work(folder: Path) -> None:
    """`serve`, and what curl asks it, on a free port of this machine."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    serve = next(line for line in COMMANDS if line.startswith("wati-sandbox serve"))
    command = [Path(sys.executable).with_name("wati-sandbox"), *shlex.split(serve.replace("8080", port))[1:]]
    asked = [shlex.split(line.replace("8080", port)) for line in COMMANDS if line.startswith("curl ")]
    assert len(asked) == 5
    server = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True)
    try:
        with told_by_the_receiver(folder) as (receiver, told):
            for words in asked:
                url = next(word for word in words if word.startswith("http"))
                method = words[words.index("-X") + 1] if "-X" in words else "GET"
                headers = dict([words[words.index("-H") + 1].split(": ")]) if "-H" in words else {}
                data = words[words.index("-d") + 1].replace("9000", receiver) if "-d" in words else None
                reply = patiently(partial(requests.request, method, url, headers=headers, data=data, timeout=10))
                assert reply.status_code in (200, 201, 202)
                assert "error" not in reply.json()
            assert json.loads(told.readline())["text"] == "hi"
    finally:
        server.send_signal(signal.SIGINT)
        assert server.wait(timeout=20) == 0
        assert server.stdout is not None
        server.stdout.close()


@contextmanager
def told_by_the_receiver(folder: Path) -> Iterator[tuple[str, IO[str]]]:
    """The port of the receiver that is shown, and what it prints."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    (folder / "receiver.py").write_text(blocks("python", "# receiver.py").replace("9000", port), encoding="utf-8")
    command = [sys.executable, "receiver.py"]
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as receiver:
        try:
            patiently(partial(requests.post, f"http://127.0.0.1:{port}/", data="ready", timeout=10))
            assert receiver.stdout is not None
            assert receiver.stdout.readline() == "ready\n"
            yield port, receiver.stdout
        finally:
            receiver.terminate()


def test_the_recorder_starts_and_ends_as_shown(folder: Path) -> None:
    """On a free port, and nothing is asked of the services that it names."""
    record = next(line for line in COMMANDS if line.startswith("wati-sandbox record-traffic --upstream"))
    command = [Path(sys.executable).with_name("wati-sandbox"), *shlex.split(record)[1:], "--port", "0", "--into", "r"]
    recorder = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    assert recorder.stderr is not None
    with recorder:
        origin = recorder.stderr.readline().split()[2]
        assert requests.get(f"{origin}/other", timeout=10).status_code == 404
        recorder.send_signal(signal.SIGINT)
        recorder.stderr.read()
    assert recorder.returncode == 0
    assert (folder / "r" / "recorded.jsonl").read_text() == ""


def patiently(ask: Callable[[], requests.Response]) -> requests.Response:
    """The answer of a server that may still be starting, within ten seconds."""
    for _ in range(100):
        try:
            return ask()
        except requests.ConnectionError:
            time.sleep(0.1)
    return ask()

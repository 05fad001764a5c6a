"""The command line: secrets are masked, and colours are used where they are wanted."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from flow_runner.sandbox.files import DEMO_WORLD, bundled_flows
from tests import builders
from tests.cli.commands import FLOW, SECRETS, call, written


@pytest.mark.parametrize("later", [[], ["--script", "later"]], ids=["token at hand", "token refreshed"])
@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("flow", list(bundled_flows()))
def test_secrets_are_never_printed_unless_asked_for(tmp_path: Path, flow: str, form: str, later: list[str]) -> None:
    if later:
        later = ["--script", written(tmp_path, "chat.yaml", "- expire_tokens: true\n- say: hi\n")]
    found = call("run", flow, "--format", form, *later)
    assert found.exit_code == 0
    assert [secret for secret in SECRETS if secret in found.output] == []
    assert "1000." not in found.output.replace("1000.SANDBOXCLIENT", "")
    shown = call("run", flow, "--format", form, "--show-secrets", *later).output
    assert "1000." in shown.replace("1000.SANDBOXCLIENT", "")


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_secret_of_any_shape_is_masked(tmp_path: Path, form: str) -> None:
    """The token of an attribute called `zoho_token` need not look like Zoho's."""
    text = DEMO_WORLD.read_text(encoding="utf-8").replace(SECRETS[0], "my-own-secret")
    found = call("run", FLOW, "--world", written(tmp_path, "world.yaml", text), "--format", form)
    assert found.exit_code == 0
    assert "my-own-secret" not in found.output


def test_a_chat_prints_no_secrets_unless_asked_for() -> None:
    say = "hi\n/expire\n/state\n/quit\n"
    assert SECRETS[0] not in call("chat", FLOW, say=say).output
    assert SECRETS[0] in call("chat", FLOW, "--show-secrets", say=say).output


@pytest.mark.parametrize(("env", "coloured"), [({"NO_COLOR": "1"}, False), ({"FORCE_COLOR": "1"}, True), ({}, False)])
def test_colour_is_used_only_where_it_is_wanted(env: dict[str, str], coloured: bool) -> None:
    command = [str(Path(sys.executable).parent / "wati-sandbox"), "run", FLOW]
    plain = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR", "TTY")}
    found = subprocess.run(command, capture_output=True, text=True, env={**plain, **env}, check=True)
    assert ("\x1b[" in found.stdout) is coloured


def test_a_closed_pipe_is_no_error() -> None:
    command = f"{Path(sys.executable).parent / 'wati-sandbox'} run {FLOW} | true"
    found = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False)
    assert found.stderr == ""


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_secret_of_the_export_is_masked_wherever_else_it_stands(tmp_path: Path, form: str) -> None:
    """In the text of a message, and on the right side of a condition, too."""
    secret = "1a2b-not-for-others-3c4d"
    raw = builders.export(
        builders.condition("c", ("@x", "Equal", secret), no="m"),
        builders.message("m", f"told {secret}"),
        builders.webhook("h", "https://api.example/x", headers={"X-Api-Key": secret}),
    )
    bot = written(tmp_path, "bot.json", json.dumps(raw))
    feature = 'Feature: F\n  Scenario: S\n    Given the chatbot "bot.json"\n    When 919876543210 says "hi"\n'
    (tmp_path / "some.feature").write_text(f'{feature}    Then 919876543210 is told "nothing"\n', encoding="utf-8")
    page = tmp_path / "page.html"
    told = call("run", bot, "--format", form).output + call("chat", bot, say="hi\n/state\n").output
    told += call("test", str(tmp_path), "--html", str(page)).output + page.read_text(encoding="utf-8")
    assert "told ***" in told
    assert secret not in told
    assert secret in call("run", bot, "--format", form, "--show-secrets").output

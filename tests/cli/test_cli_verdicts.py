"""What counts as expected, and what a person is told of what went wrong."""

from __future__ import annotations

import json
from pathlib import Path

from tests import builders as b
from tests.cli.commands import FLOW, call, written


def bot(folder: Path, *nodes: b.Raw, edges: list[tuple[str, str]] | None = None) -> str:
    return written(folder, "own.json", json.dumps(b.export(*nodes, edges=edges or [])))


def test_a_failure_is_not_excused_by_what_was_expected_before_it(tmp_path: Path) -> None:
    flow = bot(tmp_path, b.buttons("pick", ("b1", "Yes", "hook")), b.webhook("hook", url="https://api.example/x"))
    script = written(tmp_path, "chat.yaml", "- say: hi\n- expect: { outcome: waiting }\n- say: 'Yes'\n")
    assert call("run", flow, "--script", script).exit_code == 3


def test_a_chatbot_that_never_ran_has_not_ended(tmp_path: Path) -> None:
    world = written(
        tmp_path,
        "world.yaml",
        "wati:\n  agents: [ { name: Asha Agent, email: a@x.example } ]\n"
        "  contacts: [ { phone: 919876543210, assigned_to: Asha Agent } ]\n",
    )
    found = call("run", FLOW, "--world", world, "--expect", "outcome=ended")
    assert found.exit_code == 1
    assert "no chatbot started" in found.stdout


def test_a_mistyped_path_is_told_where_the_flow_is_run(tmp_path: Path) -> None:
    url = "https://live-mt-server.wati.io/424242/api/v1/getContact"
    found = call("run", bot(tmp_path, b.webhook("hook", url=url)))
    assert "Did you mean GET /424242/api/v1/getContacts?" in found.stdout.partition("warnings")[2]


def test_an_agent_that_does_not_exist_is_not_called_assigned(tmp_path: Path) -> None:
    found = call("run", bot(tmp_path, b.assign_agent("give", "nobody-has-this-id")))
    assert "ended: not assigned: the account has no agent with id 'nobody-has-this-id'" in found.stdout


def test_credentials_that_the_account_does_not_take_are_told(tmp_path: Path) -> None:
    world = written(tmp_path, "world.yaml", "wati: { token: another-token }\n")
    found = call("run", FLOW, "--world", world)
    assert "the export's Wati token is not this account's: write 'credentials: from_export'" in found.stdout


def test_the_rows_of_a_list_are_shown_with_section_and_description(tmp_path: Path) -> None:
    menu = b.list_node("menu", ("r1", "New order", ""))
    menu["interactiveListButtonText"] = "Menu"
    menu["interactiveListSections"][0]["title"] = "Orders"
    menu["interactiveListSections"][0]["rows"][0]["description"] = "Start here"
    shown = call("run", bot(tmp_path, menu)).stdout
    assert "[ Menu ]" in shown
    assert "[ New order ]  Orders: Start here" in shown


def test_what_is_said_is_shown_as_it_is_said(tmp_path: Path) -> None:
    flow = bot(tmp_path, b.message("m", "Your booking code: AB12. Your password: none."))
    assert "Your booking code: AB12. Your password: none." in call("run", flow).stdout
    told = json.loads(call("run", flow, "--format", "json").stdout)
    assert told["transcript"][-1]["text"] == "Your booking code: AB12. Your password: none."


def test_a_secret_is_hidden_wherever_it_goes(tmp_path: Path) -> None:
    """Under a secret's name once is a secret everywhere, and so is one that was replaced."""
    hook = b.webhook("hook", url="https://api.example/x?key=hunter1-hunter1", saved=[(b.VARIABLE, "auth_token", "t")])
    hook["responseVariables"].append({"type": b.VARIABLE, "name": "sid", "path": "t"})
    flow = bot(tmp_path, hook, b.message("m", "<p>it is @sid</p>"), edges=[("hook", "m")])
    stubs = written(tmp_path, "stubs.yaml", "- { url: 'https://api.example/x', json: { t: hunter2-hunter2 } }\n")
    for form in ("text", "json"):
        shown = call("run", flow, "--stubs", stubs, "--format", form).stdout
        assert [secret for secret in ("hunter1-hunter1", "hunter2-hunter2") if secret in shown] == []

"""A script that says itself what it runs: read with the lines of its mistakes, and played as a plain one."""

from __future__ import annotations

import pytest

from emulator.document import DocumentError
from flow_runner.sandbox.files import bundled_flows
from flow_runner.sandbox.sandbox import Sandbox
from flow_runner.sandbox.script import Script

STEPS = "- say: hi\n- expect: { assignee: Bina Agent, outcome: waiting }\n"


def test_a_header_changes_where_steps_stand_and_nothing_else() -> None:
    plain, headed = Script.parse(STEPS), Script.parse("chatbot: bot.json\nsteps:\n" + STEPS)
    assert (plain.header, headed.header) == ({}, {"chatbot": "bot.json"})
    assert plain.steps == headed.steps
    assert plain.expectations == headed.expectations
    assert [plain.line(1), headed.line(1)] == [2, 4]
    told = [script.play(Sandbox.open(bundled_flows()["zoho_lead_owner"])) for script in (plain, headed)]
    assert told[0][0] == "chat.yaml:2: 1 > expect > assignee: expected 'Bina Agent', found 'Asha Agent'"
    assert told[1][0] == "chat.yaml:4: steps > 1 > expect > assignee: expected 'Bina Agent', found 'Asha Agent'"
    assert len(told[0]) == len(told[1]) == 2


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "chat.yaml:1: expected array or object, found nothing"),
        ("chatbot: bot.json\n", "chat.yaml:1: 'steps' is missing"),
        ("chatbott: x\nsteps: []\n", "chat.yaml:1: 'chatbott' is not known here. Did you mean 'chatbot'?"),
        ("steps:\n- say: hi\n- sayy: x\n", "chat.yaml:3: steps > 1: 'sayy' is not known here. Did you mean 'say'?"),
        ("steps:\n- advance: soon\n", "chat.yaml:2: steps > 0 > advance: 'soon' is no duration"),
        ("as: nobody\nsteps: []\n", "chat.yaml:1: as: 'nobody' is no phone number"),
        ("assume: { zoho.phone_mach: exact }\nsteps: []\n", "Did you mean 'zoho.phone_match'?"),
        ("assume: { zoho.phone_match: loose }\nsteps: []\n", "chat.yaml:1: assume: assumption 'zoho.phone_match'"),
        ("with: menu.json\nsteps: []\n", "chat.yaml:1: with: expected array, found the text 'menu.json'"),
        ("steps:\n  say: hi\n", "chat.yaml:1: steps: expected array, found an object"),
    ],
)
def test_a_mistake_is_told_with_its_line(text: str, told: str) -> None:
    with pytest.raises(DocumentError) as error:
        Script.parse(text)
    assert told in str(error.value)


def test_every_mistake_is_told_at_once() -> None:
    with pytest.raises(DocumentError) as error:
        Script.parse("as: nobody\nsteps:\n- advance: soon\n- as: nobody\n")
    assert [one.line for one in error.value.mistakes] == [1, 3, 4]

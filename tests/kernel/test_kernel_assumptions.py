"""The kernel: assumptions."""

from __future__ import annotations

import json
import re
from typing import get_args

import pytest

from emulator.kernel.assumption import ASSUMPTIONS, Assumptions
from emulator.kernel.evidence import Evidence
from emulator.zoho.assumptions import JSON_TOKEN_BODY


def test_the_first_choice_of_an_assumption_is_its_default() -> None:
    assert JSON_TOKEN_BODY.default == "accept"
    assert Assumptions().choice(JSON_TOKEN_BODY) == "accept"


def test_only_what_was_leaned_on_is_listed() -> None:
    assumptions = Assumptions({"zoho.token_json_body": "reject"})
    assumptions.choice(JSON_TOKEN_BODY)
    assert assumptions.used == {}
    assert assumptions.lean(JSON_TOKEN_BODY) == "reject"
    assert assumptions.used == {"zoho.token_json_body": "reject"}


@pytest.mark.parametrize(
    ("name", "choice", "told"),
    [
        ("zoho.token_jsn_body", "reject", "no assumption is called 'zoho.token_jsn_body'. Did you mean "
         "'zoho.token_json_body'?"),
        ("zoho.token_json_body", "rejekt", "assumption 'zoho.token_json_body' cannot be 'rejekt': choose accept or "
         "reject"),
    ],
)  # fmt: skip
def test_an_unknown_assumption_or_choice_is_refused(name: str, choice: str, told: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(told)}$"):
        Assumptions({name: choice})


def test_what_somebody_chose_is_told_apart_from_what_is_leaned_on() -> None:
    assumptions = Assumptions({"zoho.token_json_body": "accept"})
    assert (assumptions.chosen, assumptions.used) == ({"zoho.token_json_body": "accept"}, {})
    assert Assumptions().chosen == {}


def test_assumptions_survive_json() -> None:
    assumptions, other = Assumptions({"zoho.token_json_body": "reject"}), Assumptions()
    assumptions.lean(JSON_TOKEN_BODY)
    other.restore(json.loads(json.dumps(assumptions.snapshot())))
    assert other.used == assumptions.used
    assert other.choice(JSON_TOKEN_BODY) == "reject"


@pytest.mark.parametrize("name", list(ASSUMPTIONS))
def test_every_assumption_explains_itself(name: str) -> None:
    assumption = ASSUMPTIONS[name]
    assert assumption.name == name
    assert name.partition(".")[0] in ("zoho", "wati", "flow")
    assert len(assumption.choices) == len(set(assumption.choices)) >= 1
    assert len(assumption.meaning) > 20
    assert assumption.reason.strip()
    assert assumption.evidence in get_args(Evidence)

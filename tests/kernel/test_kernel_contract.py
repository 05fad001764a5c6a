"""The kernel: contracts."""

from __future__ import annotations

import pytest

from emulator.kernel.contract import Contract
from emulator.kernel.http import Request


def test_a_contract_tells_every_violation_with_its_place() -> None:
    contract = Contract(
        {"type": "object", "required": ["a"], "properties": {"b": {"items": {"type": "integer"}}, "c": {"const": 1}}}
    )
    assert contract.violations({"a": 1, "b": [1]}) == []
    told = contract.violations({"b": [1, "x"], "c": 2})
    assert sorted(text.partition(":")[0] for text in told) == ["b/1", "body", "c"]


@pytest.mark.parametrize("body", [b'"\\ud800"', b"[" * 900 + b"]" * 900, b"NaN", b"9" * 400])
def test_no_json_value_makes_a_contract_raise(body: bytes) -> None:
    """These are what a fuzzer sends first; violations are told, never raised."""
    told = Contract({"type": "object"}).violations(Request("POST", "/", body=body).json())
    assert len(told) == 1

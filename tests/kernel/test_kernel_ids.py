"""The kernel: ids."""

from __future__ import annotations

import json
import re

import pytest

from emulator.kernel.ids import Ids


@pytest.mark.parametrize(
    ("kind", "shape"),
    [
        ("object_id", r"[0-9a-f]{24}"),
        ("uuid", r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}"),
        ("wamid", r"wamid\.[A-Za-z0-9+/]+=*"),
        ("record_id", r"4150868[0-9]{11}"),
        ("zoho_token", r"1000\.[0-9a-f]{32}\.[0-9a-f]{32}"),
    ],
)
def test_ids_have_the_vendors_shapes_and_do_not_repeat(kind: str, shape: str) -> None:
    ids, same = Ids("seed"), Ids("seed")
    many = [getattr(ids, kind)("x") for _ in range(50)]
    assert many == [getattr(same, kind)("x") for _ in range(50)]
    assert len(set(many)) == 50
    assert all(re.fullmatch(shape, one) for one in many)


def test_a_new_contact_never_renumbers_a_message() -> None:
    plain, mixed = Ids("seed"), Ids("seed")
    mixed.object_id("contact")
    assert plain.object_id("message") == mixed.object_id("message")


def test_two_tenants_have_different_ids() -> None:
    assert Ids("a").object_id("x") != Ids("b").object_id("x")


def test_restored_ids_go_on_where_they_were() -> None:
    ids, other = Ids("seed"), Ids("seed")
    ids.object_id("x")
    other.restore(json.loads(json.dumps(ids.snapshot())))
    assert other.object_id("x") == ids.object_id("x")


@pytest.mark.parametrize("digits", [1, 7, 24, 128])
def test_as_many_digits_come_as_were_asked_for(digits: int) -> None:
    assert re.fullmatch(f"[0-9a-f]{{{digits}}}", Ids("seed").hexadecimal("x", digits))

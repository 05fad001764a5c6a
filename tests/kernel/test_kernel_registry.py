"""The kernel: suggestions, and the registry that makes them."""

from __future__ import annotations

import pytest

from emulator.kernel.registry import Registry
from emulator.kernel.suggest import did_you_mean, nearest


def test_the_nearest_name_is_found_whatever_its_case() -> None:
    assert nearest("GETCONTACT", ["getContacts", "addContact"]) == "getContacts"
    assert nearest("zzz", ["getContacts"]) is None
    assert nearest("a", []) is None


@pytest.mark.parametrize(
    ("name", "known", "told"),
    [
        ("prot", ["port", "host"], " Did you mean 'port'?"),
        ("zzz", ["port", "host"], " Known: host, port."),
        ("zzz", [str(number) for number in range(13)], ""),
        ("zzz", [], ""),
    ],
)
def test_a_suggestion_says_as_much_as_helps(name: str, known: list[str], told: str) -> None:
    assert did_you_mean(name, known) == told


def test_a_registry_refuses_a_second_thing_of_the_same_name() -> None:
    registry: Registry[int] = Registry("number")
    assert registry.register("one", 1) == 1
    with pytest.raises(ValueError, match="^number 'one' is registered twice: by 1 and 2$"):
        registry.register("one", 2)
    assert registry["one"] == 1


def test_a_registry_suggests_the_nearest_name() -> None:
    registry: Registry[int] = Registry("number")
    registry.register("three", 3)
    registry.register("two", 2)
    assert list(registry) == ["three", "two"]
    assert registry.values() == [3, 2]
    assert "two" in registry
    assert registry.get("ten") is None
    with pytest.raises(KeyError, match=r"no number is called 'tree'\. Did you mean 'three'\?"):
        registry["tree"]

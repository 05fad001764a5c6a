"""The kernel: the router of an API."""

from __future__ import annotations

import pytest

from emulator.kernel.api import Api
from emulator.kernel.http import Reply, Request
from emulator.tenant import Tenant


def api() -> Api[None]:
    made: Api[None] = Api("x", "a.example", "/", lambda *_: None, lambda *_: Reply(404), optional_prefix="/{account}")

    def add(name: str, method: str, path: str) -> None:
        def handler(request: Request, state: None) -> Reply:
            return Reply(200)

        handler.__name__ = name
        made.operation(method, path, replies={200: None}, evidence="assumed", source="a test")(handler)

    add("get_item", "GET", "/{account}/items/{id}")
    add("get_special", "GET", "/{account}/items/special")
    add("drop_item", "DELETE", "/{account}/items/{number}")
    return made


@pytest.mark.parametrize(
    ("method", "path", "name", "params"),
    [
        ("GET", "/1/items/2", "x.get_item", {"account": "1", "id": "2"}),
        ("GET", "/items/2", "x.get_item", {"id": "2"}),
        ("GET", "/1/items/special", "x.get_special", {"account": "1"}),
        ("DELETE", "/1/items/special", None, None),
        ("DELETE", "/1/items/2", "x.drop_item", {"account": "1", "number": "2"}),
        ("GET", "/1/items/", None, None),
        ("GET", "/1/items", None, None),
        ("GET", "/1/items/2/3", None, None),
        ("GET", "//items/2", "x.get_item", {"id": "2"}),
    ],
)
def test_a_path_is_routed(method: str, path: str, name: str | None, params: dict[str, str] | None) -> None:
    match = api().match(method, path)
    assert (match.operation and match.operation.name) == name
    if params is not None:
        assert match.params == params


def test_a_wrong_method_is_told_from_an_unknown_path() -> None:
    assert api().match("PUT", "/1/items/2").methods == ("DELETE", "GET")
    assert api().match("PUT", "/1/things/2").methods == ()


def test_a_near_miss_names_the_operation_that_was_meant() -> None:
    told = api().near_miss(Request("GET", "/1/item/2"))
    assert told == "No operation matches GET /1/item/2. Did you mean GET /1/items/2?"
    assert api().near_miss(Request("GET", "/zzz")) == "No operation matches GET /zzz."


@pytest.mark.parametrize(
    ("name", "method", "path"),
    [("get_item", "GET", "/other"), ("other", "GET", "/{account}/items/{other}"), ("another", "GET", "/items/special")],
)
def test_two_operations_of_one_name_or_route_are_refused(name: str, method: str, path: str) -> None:
    made = api()

    def handler(request: Request, state: None) -> Reply:
        return Reply(200)

    handler.__name__ = name
    with pytest.raises(ValueError, match="is registered twice"):
        made.operation(method, path, replies={}, evidence="assumed", source="a test")(handler)


def test_evidence_is_one_of_four_words() -> None:
    with pytest.raises(ValueError, match="^evidence 'guessed' is none of"):
        api().operation("GET", "/x", replies={}, evidence="guessed", source="")


def test_a_state_of_another_tenant_is_another_state() -> None:
    one, two = Tenant("one"), Tenant("two")
    assert one.state("wati") is one.wati
    assert one.universe is not two.universe
    assert one.state("zoho") is not two.state("zoho")

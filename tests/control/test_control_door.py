"""The control API: what is refused at the door."""

from __future__ import annotations

import json

import pytest

from emulator import World
from tests.control.control_calls import ORIGIN, call, ok, refused


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("http://127.0.0.1:8080", 200),
        ("http://127.0.0.1:9999", 403),
        ("https://evil.example", 403),
        ("null", 403),
        ("http://127.0.0.1", 403),
    ],
)
def test_pages_of_other_origins_cannot_steer_the_sandbox(world: World, origin: str, status: int) -> None:
    reply = call(world, "POST", "/_sandbox/clock/advance", {"seconds": 60}, {"origin": origin})
    assert reply.status == status
    moved = ok(world, "GET", "clock")["now"] != "2026-01-15T09:00:00+00:00"
    assert moved is (status == 200)
    if status == 403:
        assert json.loads(reply.body) == {"error": "the control API does not answer pages of other origins"}


def test_a_page_of_the_sandbox_itself_may_steer_every_tenant(world: World) -> None:
    ok(world, "POST", "tenants", {"name": "two"})
    assert call(world, "GET", "/~two/_sandbox/health", headers={"origin": ORIGIN}).status == 200


@pytest.mark.parametrize(
    ("method", "path", "status", "told"),
    [
        ("GET", "/_sandbox/helth", 404, "Did you mean GET /_sandbox/health?"),
        ("POST", "/_sandbox/health", 405, "/_sandbox/health takes GET"),
        ("DELETE", "/_sandbox/snapshot", 405, "/_sandbox/snapshot takes GET, PUT"),
        ("GET", "/_sandbox/", 404, "No operation matches GET /_sandbox/."),
    ],
)
def test_an_unknown_control_path_helps(world: World, method: str, path: str, status: int, told: str) -> None:
    found, text = refused(world, method, path)
    assert found == status
    assert told in text


def test_a_wrong_method_names_the_right_ones_in_a_header(world: World) -> None:
    assert call(world, "DELETE", "/_sandbox/snapshot").headers["Allow"] == "GET, PUT"

"""The control API: the journal, and the secrets that it masks."""

from __future__ import annotations

import json
from typing import Any

import pytest

from emulator import World
from tests.control.control_calls import BEARER, OAUTH, SECRETS, call, numbers, ok, refused, urlencoded


def test_the_journal_tells_exchanges_in_order_and_from_where_one_left_off(world: World) -> None:
    for _ in range(3):
        numbers(world)
    given = ok(world, "GET", "journal")
    assert (given["dropped"], [one["number"] for one in given["exchanges"]]) == (0, [1, 2, 3])
    assert [one["number"] for one in ok(world, "GET", "journal?after=1&limit=1")["exchanges"]] == [2]
    assert ok(world, "GET", "journal?after=99")["exchanges"] == []
    assert ok(world, "GET", "journal?limit=0")["exchanges"] == []


def test_control_calls_are_not_in_the_journal(world: World) -> None:
    ok(world, "GET", "health")
    assert ok(world, "GET", "journal")["exchanges"] == []


@pytest.mark.parametrize("query", ["after=-1", "after=x", "limit=", "limit=1.5"])
def test_a_journal_query_that_makes_no_sense_is_refused(world: World, query: str) -> None:
    assert refused(world, "GET", f"/_sandbox/journal?{query}")[0] == 400


def multipart(fields: dict[str, str]) -> bytes:
    parts = [f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n' for name, text in fields.items()]
    return ("".join(parts) + "--b--\r\n").encode()


@pytest.mark.parametrize(
    ("method", "path", "headers", "body"),
    [
        ("GET", "/424242/api/v1/getContacts", {}, None),
        ("POST", f"/oauth/v2/token?{urlencoded(OAUTH)}", {}, None),
        ("POST", "/oauth/v2/token", {"content-type": "application/x-www-form-urlencoded"}, urlencoded(OAUTH).encode()),
        ("POST", "/oauth/v2/token", {"content-type": "application/json"}, OAUTH),
        ("POST", "/oauth/v2/token", {"content-type": "multipart/form-data; boundary=b"}, multipart(OAUTH)),
        (
            "POST",
            "/424242/api/v1/updateContactAttributes/22222222",
            {},
            {"customParams": [{"name": "zoho_token", "value": SECRETS["kept"]}]},
        ),
    ],
    ids=["header and reply", "query", "urlencoded", "JSON", "multipart", "attribute"],
)
def test_the_journal_masks_secrets(method: str, path: str, headers: dict[str, str], body: Any) -> None:
    world = World(
        {
            "wati": {
                "token": SECRETS["wati"],
                "contacts": [{"phone": 22222222, "attributes": {"zoho_token": SECRETS["kept"]}}],
            },
            "zoho": {
                "clients": [{"client_id": "1000.CLIENT", "client_secret": SECRETS["secret"]}],
                "refresh_tokens": [{"token": SECRETS["refresh"], "client_id": "1000.CLIENT"}],
            },
        }
    )
    reply = call(world, method, path, body, {"authorization": f"Bearer {SECRETS['wati']}", **headers})
    assert reply.status == 200
    issued = [row.id for row in world.tenant("default").zoho.access_tokens]
    assert ("oauth" in path) is bool(issued)
    journal = json.dumps(ok(world, "GET", "journal"))
    assert [secret for secret in (*SECRETS.values(), *issued) if secret in journal] == []


def test_the_journal_shows_which_error_zoho_answered(world: World) -> None:
    call(world, "GET", "/crm/v8/users", headers={"authorization": "Bearer 1000.expired"})
    (exchange,) = ok(world, "GET", "journal")["exchanges"]
    assert json.loads(exchange["reply"]["body"])["code"] == "INVALID_TOKEN"


@pytest.mark.parametrize("body", [b"\xff\xfe", b'{"name": "\\ud800"}'], ids=["no UTF-8", "a lone surrogate"])
@pytest.mark.parametrize("path", ["journal", "snapshot"])
def test_any_body_that_came_in_can_be_told(world: World, path: str, body: bytes) -> None:
    try:
        call(world, "POST", "/424242/api/v1/updateContactAttributes/22222222", body, BEARER)
    except UnicodeEncodeError:
        pytest.fail("the call itself already raised")
    ok(world, "GET", path)

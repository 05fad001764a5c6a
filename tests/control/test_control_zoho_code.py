"""The control API: codes as Zoho's API console shows them."""

from __future__ import annotations

from emulator import World
from tests.control.control_calls import ORIGIN, call, ok, refused, urlencoded

CODE = "/_sandbox/zoho/code"
CLIENT = {"client_id": "1000.SANDBOXCLIENT0000000000000000", "client_secret": "sandbox-client-secret"}


def exchange(world: World, code: str) -> bool:
    query = urlencoded({**CLIENT, "grant_type": "authorization_code", "code": code})
    return "refresh_token" in call(world, "POST", f"/oauth/v2/token?{query}").json()


def test_a_code_is_good_for_as_many_minutes_as_were_asked_for(world: World) -> None:
    short, long = ok(world, "POST", "zoho/code"), ok(world, "POST", "zoho/code", {"minutes": 10})
    assert (short["expires_at"], long["expires_at"]) == ("2026-01-15T09:03:00+00:00", "2026-01-15T09:10:00+00:00")
    ok(world, "POST", "clock/advance", {"seconds": 599})
    assert [exchange(world, one["code"]) for one in (short, long, long)] == [False, True, False]


def test_a_code_is_for_the_scope_that_was_asked_for(world: World) -> None:
    made = ok(world, "POST", "zoho/code", {"scope": "ZohoCRM.users.READ", "client_id": CLIENT["client_id"]})
    query = urlencoded({**CLIENT, "grant_type": "authorization_code", "code": made["code"]})
    assert call(world, "POST", f"/oauth/v2/token?{query}").json()["scope"] == "ZohoCRM.users.READ"


def test_what_is_no_code_is_told(world: World) -> None:
    assert refused(world, "POST", CODE, {"minutes": 11})[0] == 400
    assert refused(world, "POST", CODE, {"minutes": 0})[0] == 400
    assert refused(world, "POST", CODE, {"scope": "x"}) == (400, "no scope is called x")
    assert refused(world, "POST", CODE, {"scope": ","}) == (400, "the scope is empty")
    status, told = refused(world, "POST", CODE, {"client_id": "1000.SANDBOXCLIENT000000000000000"})
    assert (status, told.endswith("Did you mean '1000.SANDBOXCLIENT0000000000000000'?")) == (404, True)


def test_the_eleventh_code_in_ten_minutes_is_denied(world: World) -> None:
    for _ in range(10):
        ok(world, "POST", "zoho/code")
    status, told = refused(world, "POST", CODE)
    assert (status, told.startswith("access_denied: the client has had ten codes in ten minutes")) == (429, True)
    ok(world, "POST", "clock/advance", {"seconds": 600})
    ok(world, "POST", "zoho/code")


def test_no_page_of_another_origin_makes_codes(world: World) -> None:
    assert call(world, "POST", CODE, headers={"origin": "https://evil.example"}).status == 403
    assert call(world, "POST", CODE, headers={"origin": ORIGIN}).status == 201

"""Wati: scoped tokens, expiry, the User-Agent that Cloudflare refuses, and whose account a path names."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from emulator import Tenant, World, gateway, seed
from emulator.kernel.http import Request

FULL, READER, WRITER, TRIAL = "wati_full.example", "wati_reader.example", "wati_writer.example", "trial.example"
WORLD = {
    "wati": {
        "tokens": [
            {"token": FULL, "scopes": ["api"]},
            {"token": READER, "scopes": ["messagetemplate:read"], "expires_in": 60},
            {"token": WRITER, "scopes": ["contacts:write"]},
            {"token": TRIAL, "role": "TRIAL"},
        ],
        "contacts": [{"phone": "15550100001", "name": "Ada Example"}],
    }
}
READ, ADD = ("GET", "/424242/api/v1/getContacts"), ("POST", "/424242/api/v1/addContact/15550100002")


@pytest.fixture
def tenant() -> Tenant:
    return account()


def account(**assumptions: str) -> Tenant:
    return seed.tenant_from({**WORLD, "assumptions": {f"wati.{name}": value for name, value in assumptions.items()}})


def status(tenant: Tenant, call: tuple[str, str], token: str, **headers: str) -> int:
    return tenant.call(Request.to(*call, {"authorization": f"Bearer {token}", **headers}, b"{}")).status


@pytest.mark.parametrize(
    ("token", "read", "add"), [(FULL, 200, 200), (READER, 403, 403), (WRITER, 403, 200), (TRIAL, 200, 200)]
)
def test_a_scoped_token_does_what_its_scopes_say_and_a_legacy_one_everything(
    tenant: Tenant, token: str, read: int, add: int
) -> None:
    assert (status(tenant, READ, token), status(tenant, ADD, token)) == (read, add)


def test_a_missing_scope_is_told_beside_the_empty_body(tenant: Tenant) -> None:
    reply = tenant.call(Request.to(*READ, {"authorization": f"Bearer {READER}"}))
    assert (reply.status, reply.body) == (403, b"")
    assert "The token has messagetemplate:read; wati.get_contacts takes " in reply.headers["X-Sandbox-Help"]


def test_a_token_expires_on_the_tenants_clock(tenant: Tenant) -> None:
    tenant.universe.clock.advance(timedelta(seconds=59))
    assert status(tenant, READ, READER) == 403
    tenant.universe.clock.advance(timedelta(seconds=1))
    assert status(tenant, READ, READER) == 401


def test_tokens_of_the_account_are_secrets(tenant: Tenant) -> None:
    assert {FULL, READER, WRITER, TRIAL} <= tenant.secrets()


@pytest.mark.parametrize(("agent", "expected"), [("Python-urllib/3.11", 403), ("curl/8.5.0", 200), ("", 200)])
def test_cloudflare_refuses_the_user_agent_of_urllib(tenant: Tenant, agent: str, expected: int) -> None:
    assert status(tenant, READ, FULL, **{"user-agent": agent}) == expected


def test_that_quirk_can_be_switched_off() -> None:
    assert status(account(python_urllib="served"), READ, FULL, **{"user-agent": "Python-urllib/3.11"}) == 200


def test_a_401_says_something_only_where_that_is_chosen() -> None:
    def body(**assumptions: str) -> bytes:
        return account(**assumptions).call(Request.to(*READ)).body

    assert (body(), body(unauthorized_body="text")) == (b"", b"No Access Token provided")


@pytest.mark.parametrize(("choice", "expected"), [("unauthorized", 401), ("forbidden", 403)])
def test_a_foreign_account_number_is_refused(choice: str, expected: int) -> None:
    tenant = account(foreign_tenant=choice)
    assert status(tenant, ("GET", "/777777/api/v1/getContacts"), FULL) == expected
    assert tenant.universe.assumptions.used == {"wati.foreign_tenant": choice}


# --- several accounts on one server ----------------------------------------------------------------------------------


@pytest.fixture
def world() -> World:
    """The default account, and 64 others with numbers and tokens of their own."""
    made = World({})
    for number in range(64):
        made.create(f"t{number}", own(number))
    return made


def own(number: int) -> dict[str, Any]:
    contacts = [{"phone": f"155501{number:05d}", "name": f"Contact of {number}"}]
    return {"wati": {"tenant_id": 500000 + number, "token": f"token-{number}.example", "contacts": contacts}}


def phones(world: World, path: str, token: str) -> Any:
    reply = gateway.answer(world, Request.to("GET", path, {"authorization": f"Bearer {token}"}))
    return [row["wAid"] for row in reply.json()["contact_list"]] if reply.status == 200 else reply.status


def test_the_account_number_in_the_path_leads_to_the_account(world: World) -> None:
    for number in (0, 17, 63):
        path = f"/{500000 + number}/api/v1/getContacts"
        assert phones(world, path, f"token-{number}.example") == [f"155501{number:05d}"]


def test_the_token_leads_to_the_account_where_the_path_has_no_number(world: World) -> None:
    assert phones(world, "/api/v1/getContacts", "token-63.example") == ["15550100063"]


def test_the_token_of_another_account_opens_nothing(world: World) -> None:
    assert phones(world, "/500001/api/v1/getContacts", "token-2.example") == 401
    assert phones(world, "/599999/api/v1/getContacts", "token-2.example") == 401
    assert phones(world, "/~t1/500001/api/v1/getContacts", "token-2.example") == 401


def test_the_default_account_is_asked_where_the_request_names_none(world: World) -> None:
    assert phones(world, "/424242/api/v1/getContacts", "sandbox-wati-token") == []
    assert phones(world, "/424242/api/v1/getContacts", "nobody.example") == 401

"""rotateToken: the blocked token opens nothing more, its successor what it opened, and neither is ever printed."""

from __future__ import annotations

from typing import Any

import pytest

from emulator import Tenant, seed
from emulator.kernel.http import Request
from tests.wati.wati_calls import V1, call, data_of

OWN = "sandbox-wati-token"
SCOPED = "wati_scoped.secret"


@pytest.fixture
def tenant() -> Tenant:
    tokens = [{"token": SCOPED, "scopes": ["contacts:read"], "expires_in": 3600, "role": "TRIAL"}]
    return seed.tenant_from({"wati": {"limits": "unlimited", "tokens": tokens}})


def status(tenant: Tenant, token: str, path: str = "getContacts") -> int:
    return tenant.call(Request.to("GET", f"{V1}/{path}", {"authorization": f"Bearer {token}"})).status


def rotated(tenant: Tenant, token: str, by: str = OWN) -> Any:
    reply = call(tenant, "POST", "rotateToken", headers={"authorization": f"Bearer {by}"}, token=token)
    assert reply.status == 200
    return reply.json()


def test_the_accounts_own_token_is_replaced(tenant: Tenant) -> None:
    given = rotated(tenant, OWN)
    assert given["result"] is True
    assert given["token"].startswith("wati_")
    assert (status(tenant, OWN), status(tenant, given["token"]), status(tenant, SCOPED)) == (401, 200, 200)


def test_a_scoped_token_keeps_what_it_may_do_and_its_end(tenant: Tenant) -> None:
    before = tenant.wati.tokens.get(SCOPED)
    new = rotated(tenant, SCOPED)["token"]
    after = tenant.wati.tokens.get(new)
    assert before is not None
    assert after is not None
    assert (after.scopes, after.expires_at, after.role) == (before.scopes, before.expires_at, before.role)
    assert (status(tenant, SCOPED), status(tenant, new), status(tenant, new, "chatbots")) == (401, 200, 403)


def test_a_token_can_be_replaced_again_and_again(tenant: Tenant) -> None:
    tokens = [OWN]
    for _ in range(3):
        tokens.append(rotated(tenant, tokens[-1], tokens[-1])["token"])
    assert len(set(tokens)) == 4
    assert [status(tenant, token) for token in tokens] == [401, 401, 401, 200]


def test_old_and_new_tokens_are_secrets(tenant: Tenant) -> None:
    new = rotated(tenant, OWN)["token"]
    newer = rotated(tenant, SCOPED, new)["token"]
    assert tenant.secrets() >= {OWN, SCOPED, new, newer}


@pytest.mark.parametrize("args", [{}, {"token": ""}, {"token": "nobodys"}, {"token": f"Bearer {OWN}"}, {"token": "\0"}])
def test_a_token_that_is_not_the_accounts_blocks_nothing(tenant: Tenant, args: dict[str, str]) -> None:
    before = data_of(tenant)
    reply = call(tenant, "POST", "rotateToken", **args)
    assert (reply.status, reply.json()) == (200, {"result": False, "info": "target input invalid"})
    assert data_of(tenant) == before


def test_a_snapshot_brings_the_tokens_back(tenant: Tenant) -> None:
    new = rotated(tenant, OWN)["token"]
    kept = tenant.snapshot()
    other = Tenant("other")
    other.restore(kept)
    assert (status(other, OWN), status(other, new)) == (401, 200)
    assert OWN in other.secrets()

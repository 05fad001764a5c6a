"""What may be asked of an account is guarded where it is sent, whatever a check wants."""

from __future__ import annotations

from typing import Any

import pytest
import requests

from emulator import Tenant, seed
from emulator.kernel.fault import Fault
from flow_runner.sandbox.adapter import session
from flow_runner.sandbox.files import DEMO_WORLD
from flow_runner.sandbox.transport import Transport
from flow_runner.verify.access import Access, WatiAccess, ZohoAccess
from flow_runner.verify.observation import Silent, Skip
from flow_runner.verify.target import Permission, Target

PRIYA, BEN = "919876543210", "15550100002"
ACCESS = Access(
    WatiAccess("https://live-mt-server.wati.io/424242", "sandbox-wati-token"),
    ZohoAccess(
        "https://www.zohoapis.com",
        "https://accounts.zoho.com",
        "1000.SANDBOXCLIENT0000000000000000",
        "sandbox-client-secret",
        "1000.sandbox.refresh-token",
    ),
)


@pytest.fixture
def tenant() -> Tenant:
    return seed.tenant_from(seed.load(DEMO_WORLD).data)


def target_of(tenant: Tenant, permission: Permission) -> Target:
    return Target(ACCESS, session(Transport(tenant)), permission)


def asked(tenant: Tenant) -> list[str]:
    return [f"{one.request.method} {one.request.path}" for one in tenant.universe.journal]


@pytest.mark.parametrize(
    ("permission", "why"),
    [
        (Permission(), "--allow-writes"),
        (Permission(contact=PRIYA), "--allow-writes"),
        (Permission(writes=True), "--contact NUMBER"),
        (Permission(writes=True, contact=BEN), "--contact NUMBER"),
    ],
    ids=["nothing", "a contact alone", "writes alone", "another contact"],
)
@pytest.mark.parametrize(
    ("path", "query"),
    [
        (f"/api/v1/addContact/{PRIYA}", {}),
        (f"/api/v1/sendSessionMessage/{PRIYA}", {"messageText": "hi"}),
        ("/api/v1/assignOperator", {"whatsappNumber": PRIYA}),
        (f"/api/v1/updateContactAttributes/{PRIYA}?x=/{BEN}", {}),
    ],
    ids=["path", "with query", "query", "query in the path"],
)
def test_a_write_that_is_not_allowed_is_never_sent(
    tenant: Tenant, permission: Permission, why: str, path: str, query: dict[str, str]
) -> None:
    with pytest.raises(Skip, match=why):
        target_of(tenant, permission).wati("POST", path, query, body={})
    assert asked(tenant) == []


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PUT", "contacts", {"contacts": [{"target": PRIYA, "customParams": []}]}),
        ("POST", "conversations/messages/text", {"target": PRIYA, "text": "hi"}),
        ("PUT", f"conversations/{PRIYA}/status", {"new_status": "solved"}),
        ("DELETE", f"contacts/{PRIYA}", None),
    ],
)
def test_nothing_is_written_through_v3_whatever_is_allowed(tenant: Tenant, method: str, path: str, body: Any) -> None:
    """Its bodies name whom they are about, which nobody guards."""
    target = target_of(tenant, Permission(writes=True, contact=PRIYA))
    with pytest.raises(Skip, match="--contact NUMBER"):
        target.wati(method, f"/api/ext/v3/{path}", body=body)
    assert asked(tenant) == []


def test_other_methods_and_zoho_are_guarded_too(tenant: Tenant) -> None:
    target = target_of(tenant, Permission(refresh=True, contact=PRIYA))
    for method in ("POST", "PUT", "PATCH", "DELETE", "OPTIONS", "get"):
        with pytest.raises(Skip):
            target.wati(method, f"/api/v1/getContacts/{PRIYA}")
        with pytest.raises(Skip):
            target.crm("/crm/v8/Leads", method=method)
    assert asked(tenant) == []


def test_no_token_is_asked_for_without_permission(tenant: Tenant) -> None:
    target = target_of(tenant, Permission(writes=True, contact=PRIYA))
    with pytest.raises(Skip, match="--allow-refresh"):
        target.accounts(target.credentials())
    with pytest.raises(Skip, match="ZOHO_ACCESS_TOKEN"):
        target.crm("/crm/v8/users")
    assert asked(tenant) == []


def test_one_token_is_minted_for_all_that_needs_one(tenant: Tenant) -> None:
    target = target_of(tenant, Permission(refresh=True))
    target.crm("/crm/v8/users")
    target.crm("/crm/v8/Leads/search", {"email": "nobody@verify.example"})
    assert asked(tenant).count("POST /oauth/v2/token") == 1
    (minted,) = set(target.secrets()) - set(ACCESS.secrets())
    assert minted.startswith("1000.")


def test_the_same_question_is_asked_once_until_something_was_written(tenant: Tenant) -> None:
    target = target_of(tenant, Permission(writes=True, contact=PRIYA))
    for _ in range(3):
        target.wati("GET", "/api/v1/getContacts")
    assert len(asked(tenant)) == 1
    target.wati("POST", f"/api/v1/addContact/{PRIYA}", body={"name": "Priya Test"})
    target.wati("GET", "/api/v1/getContacts")
    assert len(asked(tenant)) == 3


def test_only_the_hosts_of_the_account_can_be_asked() -> None:
    assert ACCESS.hosts == ["live-mt-server.wati.io", "www.zohoapis.com", "accounts.zoho.com"]


def test_a_service_that_is_busy_is_not_asked_again(tenant: Tenant) -> None:
    tenant.universe.faults.arm(Fault("busy", "status", "wati.get_contacts", attributes={"status": 429}))
    target = target_of(tenant, Permission())
    for _ in range(3):
        with pytest.raises(Silent, match=r"live-mt-server\.wati\.io: too many requests \(429\)"):
            target.wati("GET", "/api/v1/getContacts")
    assert len(asked(tenant)) == 1


def test_a_service_is_given_up_after_two_silences_in_a_row_or_a_first_one(tenant: Tenant) -> None:
    faults = tenant.universe.faults
    faults.arm(Fault("lost", "lose_reply", "wati.get_contacts", after=1, times=1))
    faults.arm(Fault("dead", "lose_reply", "wati.get_contacts", after=2, times=None))
    target = target_of(tenant, Permission())
    outcomes = []
    for page in "1234567":
        try:
            target.wati("GET", "/api/v1/getContacts", {"pageNumber": page})
            outcomes.append("reply")
        except Silent:
            outcomes.append("silence")
    assert outcomes == ["reply", *["silence"] * 6]
    assert len(asked(tenant)) == 3
    with pytest.raises(Silent):
        target_of(tenant, Permission()).wati("GET", "/api/v1/getContacts")


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (requests.exceptions.SSLError("https://wati.example/?n=919876543210"), "its certificate is not trusted"),
        (requests.ConnectTimeout("919876543210"), "no connection within 5 s"),
        (requests.ReadTimeout("919876543210"), "no reply within 30 s"),
        (requests.exceptions.ChunkedEncodingError("919876543210"), "the reply broke off"),
        (requests.exceptions.InvalidURL("919876543210"), "no reply (InvalidURL)"),
    ],
    ids=lambda one: type(one).__name__,
)
def test_why_no_reply_came_is_told_without_the_address(error: Exception, why: str) -> None:
    class Failing(requests.Session):
        def request(self, *args: Any, **more: Any) -> requests.Response:
            raise error

    with pytest.raises(Silent) as told:
        Target(ACCESS, Failing(), Permission()).wati("GET", "/api/v1/getContacts", {"name": PRIYA})
    assert str(told.value) == f"live-mt-server.wati.io: {why}"

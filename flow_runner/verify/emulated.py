"""The sandbox as a target: in process, on a tenant of its own, which is thrown away and may be written to."""

from __future__ import annotations

from datetime import timedelta

from emulator.tenant import Tenant
from emulator.wati.limits import UNLIMITED
from flow_runner.sandbox.adapter import session
from flow_runner.sandbox.stubs import Stubs
from flow_runner.sandbox.transport import Transport
from flow_runner.verify.access import Access, WatiAccess, ZohoAccess
from flow_runner.verify.target import Permission, Target

WATI_URL, ZOHO_URL, ACCOUNTS_URL = (
    "https://live-mt-server.wati.io",
    "https://www.zohoapis.com",
    "https://accounts.zoho.com",
)
CONTACT = "15550100141"
LEADS = ("+1 555 010 0142", "１５５５０１００１４３")
SCOPE_WITHOUT_SEARCH = "ZohoCRM.modules.ALL"


def emulated(tenant: Tenant, contact: str = "", leads: tuple[str, ...] = (), stubs: Stubs | None = None) -> Target:
    """Everything may be done here. Where no contact or leads are named, there are some of its own."""
    tenant.wati.limits = tenant.zoho.limits = UNLIMITED  # a question costs no time here
    if not contact:
        _plant_contact(tenant)
    if not leads:
        _plant_leads(tenant)
    permission = Permission(True, True, contact or CONTACT, leads or LEADS, anything=True)
    return Target(_access(tenant), session(Transport(tenant, stubs)), permission)


def _access(tenant: Tenant) -> Access:
    """The credentials of the first client of the world; where it has none, no tokens can be had."""
    client = next(iter(tenant.zoho.clients), None)
    refresh = next((token for token in tenant.zoho.refresh_tokens if client and token.client_id == client.id), None)
    narrow = tenant.zoho.issue_access_token("", SCOPE_WITHOUT_SEARCH)
    zoho = ZohoAccess(
        ZOHO_URL,
        ACCOUNTS_URL if refresh else "",
        client.id if client else "",
        client.secret if client else "",
        refresh.id if refresh else "",
        narrow_token=narrow.id,
    )
    return Access(WatiAccess(f"{WATI_URL}/{tenant.wati.tenant_id}", tenant.wati.token), zoho)


def _plant_contact(tenant: Tenant) -> None:
    """A customer with an attribute, who has just written; and another one, for a second page, of the day before."""
    tenant.wati.add_contact(CONTACT, "Vera Example", {"city": "Springfield"})
    tenant.wati.receive(CONTACT, "hi")
    tenant.wati.receive(CONTACT, "are you there?")
    other = tenant.wati.add_contact("15550100144", "Vito Example")
    tenant.wati.contacts.update(other.id, created=other.created - timedelta(days=1))
    tenant.wati.receive(other.wa_id, "hi")


def _plant_leads(tenant: Tenant) -> None:
    """Two leads with one number, a minute apart, and one in full-width digits."""
    zoho = tenant.zoho
    owner = next(iter(zoho.users), None) or zoho.add_user("Olga Owner", "olga.owner@example.com")
    for last_name, phone in (("Observatory", LEADS[0]), ("Observation", LEADS[0]), ("Fullwidth", LEADS[1])):
        zoho.add_lead(owner, {"Last_Name": last_name, "Company": "Verification", "Phone": phone})
        tenant.universe.clock.advance(timedelta(minutes=1))

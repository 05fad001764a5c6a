"""Wati v3: contacts are listed, added, updated, given to teams, counted and deleted."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from emulator import Tenant
from emulator.kernel.http import Request
from tests.wati.v3.conftest import tenant_of
from tests.wati.v3.v3_calls import (
    ADA,
    BASE,
    BEN,
    BSUID,
    CHANNEL,
    CHANNEL_PHONE,
    PAGE,
    SALES,
    call,
    data_of,
    help_of,
    messages,
    ok,
    refused,
)
from tests.wati.wati_calls import PRIYA
from tests.wati.wati_calls import call as call_v1

# --- reading ---------------------------------------------------------------------------------------------------------


def test_contacts_come_in_the_order_of_insertion_and_in_the_vendors_spelling(tenant: Tenant) -> None:
    given = ok(tenant, "GET", "contacts", **PAGE)
    assert (given["page_number"], given["page_size"]) == (1, 20)
    assert [row["wa_id"] for row in given["contact_list"]] == [PRIYA, ADA]
    priya = given["contact_list"][0]
    assert (priya["phone"], priya["name"], priya["contact_status"]) == (f"+{PRIYA}", "Priya Test", "VALID")
    assert priya["custom_params"][-1] == {"name": "city", "value": "Pune"}
    assert priya["created"] == "2026-01-15T09:00:00.0000000Z"
    assert priya["is_broadcast_limit_reached"] is None


def test_a_contact_without_a_number_has_no_phone_at_all(tenant: Tenant) -> None:
    contact = tenant.wati.contact(PRIYA)
    assert contact is not None
    tenant.wati.contacts.update(contact.id, wa_id="")
    assert "phone" not in ok(tenant, "GET", f"contacts/{BSUID}")


@pytest.mark.parametrize("form", ["phone", "id", "bsuid", "channel", "channel_phone", "own", "encoded"])
def test_a_contact_is_found_by_every_form_of_a_target(tenant: Tenant, form: str) -> None:
    contact = tenant.wati.contact(PRIYA)
    assert contact is not None
    target = {
        "phone": PRIYA,
        "id": contact.id,
        "bsuid": BSUID,
        "channel": f"{CHANNEL}:{contact.id}",
        "channel_phone": f"{CHANNEL_PHONE}:{BSUID}",
        "own": f"{tenant.wati.phone}:{PRIYA}",
        "encoded": f"{CHANNEL_PHONE}%3A{PRIYA}",
    }[form]
    assert ok(tenant, "GET", f"contacts/{target}")["id"] == contact.id


@pytest.mark.parametrize("target", [BEN, "+" + PRIYA, "nowhere:" + PRIYA, "IN.9", ":", "a" * 24])
@pytest.mark.parametrize("status", ["400", "404"])
def test_an_unknown_target_is_refused_as_assumed(target: str, status: str) -> None:
    tenant = tenant_of(**{"wati.v3_unknown_target": status})
    assert refused(tenant, "GET", f"contacts/{target}") == (int(status), "The contact does not exist.")
    assert tenant.universe.assumptions.used["wati.v3_unknown_target"] == status


def test_the_id_of_a_conversation_names_no_contact(tenant: Tenant) -> None:
    (conversation,) = tenant.wati.conversations
    assert refused(tenant, "GET", f"contacts/{conversation.id}")[0] == 400


def test_fields_of_newer_pages_come_where_they_are_wanted() -> None:
    tenant = tenant_of(**{"wati.v3_contact_ids": "with_bsuid"})
    reply = tenant.call(Request.to("GET", f"{BASE}contacts/{PRIYA}", {"authorization": "Bearer all"}))
    assert json.loads(reply.body)["bsuid"] == BSUID


def test_nulls_are_left_out_where_that_is_assumed() -> None:
    tenant = tenant_of(**{"wati.v3_nulls": "omitted"})
    assert {"photo", "channel_id"}.isdisjoint(ok(tenant, "GET", f"contacts/{PRIYA}"))
    assert "photo" in ok(tenant_of(), "GET", f"contacts/{PRIYA}")


# --- adding and updating ---------------------------------------------------------------------------------------------


def test_a_contact_is_added_and_v1_sees_it(tenant: Tenant) -> None:
    body = {"whatsapp_number": BEN, "name": "Ben", "custom_params": [{"name": "tier", "value": "gold"}]}
    given = ok(tenant, "POST", "contacts", body)
    assert (given["wa_id"], given["name"], given["source"]) == (BEN, "Ben", "Wati")
    (row,) = call_v1(tenant, "GET", "getContacts", name="Ben").json()["contact_list"]
    assert {"name": "tier", "value": "gold"} in row["customParams"]


def test_adding_a_contact_again_overwrites_it(tenant: Tenant) -> None:
    given = ok(tenant, "POST", "contacts", {"whatsapp_number": PRIYA, "name": "Priya Two", "custom_params": None})
    assert (given["name"], len(tenant.wati.contacts)) == ("Priya Two", 2)
    assert {"name": "city", "value": "Pune"} in given["custom_params"]


@pytest.mark.parametrize(
    "body",
    [
        None,
        b"{",
        [],
        {"name": "Ben"},
        {"whatsapp_number": BEN},
        {"whatsapp_number": BEN, "name": " "},
        {"whatsapp_number": int(BEN), "name": "Ben"},
        {"whatsapp_number": f"+{BEN}", "name": "Ben"},
        {"whatsapp_number": "1234567", "name": "Ben"},
        {"whatsapp_number": "１５５５０１００００２", "name": "Ben"},
        {"whatsapp_number": BEN, "name": "Ben", "custom_params": {}},
        {"whatsapp_number": BEN, "name": "Ben", "custom_params": [{"name": "a"}]},
        {"whatsapp_number": BEN, "name": "Ben", "custom_params": [{"name": "", "value": "x"}]},
        b'{"whatsapp_number": "15550100002", "name": "\\ud800"}',
    ],
)
def test_a_contact_that_cannot_be_added_is_refused(tenant: Tenant, body: Any) -> None:
    assert refused(tenant, "POST", "contacts", body)[0] == 400


def test_contacts_are_updated_together(tenant: Tenant) -> None:
    entries = [{"target": who, "customParams": [{"name": "tier", "value": who}]} for who in (BSUID, ADA, ADA)]
    given = ok(tenant, "PUT", "contacts", {"contacts": entries})["contact_list"]
    assert [row["wa_id"] for row in given] == [PRIYA, ADA, ADA]
    assert all({"name": "tier", "value": ADA} in row["custom_params"] for row in given[1:])


def test_an_unknown_target_among_many_keeps_all_as_they_are(tenant: Tenant) -> None:
    entries = [{"target": who, "customParams": [{"name": "tier", "value": "gold"}]} for who in (PRIYA, BEN)]
    assert refused(tenant, "PUT", "contacts", {"contacts": entries}) == (400, "The contact does not exist.")


@pytest.mark.parametrize(
    "contacts", [None, [], {}, [[]], [{}], [{"target": PRIYA, "customParams": "x"}], [{"target": PRIYA}] * 101]
)
def test_an_update_that_is_none_is_refused(tenant: Tenant, contacts: Any) -> None:
    assert refused(tenant, "PUT", "contacts", {"contacts": contacts})[0] == 400


@pytest.mark.parametrize(("choice", "is_set"), [("customParams", False), ("either", True)])
def test_custom_params_in_snake_case_are_not_read_where_contacts_are_updated(choice: str, is_set: bool) -> None:
    tenant = tenant_of(**{"wati.v3_update_params": choice})
    entry = {"target": PRIYA, "custom_params": [{"name": "tier", "value": "gold"}]}
    reply = call(tenant, "PUT", "contacts", {"contacts": [entry]})
    assert ({"name": "tier", "value": "gold"} in reply.json()["contact_list"][0]["custom_params"]) is is_set
    assert ("it is spelt customParams" in help_of(reply)) is not is_set


def test_a_token_of_the_role_trial_updates_nobody_and_reads_everybody(tenant: Tenant) -> None:
    trial = {"authorization": "Bearer trial"}
    before = data_of(tenant)
    reply = call(tenant, "PUT", "contacts", {"contacts": [{"target": PRIYA, "customParams": []}]}, trial)
    assert (reply.status, reply.headers["Content-Type"].partition(";")[0]) == (401, "text/plain")
    assert data_of(tenant) == before
    assert call(tenant, "GET", "contacts", headers=trial, **PAGE).status == 200


# --- teams -----------------------------------------------------------------------------------------------------------


def test_teams_replace_those_that_the_contact_had(tenant: Tenant) -> None:
    for names in (["Sales", "Sales"], ["Support"]):
        assert ok(tenant, "PUT", "contacts/teams", {"target": PRIYA, "teams": names}) == {"result": True}
        assert ok(tenant, "GET", f"contacts/{PRIYA}")["teams"] == names[:1]
    (conversation,) = tenant.wati.conversations
    assert conversation.teams == ("Support",)
    assert messages(tenant)[0]["text"] == "Chat is now assigned to team Support"


@pytest.mark.parametrize("teams", [None, [], "Sales", ["Sales", "Sails"], [" "], [7], [SALES], ["Sales"] * 101])
def test_teams_that_are_none_are_refused(tenant: Tenant, teams: Any) -> None:
    assert refused(tenant, "PUT", "contacts/teams", {"target": PRIYA, "teams": teams})[0] == 400


def test_a_team_is_named_and_its_id_is_taken_only_where_that_is_said() -> None:
    body = {"target": PRIYA, "teams": [SALES]}
    assert f"{SALES} is the id of Sales" in help_of(call(tenant_of(), "PUT", "contacts/teams", body))
    tenant = tenant_of(**{"wati.v3_team_ids": "accepted"})
    ok(tenant, "PUT", "contacts/teams", body)
    assert ok(tenant, "GET", f"contacts/{PRIYA}")["teams"] == ["Sales"]


# --- counting --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("args", "count"),
    [
        ({}, 3),
        ({"date_from": "2026-01-16"}, 1),
        ({"date_to": "2026-01-15"}, 2),
        ({"date_to": "2026-01-15T08:59:59Z"}, 0),
        ({"date_from": "2026-01-15T09:00:00", "date_to": "2026-01-16T09:00:00.0000000Z"}, 3),
        ({"date_from": "2026-01-17"}, 0),
        ({"date_to": "9999-12-31"}, 3),
    ],
)
def test_contacts_are_counted_in_a_span_of_time(tenant: Tenant, args: dict[str, str], count: int) -> None:
    tenant.universe.clock.advance(timedelta(days=1))
    tenant.wati.add_contact(BEN)
    assert ok(tenant, "GET", "contacts/count", **args) == {"contact_count": count}


def test_the_last_day_may_end_where_it_begins() -> None:
    tenant = tenant_of(**{"wati.v3_date_to": "midnight"})
    assert ok(tenant, "GET", "contacts/count", date_to="2026-01-15") == {"contact_count": 0}


@pytest.mark.parametrize("date", ["yesterday", "2026-13-01", "0001-01-01T00:00:00+14:00", "2026-01-15T09:00:00 00:00"])
def test_a_date_that_is_none_is_refused(tenant: Tenant, date: str) -> None:
    assert refused(tenant, "GET", "contacts/count", date_from=date)[0] == 400


# --- deleting --------------------------------------------------------------------------------------------------------


def test_a_contact_is_deleted_with_everything_that_was_said(tenant: Tenant) -> None:
    contact = tenant.wati.contact(PRIYA)
    assert contact is not None
    given = ok(tenant, "DELETE", f"contacts/{PRIYA}")
    assert given == {"contact_id": contact.id, "deleted": True, "cleanup_completed": True}
    assert (len(tenant.wati.history), len(tenant.wati.conversations), tenant.wati.contact(PRIYA)) == (0, 0, None)
    assert refused(tenant, "DELETE", f"contacts/{PRIYA}")[0] == 400
    tenant.wati.receive(PRIYA, "hi again")
    assert ok(tenant, "GET", f"contacts/{PRIYA}")["id"] != contact.id


def test_a_secret_of_a_deleted_contact_stays_masked(tenant: Tenant) -> None:
    tenant.wati.add_contact(BEN, "Ben", {"zoho_token": "very-secret"})
    ok(tenant, "DELETE", f"contacts/{BEN}")
    assert "very-secret" in tenant.secrets()


def test_a_message_on_its_way_to_a_deleted_contact_goes_nowhere(tenant: Tenant) -> None:
    tenant.wati.send(next(iter(tenant.wati.conversations)), "on its way")
    ok(tenant, "DELETE", f"contacts/{PRIYA}")
    tenant.universe.clock.advance(timedelta(minutes=1))
    assert len(tenant.wati.history) == 0

"""Converts leads: a contact, an account and, if asked for, a deal. Source: zoho.com CRM v7 convert-lead.

All is checked before anything is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from emulator.zoho import payloads, tags, value, write
from emulator.zoho.assumptions import CONVERT_MATCHES
from emulator.zoho.call import Call
from emulator.zoho.duplicates import refuse_duplicates
from emulator.zoho.field import Field
from emulator.zoho.refused import RowRefused, invalid
from emulator.zoho.rows import Record

MANDATORY_OF_DEALS = ("Deal_Name", "Closing_Date", "Stage")
SAME = (
    "Salutation", "First_Name", "Last_Name", "Email", "Secondary_Email", "Phone", "Mobile", "Fax", "Lead_Source",
    "Twitter", "Skype_ID", "Description", "Email_Opt_Out",
)  # fmt: skip
CONTACT_FIELDS = {
    **dict(zip(SAME, SAME, strict=True)), "Designation": "Title", "Street": "Mailing_Street", "City": "Mailing_City",
    "State": "Mailing_State", "Zip_Code": "Mailing_Zip", "Country": "Mailing_Country",
}  # fmt: skip
ACCOUNT_FIELDS = {
    "Company": "Account_Name", "Phone": "Phone", "Fax": "Fax", "Website": "Website", "Industry": "Industry",
    "Annual_Revenue": "Annual_Revenue", "No_of_Employees": "Employees", "Rating": "Rating",
    "Street": "Billing_Street", "City": "Billing_City", "State": "Billing_State", "Zip_Code": "Billing_Code",
    "Country": "Billing_Country",
}  # fmt: skip
"""Which field of a lead becomes which: the mapping that an account begins with. Source: assumed, after their names."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a conversion does. `contact` and `account` are there already; where one is None, it is made, an account only
    of a lead with a company. `owner_id` is the owner of what is made.
    """

    contact: Record | None
    account: Record | None
    deal: write.Accepted | None
    owner_id: str
    overwrite: bool
    tags: Mapping[str, list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Made:
    contact: Record
    account: Record | None
    deal: Record | None


def planned(call: Call, lead: Record, sent: Any) -> Plan:
    """RowRefused for a lead that was converted, for ids of nothing, and for a deal that lacks something."""
    if lead.converted:
        raise RowRefused("ID_ALREADY_CONVERTED", "id already converted", id=lead.id)
    if not isinstance(sent, dict):
        raise RowRefused("INVALID_DATA", "invalid data", expected_data_type="jsonobject")
    state, assigned = call.state, sent.get("assign_to")
    owner_id = value.user_id("assign_to", assigned, state) if assigned is not None else lead.owner_id
    overwrite = sent.get("overwrite") or False
    if not isinstance(overwrite, bool):
        raise invalid("overwrite", expected_data_type="boolean")
    contact, account = _named(call, "Contacts", sent), _named(call, "Accounts", sent)
    overwrite = overwrite and account is not None
    contact, account = contact or _contact_like(call, lead), account or _account_like(call, lead)
    for module, there, fields in (("Contacts", contact, CONTACT_FIELDS), ("Accounts", account, ACCOUNT_FIELDS)):
        if there is None:
            refuse_duplicates(_of(call, module), _mapped(lead, fields))
    if contact is None and not lead.fields.get("Last_Name"):
        raise RowRefused("MANDATORY_NOT_FOUND", "required field not found", api_name="Last_Name")
    return Plan(contact, account, _deal(call, sent), owner_id, overwrite, _carried(call, sent))


def carry_out(call: Call, lead: Record, plan: Plan) -> Made:
    """Write what was planned; the lead is converted then."""
    account = plan.account
    if account is None and lead.fields.get("Company"):
        account = _made(call, "Accounts", _mapped(lead, ACCOUNT_FIELDS), plan)
    elif account is not None and plan.overwrite and lead.fields.get("Company"):
        account = write.save(_of(call, "Accounts"), account, {**account.fields, "Account_Name": lead.fields["Company"]})
    belongs = {"Account_Name": account.id} if account else {}
    contact = plan.contact
    if contact is None:
        contact = _made(call, "Contacts", {**_mapped(lead, CONTACT_FIELDS), **belongs}, plan)
    elif account is not None and (plan.overwrite or not contact.fields.get("Account_Name")):
        contact = write.save(_of(call, "Contacts"), contact, {**contact.fields, **belongs})
    deal = None
    if plan.deal is not None:
        fields = {**plan.deal.fields, **belongs, "Contact_Name": contact.id}
        deal = _made(call, "Deals", fields, plan, plan.deal.owner_id)
    converted = {
        "Converted_Contact": contact.id,
        "Converted_Date_Time": payloads.moment(call.state.universe.clock.now()),
    }
    converted |= {"Converted_Account": account.id} if account else {}
    converted |= {"Converted_Deal": deal.id} if deal else {}
    write.save(call, lead, {**lead.fields, **converted}, converted=True)
    return Made(contact, account, deal)


def _made(call: Call, module: str, fields: dict[str, Any], plan: Plan, owner_id: str = "") -> Record:
    row = write.Accepted(fields, owner_id or plan.owner_id, plan.tags.get(module))
    return write.create(_of(call, module), row)


def _of(call: Call, module: str) -> Call:
    return replace(call, module=call.state.modules[module])


def _mapped(lead: Record, fields: Mapping[str, str]) -> dict[str, Any]:
    return {name: lead.fields[own] for own, name in fields.items() if lead.fields.get(own) not in (None, "")}


def _named(call: Call, module: str, sent: Mapping[str, Any]) -> Record | None:
    """The record that the call names, as `{"id": …}` or as the id."""
    if sent.get(module) is None:
        return None
    record_id = value.stored(Field(module, "lookup", lookup=module), sent[module], call.state)
    return call.state.records[module].get(record_id)


def _contact_like(call: Call, lead: Record) -> Record | None:
    """With the same e-mail address, else with the same name."""
    contacts, own = call.state.records["Contacts"], lead.fields
    alike = contacts.first("email", str(own["Email"]).casefold()) if own.get("Email") else None
    if alike is None:
        name = payloads.name_of(lead, call.state).casefold()
        alike = next((one for one in contacts if payloads.name_of(one, call.state).casefold() == name), None)
    return _joined(call, alike)


def _account_like(call: Call, lead: Record) -> Record | None:
    company = lead.fields.get("Company")
    return _joined(call, _account_named(call, str(company))) if company else None


def _account_named(call: Call, name: str) -> Record | None:
    return call.state.records["Accounts"].first("checked", ("Account_Name", name.casefold()))


def _joined(call: Call, alike: Record | None) -> Record | None:
    if alike is None or call.state.universe.assumptions.lean(CONVERT_MATCHES) == "new":
        return None
    return alike


def _deal(call: Call, sent: Mapping[str, Any]) -> write.Accepted | None:
    """Source of what is mandatory: documented; a pipeline is where the account has some, which this one has not."""
    given = sent.get("Deals")
    if given is None:
        return None
    if not isinstance(given, dict):
        raise invalid("Deals", expected_data_type="jsonobject")
    deals = _of(call, "Deals")
    try:
        row = write.accepted(deals, given, ("Account_Name", "Contact_Name"))
        for name in MANDATORY_OF_DEALS:
            if row.fields.get(name) is None:
                raise RowRefused("MANDATORY_NOT_FOUND", "required field not found", name, api_name=name)
        refuse_duplicates(deals, row.fields)
    except RowRefused as error:
        raise RowRefused(error.code, error.message, f"Deals.{error.path}", **error.details) from None
    return row


def _carried(call: Call, sent: Mapping[str, Any]) -> dict[str, list[dict[str, Any]]]:
    asked = sent.get("carry_over_tags")
    if asked is None:
        return {}
    if not isinstance(asked, dict):
        raise invalid("carry_over_tags", expected_data_type="jsonobject")
    found = {}
    for module in ("Contacts", "Accounts", "Deals"):
        names = asked.get(module) or []
        if not isinstance(names, list):
            raise invalid("carry_over_tags", expected_data_type="jsonarray")
        wanted = [{"name": one} if isinstance(one, str) else one for one in names]
        found[module] = tags.read(wanted, module, call.state, "carry_over_tags")
    return found

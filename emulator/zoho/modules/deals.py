"""Deals: what may be earned, and how far it has come."""

from __future__ import annotations

from emulator.zoho.field import COMMON, SYSTEM, Field, Module

STAGES = (
    "Qualification",
    "Needs Analysis",
    "Value Proposition",
    "Identify Decision Makers",
    "Proposal/Price Quote",
    "Negotiation/Review",
    "Closed Won",
    "Closed Lost",
    "Closed Lost to Competition",
)
FIELDS = (
    Field("Deal_Name", mandatory=True),
    Field("Account_Name", "lookup", lookup="Accounts"),
    Field("Contact_Name", "lookup", lookup="Contacts"),
    Field("Stage", "picklist", mandatory=True, values=STAGES),
    Field("Pipeline", "picklist"),
    Field("Amount", "currency"),
    Field("Closing_Date", "date"),
    Field("Probability", "integer"),
    Field("Expected_Revenue", "currency", read_only=True),
    Field("Type", "picklist"),
    Field("Next_Step"),
    Field("Lead_Source", "picklist"),
    Field("Reason_For_Loss__s", "picklist"),
    Field("Description", "textarea"),
    Field("Last_Activity_Time", "datetime", read_only=True),
    *COMMON,
)
DEALS = Module("Deals", "Deal", "Deals", "Deal_Name", (*FIELDS, *SYSTEM), 2181, duplicate_check=("Deal_Name",))

"""Leads. Source: the documented sample of v7 has every one of these fields."""

from __future__ import annotations

from emulator.zoho.field import COMMON, SYSTEM, Field, Module

FIELDS = (
    Field("Company"),
    Field("Salutation", "picklist", values=("Mr.", "Mrs.", "Ms.", "Dr.", "Prof.")),
    Field("First_Name"),
    Field("Last_Name", mandatory=True),
    Field("Full_Name", read_only=True),
    Field("Email", "email"),
    Field("Secondary_Email", "email"),
    Field("Phone", "phone"),
    Field("Mobile", "phone"),
    Field("Fax", "phone"),
    Field(
        "Lead_Status",
        "picklist",
        values=(
            "Attempted to Contact",
            "Contact in Future",
            "Contacted",
            "Junk Lead",
            "Lost Lead",
            "Not Contacted",
            "Pre-Qualified",
            "Not Qualified",
        ),
    ),
    Field("Lead_Source", "picklist"),
    Field("Industry", "picklist"),
    Field("Rating", "picklist", values=("Acquired", "Active", "Market Failed", "Project Cancelled", "Shut Down")),
    Field("Annual_Revenue", "currency"),
    Field("No_of_Employees", "integer"),
    Field("Website", "website"),
    Field("Twitter"),
    Field("Skype_ID"),
    Field("Designation"),
    Field("Description", "textarea"),
    Field("Street"),
    Field("City"),
    Field("State"),
    Field("Zip_Code"),
    Field("Country"),
    Field("Email_Opt_Out", "boolean", empty=False),
    Field("Last_Activity_Time", "datetime", read_only=True),
    COMMON[0],
    Field("Record_Image", "profileimage"),
    Field("Unsubscribed_Mode", "picklist", read_only=True),
    Field("Unsubscribed_Time", "datetime", read_only=True),
    Field("Converted_Account", "lookup", lookup="Accounts", read_only=True),
    Field("Converted_Contact", "lookup", lookup="Contacts", read_only=True),
    Field("Converted_Deal", "lookup", lookup="Deals", read_only=True),
    Field("Lead_Conversion_Time", "datetime", read_only=True),
    *COMMON[1:],
)
LEADS = Module("Leads", "Lead", "Leads", "Last_Name", (*FIELDS, *SYSTEM), 2175)

"""Contacts: people with whom business is done."""

from __future__ import annotations

from emulator.zoho.field import COMMON, SYSTEM, Field, Module

FIELDS = (
    Field("Salutation", "picklist", values=("Mr.", "Mrs.", "Ms.", "Dr.", "Prof.")),
    Field("First_Name"),
    Field("Last_Name", mandatory=True),
    Field("Full_Name", read_only=True),
    Field("Account_Name", "lookup", lookup="Accounts"),
    Field("Vendor_Name", "text"),
    Field("Title"),
    Field("Department"),
    Field("Email", "email"),
    Field("Secondary_Email", "email"),
    Field("Phone", "phone"),
    Field("Mobile", "phone"),
    Field("Home_Phone", "phone"),
    Field("Other_Phone", "phone"),
    Field("Asst_Phone", "phone"),
    Field("Fax", "phone"),
    Field("Assistant"),
    Field("Date_of_Birth", "date"),
    Field("Reporting_To", "lookup", lookup="Contacts"),
    Field("Lead_Source", "picklist"),
    Field("Twitter"),
    Field("Skype_ID"),
    Field("Description", "textarea"),
    *(
        Field(f"{kind}_{part}")
        for kind in ("Mailing", "Other")
        for part in ("Street", "City", "State", "Zip", "Country")
    ),
    Field("Email_Opt_Out", "boolean", empty=False),
    Field("Last_Activity_Time", "datetime", read_only=True),
    COMMON[0],
    Field("Record_Image", "profileimage"),
    Field("Unsubscribed_Mode", "picklist", read_only=True),
    Field("Unsubscribed_Time", "datetime", read_only=True),
    *COMMON[1:],
)
CONTACTS = Module("Contacts", "Contact", "Contacts", "Last_Name", (*FIELDS, *SYSTEM), 2179, duplicate_check=("Email",))

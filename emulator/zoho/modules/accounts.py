"""Accounts: companies."""

from __future__ import annotations

from emulator.zoho.field import COMMON, SYSTEM, Field, Module

FIELDS = (
    Field("Account_Name", mandatory=True),
    Field("Account_Number", "bigint"),
    Field("Account_Site"),
    Field("Account_Type", "picklist"),
    Field("Parent_Account", "lookup", lookup="Accounts"),
    Field("Industry", "picklist"),
    Field("Annual_Revenue", "currency"),
    Field("Employees", "integer"),
    Field("Ownership", "picklist"),
    Field("Rating", "picklist"),
    Field("Phone", "phone"),
    Field("Fax", "phone"),
    Field("Website", "website"),
    Field("Ticker_Symbol"),
    Field("SIC_Code", "integer"),
    Field("Description", "textarea"),
    *(
        Field(f"{kind}_{part}")
        for kind in ("Billing", "Shipping")
        for part in ("Street", "City", "State", "Code", "Country")
    ),
    Field("Last_Activity_Time", "datetime", read_only=True),
    COMMON[0],
    Field("Record_Image", "profileimage"),
    *COMMON[1:],
)
ACCOUNTS = Module(
    "Accounts", "Account", "Accounts", "Account_Name", (*FIELDS, *SYSTEM), 2177, duplicate_check=("Account_Name",)
)

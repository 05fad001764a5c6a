"""The standard modules, one a file: `ALL` by API name. Source: zoho.com CRM v8 modules and field-meta pages."""

from __future__ import annotations

from emulator.zoho.field import Module
from emulator.zoho.modules.accounts import ACCOUNTS
from emulator.zoho.modules.contacts import CONTACTS
from emulator.zoho.modules.deals import DEALS
from emulator.zoho.modules.leads import LEADS
from emulator.zoho.modules.notes import NOTES

ALL: dict[str, Module] = {one.api_name: one for one in (LEADS, CONTACTS, ACCOUNTS, DEALS, NOTES)}
FIRST_CUSTOM_NUMBER = 3001

__all__ = ["ALL", "FIRST_CUSTOM_NUMBER"]

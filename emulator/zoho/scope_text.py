"""Scopes, as clients write them: `service.name.OPERATION`, apart by commas or spaces, in upper or lower case.

Source: zoho.com CRM v8 scopes, and the scopes of the operations in zoho/crm-oas.
"""

from __future__ import annotations

import re

OPERATIONS = ("all", "create", "read", "update", "delete", "write", "custom")
OF_CRM = frozenset(
    {
        "users", "org", "settings", "modules", "bulk", "notifications", "coql", "files", "functions", "features",
        "templates", "share", "change_owner", "mass_change_owner", "mass_convert", "mass_delete", "mass_update",
        "send_mail", "composite_requests", "zia", "apis", "automation", "dre", "signals", "recycle_bin", "calls",
        "pipeline", "visits", "crmapi", "extensions", "connectors", "wizards", "plugin", "intelligence",
    }
)  # fmt: skip
"""The second part of a scope of ZohoCRM. What other services of Zoho have is not known here, and taken as it is."""
_SHAPE = re.compile(r"[A-Za-z]\w*(\.\w+)+\.[A-Za-z]+", re.ASCII)


def split(text: str) -> list[str]:
    return re.split(r"[,\s]+", text.strip(", \t\r\n")) if text.strip(", \t\r\n") else []


def joined(text: str) -> str:
    """As replies have them, apart by spaces."""
    return " ".join(split(text))


def unknown(text: str) -> list[str]:
    """Those that no Zoho has, as far as that is known."""
    return [one for one in split(text) if not _is_known(one.lower())]


def _is_known(scope: str) -> bool:
    if not _SHAPE.fullmatch(scope):
        return False
    service, name, *_, operation = scope.split(".")
    if service == "zohosearch":
        return scope == "zohosearch.securesearch.read"
    return service != "zohocrm" or (name in OF_CRM and operation in OPERATIONS)

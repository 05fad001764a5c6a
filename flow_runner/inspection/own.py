"""What in an export is the author's own: hosts of their back ends, the number of their account."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from flow_runner.inspection.person import is_reserved

VENDORS = re.compile(
    r"(?i)(?:.*\.)?(?:wati\.io|(?:zoho|zohoapis|zohocloud|google)\.[a-z]{2,3}(?:\.[a-z]{2})?|(?:whatsapp|facebook|instagram|fbcdn)\.(?:com|net)"
    r"|wa\.me|m\.me|fb\.me|googleapis\.com|goo\.gl|youtube\.com|youtu\.be|w3\.org|schema\.org"
    r"|openai\.com|hubapi\.com|hubspot\.com|stripe\.com|razorpay\.com|slack\.com|zapier\.com|make\.com)"
)
_AUTHORITY = re.compile(r"(?<=://)[^\s/?#\"'<>\\]+|^(?:[\w-]+\.)+[A-Za-z]{2,}(?=[/:]\w)")
_LITERAL_HOST = re.compile(r"(?<![A-Za-z0-9_.-])(?:[A-Za-z0-9_-]+\.)+[A-Za-z0-9-]+(?=:\d+$|$)")
ACCOUNT_IN_PATH = re.compile(r"(?<=\.wati\.io/)\d+(?=/)")


def hosts_in(texts: Iterable[str]) -> set[str]:
    """Hosts of the author's own in all addresses, as far as they are written out."""
    found = set()
    for text in texts:
        for authority in _AUTHORITY.findall(text) if "/" in text else ():
            head, at, rest = authority.rpartition("@")
            begins = rest.partition(".")[2] if at and ":" not in head else rest  # `@region.shop.com` begins with a name
            literal = _LITERAL_HOST.search(begins.rpartition("}}")[2].lstrip("."))
            if literal and not VENDORS.fullmatch(literal[0]) and not is_reserved(literal[0]):
                found.add(literal[0])
    return found


def accounts_in(document: Any, texts: Iterable[str]) -> set[str]:
    """The account's number where it is named as such, and in the paths of Wati's API."""
    holder = document.get("result", document) if isinstance(document, dict) else None
    named = str(holder.get("tenantId")) if isinstance(holder, dict) else ""
    found = {number for text in texts if "wati.io/" in text for number in ACCOUNT_IN_PATH.findall(text)}
    return found | ({named} if named.isdecimal() else set())

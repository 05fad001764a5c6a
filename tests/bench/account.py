"""The demo account with many customers in it, each of them a lead that Asha owns."""

from __future__ import annotations

from typing import Any

from emulator import seed
from flow_runner.sandbox.files import DEMO_WORLD

CUSTOMERS = 2000
OWNER = "Asha Agent"
FIRST_NAMES = ("Ada", "Bela", "Chitra", "Dev", "Esha", "Farid", "Gita", "Hugo", "Ines", "Jai")
LAST_NAMES = ("Example", "Sample", "Tester", "Trial", "Model", "Pattern", "Probe", "Specimen", "Instance", "Case")


def phones(count: int = CUSTOMERS) -> list[str]:
    """Different numbers, spread as those of real customers are."""
    return [f"91{7_000_000_000 + number * 1_047_227}" for number in range(count)]


def world(numbers: list[str]) -> dict[str, Any]:
    """The demo world, and these customers with their leads."""
    data: dict[str, Any] = seed.load(DEMO_WORLD).data
    contacts, leads = [], []
    for number, phone in enumerate(numbers):
        first, last = FIRST_NAMES[number % 10], LAST_NAMES[number // 10 % 10]
        contacts.append({"phone": phone, "name": f"{first} {last}"})
        leads.append({"First_Name": first, "Last_Name": last, "Phone": _written(phone), "Owner": OWNER})
    wati = {**data["wati"], "contacts": [*data["wati"]["contacts"], *contacts]}
    return {
        **data,
        "wati": wati,
        "zoho": {**data["zoho"], "limits": "unlimited", "leads": [*data["zoho"]["leads"], *leads]},
    }


def _written(phone: str) -> str:
    """As somebody typed it into the CRM."""
    return f"+{phone[:2]} {phone[2:7]} {phone[7:]}"

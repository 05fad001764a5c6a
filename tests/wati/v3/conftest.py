"""An account with all that v3 speaks of."""

from __future__ import annotations

from typing import Any

import pytest

from emulator import Tenant, seed
from emulator.document import Document
from tests.wati.v3.v3_calls import ADA, BSUID, CHANNEL, CHANNEL_ID, CHANNEL_PHONE, SALES, SUPPORT, WELCOME
from tests.wati.wati_calls import PRIYA

WORLD: dict[str, Any] = {
    "wati": {
        "limits": "unlimited",
        "tokens": [
            {"token": "reads", "scopes": ["contactsv3:read"]},
            {"token": "all", "scopes": ["api"]},
            {"token": "sends", "scopes": ["wati_integration:write"]},
            {"token": "trial", "role": "TRIAL"},
        ],
        "channels": [{"name": CHANNEL, "phone": CHANNEL_PHONE, "id": CHANNEL_ID}],
        "teams": [{"name": "Sales", "id": SALES}, {"name": "Support", "id": SUPPORT}],
        "agents": [{"name": "Asha Agent", "email": "asha.agent@example.com", "teams": ["Sales"]}],
        "contacts": [
            {"phone": PRIYA, "name": "Priya Test", "attributes": {"city": "Pune"}, "bsuid": BSUID},
            {"phone": ADA, "name": "Ada Example"},
        ],
        "templates": [
            {
                "name": "welcome",
                "id": WELCOME,
                "body": "Hi {{name}}, from {{city}}",
                "buttons": ["Yes"],
                "header": "Hey",
            },
            {"name": "plain", "body": "Hello"},
            {"name": "draft", "body": "Soon", "status": "PENDING"},
        ],
    }
}


def tenant_of(profile: dict[str, Any] | None = None, **assumptions: str) -> Tenant:
    """The account, in which Priya has just written."""
    world = {**WORLD, "profile": profile or {}, "assumptions": assumptions}
    tenant = seed.tenant_from(seed.checked(Document.of(world, "world")).data)
    tenant.wati.receive(PRIYA, "hi")
    tenant.universe.outbox.restore([])
    return tenant


@pytest.fixture
def tenant() -> Tenant:
    return tenant_of()

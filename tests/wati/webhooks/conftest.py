"""An account with a template and a second number."""

from __future__ import annotations

import pytest

from emulator import Tenant, seed

WORLD = """
wati:
  phone: 15550199999
  agents: [{ name: Asha Agent, email: asha.agent@example.com, id: 66aa00bb11cc22dd33ee4401 }]
  channels: [{ name: Second, phone: 15550199998, id: 66aa00bb11cc22dd33ee4402 }]
  contacts:
    - { phone: 15550100001, name: Ada }
    - { phone: 15550100002, name: Bob, bsuid: US.1234 }
    - { phone: 15550100003, name: Far, phone_is: unreachable }
  templates:
    - { name: order_update, body: "Hi {{name}}", header: Order, footer: Bye, buttons: ["Yes", "No"] }
"""


@pytest.fixture
def tenant() -> Tenant:
    """The account."""
    return seed.tenant_from(seed.parse(WORLD).data)

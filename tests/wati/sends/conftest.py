"""An account with templates and a second number."""

from __future__ import annotations

import pytest

from emulator import Tenant, seed

WORLD = """
wati:
  limits: unlimited
  phone: 15550199999
  channels: [{ name: Support, phone: 15550199998 }]
  contacts:
    - { phone: 919876543210, name: Priya Test, bsuid: IN.priya1, attributes: { city: Pune } }
    - { phone: 15550100001, name: Ada Example }
    - { phone: 15550100002, name: Ben Offline, phone_is: no_whatsapp }
    - { phone: 15550100003, name: Cy Fussy, phone_is: not_chosen }
  templates:
    - { name: order_update, body: "Hi {{name}}, order {{number}} is on its way", footer: Shop, buttons: [Thanks] }
    - { name: hello, body: Hello! }
    - { name: waiting, body: Hi, status: PENDING }
"""


@pytest.fixture
def account() -> Tenant:
    """The customer Priya has just written to the account's own number."""
    tenant = seed.tenant_from(seed.parse(WORLD).data)
    tenant.wati.receive("919876543210", "hi")
    return tenant

"""The demo account."""

from __future__ import annotations

import pytest

from emulator import Tenant, seed
from flow_runner.sandbox.files import DEMO_WORLD


@pytest.fixture
def tenant() -> Tenant:
    """The demo account."""
    return seed.tenant_from(seed.load(DEMO_WORLD).data)

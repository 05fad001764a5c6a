"""The demo account, with its control API."""

from __future__ import annotations

import pytest

from emulator import World, seed
from flow_runner.sandbox.files import DEMO_WORLD


@pytest.fixture
def world() -> World:
    """The demo account as the default tenant."""
    return World(seed.load(DEMO_WORLD).data)

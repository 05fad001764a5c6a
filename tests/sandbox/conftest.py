"""Nothing is sent from here."""

from __future__ import annotations

from typing import Any

import pytest
import requests


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What would have been sent: nothing may be."""
    tried: list[str] = []

    def refuse(*given: Any, **more: Any) -> None:
        tried.append(str(given))
        raise AssertionError(f"something was sent: {given}")

    monkeypatch.setattr(requests, "request", refuse)
    monkeypatch.setattr(requests.Session, "send", refuse)
    monkeypatch.setattr("socket.socket.connect", refuse)
    return tried

"""A chatbot in a file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.commands import BOT


@pytest.fixture
def bot(tmp_path: Path) -> str:
    path = tmp_path / "bot.json"
    path.write_text(json.dumps(BOT), encoding="utf-8")
    return str(path)

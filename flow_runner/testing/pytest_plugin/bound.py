"""Scenarios that a module binds with pytest-bdd's `scenarios` or `scenario`."""

from __future__ import annotations

import sys
from pathlib import Path
from types import FunctionType
from typing import Any

import pytest


def bound_feature(item: pytest.Item) -> Path | None:
    """The feature file that a test plays by pytest-bdd; None for any other test."""
    module = sys.modules.get("pytest_bdd.scenario")
    if module is None or not isinstance(item, pytest.Function):
        return None
    registry: Any = getattr(module, "scenario_wrapper_template_registry", {})
    template = registry.get(item.obj) if isinstance(item.obj, FunctionType) else None
    return Path(template.feature.filename).resolve() if template is not None else None

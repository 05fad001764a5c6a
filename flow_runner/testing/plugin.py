"""The name by which a conftest.py may ask for the plugin, which is there by itself where the package is installed."""

from __future__ import annotations

pytest_plugins = ("flow_runner.testing.pytest_plugin",)

"""The pytest plugin: fixtures, markers, options, the Gherkin vocabulary, feature files as tests, failure reports.

It is there as soon as the package is installed; what it costs a run that does not use it is a few milliseconds.
"""

from __future__ import annotations

pytest_plugins = (
    "flow_runner.testing.pytest_plugin.options",
    "flow_runner.testing.pytest_plugin.fixtures",
    "flow_runner.testing.pytest_plugin.collecting",
    "flow_runner.testing.pytest_plugin.judging",
    "flow_runner.testing.pytest_plugin.recording",
    "flow_runner.testing.pytest_plugin.examples",
)

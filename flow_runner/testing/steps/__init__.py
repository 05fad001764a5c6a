"""The vocabulary of scenarios: a topic a file, each step with its wordings in English and Chinese."""

import sys

from emulator.kernel.registry import discover

discover(sys.modules[__name__])

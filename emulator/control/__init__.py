"""The control API under `/_sandbox/`: what a test or a person does to a tenant from outside.

Every path also works below `/~name`, for another tenant than the default one.
"""

from emulator.control import operations
from emulator.control.api import CONTROL, PREFIX, answer, failed
from emulator.kernel.registry import discover

discover(operations)

__all__ = ["CONTROL", "PREFIX", "answer", "failed"]

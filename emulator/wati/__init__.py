"""A Wati account: contacts, conversations, operators, and the HTTP API v1 over them."""

from emulator.kernel.registry import discover
from emulator.wati import operations
from emulator.wati.api import WATI

discover(operations)

__all__ = ["WATI"]

"""A Zoho account: OAuth clients and tokens, CRM users and leads, and the HTTP API over them."""

from emulator.kernel.registry import discover
from emulator.zoho import operations
from emulator.zoho.api import ZOHO

discover(operations)

__all__ = ["ZOHO"]

"""Ids that are the same in every run: from the tenant's seed, the kind of id, and a counter per kind."""

from __future__ import annotations

import base64
from hashlib import blake2b

from emulator.kernel.shape import read

# Odd and no multiple of 5, so that no number comes twice before all have come.
STEP = 0x9E3779B97F4A7C15F39CC0605CEDC8341082276BF3A27251F86C6A11D0C18E95


class Ids:
    """Makes ids in the shapes of the vendors. Counters are per kind: a new contact never renumbers a message."""

    __slots__ = ("_counters", "_origins", "_seed")

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self._counters: dict[str, int] = {}
        self._origins: dict[str, int] = {}

    def number(self, kind: str, below: int) -> int:
        """The next number for this kind, from 0 up to `below` (a product of twos and fives)."""
        count = self._counters.get(kind, 0) + 1
        self._counters[kind] = count
        origin = self._origins.get(kind)
        if origin is None:
            digest = blake2b(f"{self._seed}\0{kind}".encode(), digest_size=32).digest()
            origin = self._origins[kind] = int.from_bytes(digest)
        return (origin + count * STEP) % below

    def hexadecimal(self, kind: str, digits: int) -> str:
        """The next `digits` hexadecimal digits for this kind."""
        return f"{self.number(kind, 16**digits):0{digits}x}"

    def object_id(self, kind: str) -> str:
        """24 hexadecimal digits, as Wati's ids are."""
        return self.hexadecimal(kind, 24)

    def uuid(self, kind: str) -> str:
        """A version 4 UUID, as Wati's local message ids are."""
        h = self.hexadecimal(kind, 32)
        return f"{h[:8]}-{h[8:12]}-4{h[13:16]}-a{h[17:20]}-{h[20:]}"

    def wamid(self, kind: str) -> str:
        """WhatsApp's message id: `wamid.` and base64."""
        return "wamid." + base64.b64encode(self.hexadecimal(kind, 32).encode()).decode()

    def record_id(self, kind: str) -> str:
        """18 decimal digits, as Zoho's record ids are."""
        return f"4150868{self.number(kind, 10**11):011d}"

    def zoho_token(self, kind: str) -> str:
        """`1000.<32 hex>.<32 hex>`, as Zoho's tokens and grant codes are."""
        h = self.hexadecimal(kind, 64)
        return f"1000.{h[:32]}.{h[32:]}"

    def snapshot(self) -> dict[str, int]:
        return dict(self._counters)

    def restore(self, data: dict[str, int]) -> None:
        self._counters = read(dict[str, int], data, "ids")

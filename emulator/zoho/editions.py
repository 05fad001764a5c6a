"""The editions that an account can have bought. Source: zoho.com CRM api-limits; Kaizen 203 for calls at once."""

from __future__ import annotations

from typing import NamedTuple


class Edition(NamedTuple):
    """Credits of a day, those that every user adds, and how many there are at most (0: no bound); calls at once."""

    credits: int
    per_user: int
    most: int
    at_once: int


EDITIONS: dict[str, Edition] = {
    "free": Edition(5_000, 0, 5_000, 5),
    "standard": Edition(50_000, 250, 100_000, 10),
    "professional": Edition(50_000, 500, 3_000_000, 15),
    "enterprise": Edition(50_000, 1_000, 5_000_000, 20),
    "ultimate": Edition(50_000, 2_000, 0, 25),
}
STRICTEST = "free"

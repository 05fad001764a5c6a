"""Numbers in sentences."""

from __future__ import annotations


def counted(count: int, one: str, many: str = "") -> str:
    """`1 node`, `2 nodes`; `many` where the plural is not made with an s."""
    return f"{count} {one if count == 1 else many or one + 's'}"

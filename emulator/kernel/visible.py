"""Control characters that stand in somebody's texts are shown: they could move a terminal's cursor, hide what was
printed or set the window's title. Signs that turn the direction of writing are text.
"""

from __future__ import annotations

import re

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""C0 without tab and new line, DEL and C1; and half characters, which stand in no file."""


def visible(text: str) -> str:
    """The text with its control characters as JSON writes them (`\\u001b`); a JSON document stays the same document."""
    return CONTROL.sub(lambda one: f"\\u{ord(one[0]):04x}", text)

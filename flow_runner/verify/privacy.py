"""Nothing of the people in a real account is printed: what a value looks like, and texts without what is theirs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from emulator.kernel.secret import MASK, finder, masker
from flow_runner.inspection.person import EMAIL

PERSONAL = frozenset(
    {
        "name", "firstName", "fullName", "phone", "wAid", "value", "text", "finalText", "eventDescription", "actor",
        "assignee", "operatorName", "First_Name", "Last_Name", "Full_Name", "full_name", "first_name", "last_name",
        "Email", "Secondary_Email", "email", "Phone", "Mobile", "mobile", "Fax", "Company", "Street", "City",
        "Description", "Twitter", "Skype_ID", "Website", "wa_id", "display_name", "operator_name", "contact_name",
        "contact_phone",
    }
)  # fmt: skip
"""Keys of Wati's and Zoho's rows under which stands what is somebody's."""
LEAST = 2
MAX_LOOK = 40
_NUMBER = re.compile(r"\+?\d(?:[ ().-]{0,2}\d){5,}")
_PLAIN_CODE = re.compile(r"[A-Z][A-Z_]+")


def personal_texts(value: Any, name: str = "") -> Iterator[str]:
    """Every text and number of a JSON value that stands under a personal key; of an attribute it is the value."""
    if isinstance(value, dict):
        is_attribute = "name" in value and "value" in value
        for key, item in value.items():
            yield from personal_texts(item, "" if is_attribute and key == "name" else key)
    elif isinstance(value, list):
        for item in value:
            yield from personal_texts(item, name)
    elif name in PERSONAL and isinstance(value, str | int) and not isinstance(value, bool):
        yield str(value)


def look_of(value: Any, code: bool = False) -> str:
    """What a value looks like, and not what it says: `text 'Aaaaa 99'`. With `code`, where only a code can stand,
    capitals, small numbers and truth values are told as they are.
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return f"number {value}" if code and abs(value) < 100_000 else "a number"
    if isinstance(value, str):
        if code and _PLAIN_CODE.fullmatch(value):
            return f"text '{value[:MAX_LOOK]}'"
        shape = "".join(map(_look, value[:MAX_LOOK]))
        return f"text '{shape}{'…' if len(value) > MAX_LOOK else ''}'"
    return "a list" if isinstance(value, list) else "an object"


def hiding(secrets: Iterable[str], personal: Iterable[str]) -> Callable[[str], str]:
    """Masks, in a text that may quote a reply, secrets, what was seen of people, e-mail addresses and numbers."""
    masked, found = masker(secrets), finder(personal, LEAST)

    def hidden(text: str) -> str:
        text = masked(text)
        for begin, end in reversed(found(text)):
            if not _inside_a_word(text, begin, end):
                text = text[:begin] + MASK + text[end:]
        return _NUMBER.sub(MASK, EMAIL.sub(MASK, text))

    return hidden


def _inside_a_word(text: str, begin: int, end: int) -> bool:
    """Whether an ASCII text is only a part of a word there; other scripts may do without spaces."""
    around = text[max(begin - 1, 0) : begin] + text[end : end + 1]
    return text[begin:end].isascii() and any(char.isalnum() for char in around)


def _look(char: str) -> str:
    if char.isdigit():
        return "9"
    if char.isalpha():
        return "A" if char.isupper() else "a"
    return char if char.isascii() and char.isprintable() else "?"

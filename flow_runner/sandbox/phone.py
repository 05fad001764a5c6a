"""Phone numbers as people write them -> WhatsApp ids."""

from __future__ import annotations

import unicodedata


def wa_id(text: str) -> str:
    """Digits with country code, from any way of writing an international number. ValueError with the reason."""
    visible = "".join(char for char in text if unicodedata.category(char) != "Cf")
    plain = visible.strip().removeprefix("tel:")
    if plain.isascii() and plain.isdigit() and 8 <= len(plain) <= 15 and not plain.startswith("0"):
        return plain
    import phonenumbers

    international = "+" + plain.removeprefix("00") if plain.startswith("00") else plain
    if not international.startswith("+"):
        international = "+" + international
    try:
        found = phonenumbers.parse(international)
    except phonenumbers.NumberParseException as error:
        raise ValueError(f"'{text}' is no phone number with country code, such as 919876543210: {error}") from error
    number = phonenumbers.format_number(found, phonenumbers.PhoneNumberFormat.E164).removeprefix("+")
    if not 8 <= len(number) <= 15:
        raise ValueError(f"'{text}' has {len(number)} digits with country code; WhatsApp numbers have 8 to 15")
    return number

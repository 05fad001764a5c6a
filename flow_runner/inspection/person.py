"""What tells a person's data from invented data: in test values, and in everything that is shared."""

from __future__ import annotations

import re

import phonenumbers

from flow_runner.inspection.secret import is_example

EMAIL = re.compile(r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]*[A-Za-z0-9_]@(?P<domain>(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,})")
"""Behind a Latin letter or digit, where no variable begins."""
RESERVED_DOMAIN = re.compile(r"(?i)(?:.*\.)?(?:example\.(?:com|net|org)|example|test|invalid|localhost)")
PHONE = re.compile(
    r"(?<![\w.@/-])\+\d[\d ().-]{6,18}\d(?![\w-])"  # +49 30 23125 123
    r"|(?:(?<![\w.@-])|(?<=%2[0Bb]))\d{10,15}(?![\w-]|\.\d)"  # 919876543210, as WhatsApp has them
    r"|(?<![\w.@/-])(?:\(\d{3}\) ?|\d{3}[-. ])\d{3}[-. ]\d{4}(?![\w-])"  # (000) 736-5000
    r"|(?<![\w.@/-])\d{5}[- ]\d{5}(?![\w-])"  # 98765 43210
)
_INVENTED_NUMBER = re.compile(r"1?55501\d{2,6}|1?\d{3}55501\d\d|0?123456789\d*|9876543210|919876543210")
_NAME = re.compile(
    r"(?:(?:first|last|full|middle|sur|given|family|contact|customer|client|guest|patient|student|lead|user|your|agent"
    r"|owner|advisor)_?)?name|lead_owner|customer|contact|agent|owner"
)
_NUMBER = re.compile(r"(?:.*_)?(?:phone|mobile|cell|whatsapp|wa_?id|tel|telephone|contact)(?:_?(?:number|no))?")
_ADDRESS = re.compile(r"(?:(?:home|street|postal|delivery|shipping|billing|mailing)_)?(?:address|street)(?:_?\d)?")
_BIRTH = re.compile(r"dob|(?:date_of_)?birth(?:_?(?:date|day))?")
_LETTERS = r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u0900-\u0dff'’.-])*"
_PERSON = re.compile(rf"{_LETTERS}(?: {_LETTERS}){{1,3}}")
_INVENTED = re.compile(r"(?i)\b(?:test\w*|sample|demo|user|customer|foo|bar|abc|xyz|none|null|john|jane|doe|name)\b")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[-\s.]")


def kind_of(name: str, value: str) -> str:
    """What a value is by the name of its variable and by its looks, in words; empty where it is nobody's."""
    plain, value = _CAMEL.sub("_", name.strip("@{} ")).lower(), value.strip()
    if not value or is_example(value) or value.startswith(("@", "{{")):
        return ""
    email = EMAIL.search(value)
    if email:
        return "" if is_reserved(email["domain"]) else "an e-mail address"
    if is_phone(value) or (_NUMBER.fullmatch(plain) and _is_number(value)):
        return "a phone number"
    if _INVENTED.search(value):
        return ""
    if _NAME.fullmatch(plain) and _PERSON.fullmatch(value):
        return "a person's name"
    if _ADDRESS.fullmatch(plain) and re.search(r"\d", value) and re.search(r"[^\W\d_]{3}", value) and " " in value:
        return "a person's address"
    return "a date of birth" if _BIRTH.fullmatch(plain) and re.search(r"\d{4}", value) else ""


def is_reserved(domain: str) -> bool:
    """Whether a domain is nobody's, by RFC 2606."""
    return bool(RESERVED_DOMAIN.fullmatch(domain))


def is_phone(text: str) -> bool:
    """Whether a text is a phone number in international form that can be somebody's."""
    if not PHONE.fullmatch(text) or not text.startswith("+"):
        return False
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(text)) and not is_invented(text)
    except phonenumbers.NumberParseException:
        return False


def is_invented(number: str) -> bool:
    """Whether a number is nobody's: reserved for stories, or typed for want of one, as 22222222 is."""
    digits = digits_of(number)
    return len(set(digits)) <= 2 or bool(_INVENTED_NUMBER.fullmatch(digits))


def digits_of(number: str) -> str:
    return "".join(filter(str.isdigit, number))


def _is_number(value: str) -> bool:
    digits = digits_of(value)
    return 7 <= len(digits) <= 15 and not re.search(r"[^\d+() .-]", value) and not is_invented(value)


def is_somebodys(number: str) -> bool:
    """Whether what `PHONE` has found can be a person's number, in national form as well."""
    digits = digits_of(number)
    if is_invented(number):
        return False
    if len(digits) == 10 or not number.isdecimal():
        return True
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(f"+{digits}"))
    except phonenumbers.NumberParseException:
        return False

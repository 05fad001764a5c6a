"""The texts and numbers of a document, and what each is by the name that it stands under."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple

from emulator.kernel import secret
from emulator.kernel.http import Json
from flow_runner.inspection.person import digits_of, kind_of

What = Literal["", "secret", "phone", "name", "address", "birth", "account"]

OWNERS = re.compile(r"(?i)owner|\w+_by|contact|customer|sender|assignee|operator|agent|profile|user")
"""Objects under these names are people."""
PERSON_MARKS = frozenset({"email", "phone", "mobile", "waid", "firstname", "lastname", "fullname", "role"})
"""An object that has one of these is a person."""
_PERSON_NAME = re.compile(
    r"(?:first|last|full|middle|sur|given|family|nick|contact|customer|client|sender|operator|assignee|owner|agent|lead"
    r"|profile|push|recipient|user)_?name"
)
_NUMBER = re.compile(
    r"(?:.*_)?(?:phone|mobile|cell|whatsapp|wa_?id|tel|telephone|msisdn|fax|sender|recipient|from|to|caller)"
    r"(?:_?(?:number|no))?"
)
_BY_KIND: Mapping[str, What] = {
    "a phone number": "phone",
    "a person's name": "name",
    "a person's address": "address",
    "a date of birth": "birth",
}
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[-\s.]")
_NO_NAMES = frozenset({"bot", "system", "admin", "none", "null", "unknown", "n/a", "-"})
_IN_FULL = re.compile(r"\+?[\d\s().-]{7,24}")
MAX_DIGITS = 15


class Leaf(NamedTuple):
    """A text or a number in a document; `name` is that of its member, field or parameter.

    `hidden` is whether it stands anywhere below a secret's name, `person` whether its object is somebody.
    """

    value: str | int | float
    name: str = ""
    hidden: bool = False
    person: bool = False


def mapped(value: Json, of: Callable[[Leaf], Json], key: Callable[[str], str], above: Leaf | None = None) -> Json:
    """A copy of a JSON value: leaves as `of` makes them, names of members as `key` does.

    Wati's `{"name": …, "value": …}` pairs count as a member with a value.
    """
    above = above or Leaf("")
    if isinstance(value, dict):
        return _members(value, of, key, above)
    if isinstance(value, list):
        return [mapped(item, of, key, above) for item in value]
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return of(above._replace(value=value))
    return value


def what(leaf: Leaf) -> What:
    """What a leaf is by its name and looks; empty where only its text can tell."""
    text, name = str(leaf.value), leaf.name
    if leaf.hidden or (name and isinstance(leaf.value, str) and secret.mask(text, (), name) == secret.MASK):
        return "secret"
    plain = _CAMEL.sub("_", name.strip("@{} ")).lower()
    if plain in ("tenant_id", "tenantid"):
        return "account"
    if _is_number(plain.replace("w_aid", "wa_id"), text):
        return "phone"
    if text.strip().lower() in _NO_NAMES or not re.search(r"[^\W\d_]{2}", text):
        return ""
    if _PERSON_NAME.fullmatch(plain) or (plain == "name" and leaf.person):
        return "name"
    return _BY_KIND.get(kind_of(name, text), "")


def _members(value: dict[str, Json], of: Callable[[Leaf], Json], key: Callable[[str], str], above: Leaf) -> Json:
    pair = isinstance(value.get("name"), str) and "value" in value
    marks = {_CAMEL.sub("", name).replace("_", "").lower() for name in value}
    person = not pair and (bool(OWNERS.fullmatch(above.name)) or not marks.isdisjoint(PERSON_MARKS))
    copy: dict[str, Json] = {}
    for name, item in value.items():
        called = value["name"] if pair and name == "value" else "" if pair and name == "name" else name
        hidden = above.hidden or (isinstance(item, dict | list | int | float) and _is_hiding(called, item))
        made = mapped(item, of, key, Leaf("", called, hidden, person))
        copy[_free(key(name), copy)] = made
    return copy


def _is_hiding(name: str, item: Json) -> bool:
    """Whether everything below a name is secret: `code` and `key` alone are names of many other things, and a small
    number counts something.
    """
    if not secret.is_secret_name(name) or isinstance(item, bool):
        return False
    if isinstance(item, int | float) and len(str(item)) < secret.MIN_KNOWN:
        return False
    return name.lower() not in ("code", "key", "keys", "tokens")


def _is_number(name: str, text: str) -> bool:
    digits = digits_of(text)
    if not _IN_FULL.fullmatch(text.strip()) or len(digits) > MAX_DIGITS:
        return False
    least = 10 if name in ("from", "to") else 7
    return bool(_NUMBER.fullmatch(name)) and len(digits) >= least


def _free(name: str, taken: Mapping[str, Json]) -> str:
    """A name that no member has yet: two secrets look the same when masked."""
    number = 1
    while (name if number == 1 else f"{name} ({number})") in taken:
        number += 1
    return name if number == 1 else f"{name} ({number})"

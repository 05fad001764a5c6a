"""Headers of recorded messages: those that are kept, and the secrets in all of them."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from http.cookies import CookieError, SimpleCookie

from emulator.kernel.secret import is_secret_name
from flow_runner.inspection.secret import SCHEMES

ASKED = re.compile(r"accept|content-type|authorization")
"""Of requests."""
GIVEN = re.compile(r"content-type|retry-after|location|allow|(x-)?rate-?limit.*|x-api-credits-remaining")
"""Of replies."""


def secrets_in_header(name: str, value: str) -> Iterator[str]:
    """Whatever in a header opens something."""
    if name.lower() in ("cookie", "set-cookie"):
        yield from _cookies(value)
    elif is_secret_name(name):
        scheme, _, rest = value.partition(" ")
        yield value if scheme.lower() not in SCHEMES else rest.strip()
        if scheme.lower() == "basic":
            yield from _login(rest.strip())


def _cookies(value: str) -> Iterator[str]:
    jar: SimpleCookie = SimpleCookie()
    try:
        jar.load(value)
    except CookieError:
        yield value
        return
    for morsel in jar.values():
        yield morsel.coded_value
        yield morsel.value


def _login(word: str) -> Iterator[str]:
    """Name and password of `Authorization: Basic`."""
    try:
        plain = base64.b64decode(word, validate=True).decode()
    except (binascii.Error, ValueError):
        return
    name, _, password = plain.partition(":")
    yield from (plain, name, password)

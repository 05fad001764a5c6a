"""Ways to spell a text, so that nothing hides in one: read, and written again."""

from __future__ import annotations

import base64
import binascii
import html
import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any
from urllib.parse import quote, unquote

PLAIN = "-._~:@!$&'()*+,;="
"""Characters that stay as they are in a path's segment."""
_BASE64 = re.compile(r"(?<![A-Za-z0-9+/_=-])[A-Za-z0-9+/_-]{12,}={0,2}(?![A-Za-z0-9+/_=-])")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9A-Fa-f]+|amp|quot|lt|gt|apos);")


def base64_in(text: str) -> Iterator[tuple[re.Match[str], str]]:
    """Where a text holds another in Base64, and which."""
    for found in _BASE64.finditer(text):
        word = found[0].rstrip("=").translate(str.maketrans("-_", "+/"))
        try:
            plain = base64.b64decode(word + "=" * (-len(word) % 4)).decode()
        except (binascii.Error, UnicodeDecodeError):
            continue
        if plain.isprintable():
            yield found, plain


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "\\u" in text else text


def _without_entities(text: str) -> str:
    return _ENTITY.sub(lambda found: html.unescape(found[0]), text) if "&" in text else text


def _same(text: str) -> str:
    return text


SPELLINGS: tuple[tuple[Callable[[str], str], Callable[..., Any]], ...] = (
    (unquote, partial(quote, safe=f'{PLAIN}/?#[]{{}}"<> ')),
    (_unescaped, _same),
    (_without_entities, _same),
)
"""How each is read, and how it is written again."""

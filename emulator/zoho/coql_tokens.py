"""The words of a COQL query. Keywords are in any case; texts stand in single or double quotes.

A quote within a text is written twice, or behind a backslash: no source tells which, so both are understood.
"""

from __future__ import annotations

import re
from typing import NamedTuple

MAX_LENGTH = 20_000
KEYWORDS = (
    "select", "from", "where", "and", "or", "in", "not", "like", "is", "null", "between", "order", "by", "asc", "desc",
    "limit", "offset", "as",
)  # fmt: skip
_TOKEN = re.compile(
    r"""(?P<word>[A-Za-z_$][A-Za-z0-9_$]*(?:\.[A-Za-z_$][A-Za-z0-9_$]*)*)
      | (?P<number>[+-]?[0-9]+(?:\.[0-9]+)?(?![A-Za-z0-9_.$]))
      | (?P<text>'(?:[^'\\]|''|\\.)*' | "(?:[^"\\]|""|\\.)*")
      | (?P<sign><=|>=|!=|[=<>(),])""",
    re.VERBOSE | re.DOTALL | re.ASCII,
)
_SPACE = re.compile(r"\s*", re.ASCII)


class CoqlError(Exception):
    """A query that is turned down. `message` and `details` are as Zoho has them, `told` is ours."""

    def __init__(self, code: str, message: str, told: str = "", **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.message = message
        self.told = told
        self.details = details


class Token(NamedTuple):
    """`kind` is word, number, text, sign, a keyword, or `end`; `text` is what stands there, without quotes."""

    kind: str
    text: str
    at: int


def tokens(query: str) -> list[Token]:
    """All of them, and one for the end. CoqlError where something else stands."""
    if len(query) > MAX_LENGTH:
        message = "Parsing is happening for so long for the given query. please validate the query."
        raise CoqlError("SYNTAX_ERROR", message, line=1, column=1, near=query[:20])
    found, place = [], _skip(query, 0)
    while place < len(query):
        match = _TOKEN.match(query, place)
        if match is None:
            raise syntax_error(query, Token("sign", query[place], place))
        kind, text = str(match.lastgroup), match[0]
        if kind == "word" and text.lower() in KEYWORDS:
            kind = text.lower()
        elif kind == "text":
            text = _unquoted(text)
        found.append(Token(kind, text, place))
        place = _skip(query, match.end())
    return [*found, Token("end", "", place)]


def syntax_error(query: str, token: Token) -> CoqlError:
    """Line and column count from 1."""
    before = query[: token.at]
    line, column = before.count("\n") + 1, token.at - (before.rfind("\n") + 1) + 1
    return CoqlError("SYNTAX_ERROR", "parse error", line=line, column=column, near=token.text[:40])


def _skip(query: str, place: int) -> int:
    match = _SPACE.match(query, place)
    return match.end() if match else place


def _unquoted(text: str) -> str:
    quote = text[0]
    return re.sub(rf"{quote}{quote}|\\(.)", lambda one: one[1] or quote, text[1:-1], flags=re.DOTALL)

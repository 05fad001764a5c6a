"""The body of a webhook as JSON, with something harmless in the place of every placeholder."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple, NoReturn

from flow_runner.engine.template import Grammar, Reference

BEGIN, END = "\ue000", "\ue001"  # private use: no text that anybody writes holds them
_SLOT = re.compile(f"{BEGIN}(\\d+){END}")
_BLANK = re.compile(r"\s")


class Slot(NamedTuple):
    """A placeholder in a body. `bare` stands outside all quotes, `key` in the name of a member, and `amid` other words
    of a text.
    """

    reference: Reference
    bare: bool = False
    key: bool = False
    amid: bool = False


class Body(NamedTuple):
    """`fault` is why it is no JSON, whatever the placeholders hold; empty where it is.

    `data` is what is certainly meant for a placeholder: not a word among others, not the name of a member. `keys` is
    what stands in such names alone, as `"@type"` does.
    """

    slots: tuple[Slot, ...]
    fault: str
    data: frozenset[Reference]
    keys: frozenset[Reference]


NOTHING = Body((), "", frozenset(), frozenset())


def read_body(text: str, grammar: Grammar) -> Body:
    """Take a body apart. Where it is no JSON, no slot is known to be a key or amid a text."""
    found: list[Slot] = []

    def lookup(reference: Reference) -> str:
        found.append(Slot(reference, bare=True))
        return "0"

    def quoted(_: str) -> str:
        found[-1] = found[-1]._replace(bare=False)
        return f"{BEGIN}{len(found) - 1}{END}"

    harmless = grammar.render_json(text, lookup, quoted)
    try:
        value = json.loads(harmless, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        return _body(found, f"in its line {error.lineno}: {error.msg[0].lower()}{error.msg[1:]}")
    except (ValueError, RecursionError):
        return _body(found, "a number in it is no JSON, or it is nested too deep")
    for inside, is_key in _texts(value):
        around = _SLOT.sub(" ", inside)
        amid = bool(_BLANK.search(inside.strip())) and not around.isspace()
        for number in map(int, _SLOT.findall(inside)):
            if number < len(found):
                found[number] = found[number]._replace(key=is_key, amid=amid)
    return _body(found, "")


def _body(slots: list[Slot], fault: str) -> Body:
    elsewhere = frozenset(slot.reference for slot in slots if not slot.key)
    data = frozenset(slot.reference for slot in slots if not slot.key and not slot.amid)
    return Body(tuple(slots), fault, data, frozenset(slot.reference for slot in slots) - elsewhere)


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


def _texts(value: Any) -> Iterator[tuple[str, bool]]:
    """All texts of a JSON value, with whether each is the name of a member."""
    stack = [value]
    while stack:
        held = stack.pop()
        if isinstance(held, str):
            yield held, False
        elif isinstance(held, dict):
            yield from ((key, True) for key in held)
            stack += held.values()
        elif isinstance(held, list):
            stack += held

"""Which rows can meet conditions at all, by index: a few where a number, an address or an owner is asked for."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from emulator.kernel.table import Table
from emulator.zoho import phone
from emulator.zoho.condition import Condition, Tree
from emulator.zoho.field import Module
from emulator.zoho.rows import Record

Key = tuple[str, Hashable]


def rows(table: Table[Record], tree: Tree, module: Module, contains: bool, newest: bool) -> Iterator[Record]:
    """A superset of those that meet the tree, in order; all rows where no index helps."""
    keys = _keys(table, tree, module, contains)
    return table.walk(*keys, newest=newest) if keys else table.walk(newest=newest)


def _keys(table: Table[Record], tree: Tree, module: Module, contains: bool) -> list[Key]:
    """Index entries in one of which every row stands that meets the tree; none where that is not known."""
    if isinstance(tree, Condition):
        return _of_one(tree, module, contains)
    found = [_keys(table, part, module, contains) for part in tree.parts]
    if tree.joiner == "or":
        return [key for keys in found for key in keys] if all(found) else []
    helpful = [keys for keys in found if keys]
    return min(helpful, key=lambda keys: sum(table.at_most(*key) for key in keys)) if helpful else []


def _of_one(condition: Condition, module: Module, contains: bool) -> list[Key]:
    field, operator = module.field(condition.field), condition.operator
    if condition.field == "id" and operator in ("equals", "in") and all(map(_is_id, condition.values)):
        return [("id", value) for value in condition.values]
    if field is None or not condition.values:
        return []
    if field.data_type == "phone" and operator in ("equals", "starts_with", "in", "like"):
        longest = [max(map(_digits, value.split("%")), key=len) for value in condition.values]
        return [("phone", one) for one in longest] if all(len(one) >= phone.LEAST for one in longest) else []
    if field.data_type == "email" and (operator == "in" or (operator == "equals" and not contains)):
        return [("email", value.casefold()) for value in condition.values]
    if field.api_name == "Owner" and operator in ("equals", "in") and all(map(_is_id, condition.values)):
        return [("owner_id", value) for value in condition.values]
    return []


def _digits(text: str) -> str:
    return phone.digits(text, "ascii")


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and not text.startswith("0")

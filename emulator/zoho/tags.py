"""Tags: what a module has, what a record has of them. Source: zoho.com CRM v2 and v7 add-tags, remove-tags.

A record keeps them as Zoho sends them: `name`, `id`, `color_code`. Those of a world may be names alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from emulator.zoho.refused import invalid
from emulator.zoho.rows import Record, Tag
from emulator.zoho.state import ZohoState
from emulator.zoho.value import whole

MAX_LENGTH = 25


def read(value: Any, module: str, state: ZohoState, path: str = "Tag") -> list[dict[str, Any]]:
    """What is asked for by `[{"name": …}]` or ids, checked; nothing is made yet. RowRefused for anything else."""
    if not isinstance(value, list):
        raise invalid(path, expected_data_type="jsonarray")
    return [_one(one, module, state, f"{path}[{place}]") for place, one in enumerate(value)]


def kept(asked: Iterable[dict[str, Any]], module: str, state: ZohoState, user_id: str) -> list[dict[str, Any]]:
    """The tags that were asked for, each once, made where the module has none of that name."""
    found: dict[str, dict[str, Any]] = {}
    for one in asked:
        tag = state.tags.first("name", (module, one["name"].casefold()))
        if tag is None:
            now, tag_id = state.universe.clock.now(), state.universe.ids.record_id("zoho.tag")
            tag = state.tags.insert(Tag(tag_id, module, one["name"], now, user_id, one["color_code"]))
        found.setdefault(tag.id, {"name": tag.name, "id": tag.id, "color_code": tag.color_code})
    return list(found.values())


def of(row: Record) -> list[dict[str, Any]]:
    found = row.fields.get("Tag")
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def named(names: Iterable[Any], module: str, state: ZohoState, user_id: str) -> list[dict[str, Any]]:
    """Tags of a world's record, as names or as `{name: …}`."""
    asked = [one.get("name", "") if isinstance(one, dict) else one for one in names]
    return kept(({"name": str(one), "color_code": None} for one in asked), module, state, user_id)


def _one(value: Any, module: str, state: ZohoState, path: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise invalid(path, expected_data_type="jsonobject")
    tag = state.tags.get(value["id"]) if isinstance(value.get("id"), str) else None
    if tag is not None and tag.module == module:
        return {"name": tag.name, "color_code": tag.color_code}
    name, color = value.get("name"), value.get("color_code")
    if not isinstance(name, str) or not name.strip() or not whole(name):
        raise invalid(f"{path}.name", expected_data_type="text")
    if len(name.strip()) > MAX_LENGTH:
        raise invalid(f"{path}.name", maximum_length=MAX_LENGTH)
    return {"name": name.strip(), "color_code": color if isinstance(color, str) and whole(color) else None}

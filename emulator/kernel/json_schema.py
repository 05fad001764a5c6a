"""JSON Schema in a few words."""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]


def object_of(properties: Schema, *required: str, more: Any = False) -> Schema:
    """An object with these members, some of them `required`; `more` is the schema of others, False for none."""
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": more}


def record(properties: Schema) -> Schema:
    """An object with all of these members, and no others."""
    return object_of(properties, *properties)


def list_of(items: Schema, told: str = "") -> Schema:
    """`told` says in words what it holds."""
    return {"type": "array", "items": items, **({"description": told} if told else {})}

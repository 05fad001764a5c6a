"""The vendor's own OpenAPI of v3 as a judge of our replies: nothing where the file is not beside the repository."""

from __future__ import annotations

import json
from datetime import datetime
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

from tests.builders import ROOT

FILE = ROOT.parent / "shared" / "contracts" / "wati-v3-openapi.json"
PREFIX = "/api/ext/v3/"
MESSAGE = {"$ref": "#/components/schemas/MessageDto"}

OTHER_SCHEMAS: dict[tuple[str, str], dict[str, Any]] = {
    ("GET", "conversations/{target}/messages"): {
        "type": "object",
        "properties": {"message_list": {"type": "array", "items": MESSAGE}},
    },
    ("POST", "conversations/messages/text"): {"type": "object", "properties": {"message": MESSAGE}},
}
"""ConversationEventDto forbids fifteen of the fields of its own example: MessageDto, its superset, judges instead."""
UNDECLARED = {
    404: "only where wati.v3_unknown_target is 404, which the file does not have",
    409: "the pages of the documentation have it, the file does not",
}
NOT_THERE = {("DELETE", "contacts/{target}"): "newer than the file"}


def is_there() -> bool:
    return FILE.is_file()


@cache
def document() -> dict[str, Any]:
    found: dict[str, Any] = _nullable(json.loads(FILE.read_text(encoding="utf-8")))
    return found


def operations() -> set[tuple[str, str]]:
    """Method and path behind the prefix, as the vendor spells it."""
    paths = document()["paths"].items()
    return {(method.upper(), path.removeprefix(PREFIX)) for path, ways in paths for method in ways}


def breaches(method: str, path: str, status: int, payload: Any) -> list[str]:
    """What the vendor's schema does not allow; `path` is the one of the operation, behind the prefix."""
    if not is_there() or status in UNDECLARED or (method, path) in NOT_THERE:
        return []
    validator = _validator(method, path, status)
    if validator is None:
        return [] if payload is None else [f"{method} {path} has no body with status {status}"]
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(payload)]


@cache
def _validator(method: str, path: str, status: int) -> Draft202012Validator | None:
    declared = document()["paths"][PREFIX + path][method.lower()]["responses"][str(status)]
    schema = declared.get("content", {}).get("application/json", {}).get("schema")
    if schema is None:
        return None
    if status == 200:
        schema = OTHER_SCHEMAS.get((method, path), schema)
    formats = FormatChecker(())
    formats.checks("date-time", raises=ValueError)(_is_moment)
    return Draft202012Validator({**schema, "components": document()["components"]}, format_checker=formats)


def _is_moment(value: object) -> bool:
    return not isinstance(value, str) or datetime.fromisoformat(value).tzinfo is not None


def _nullable(value: Any) -> Any:
    """`nullable: true` of OpenAPI 3.0, in JSON Schema."""
    if isinstance(value, list):
        return [_nullable(inner) for inner in value]
    if not isinstance(value, dict):
        return value
    found = {name: _nullable(inner) for name, inner in value.items() if name != "example"}
    if found.pop("nullable", False) is True and isinstance(found.get("type"), str):
        found["type"] = [found["type"], "null"]
    return found

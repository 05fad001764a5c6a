"""Does a value hold to its JSON Schema? Compiled once, when first asked; violations are told, never raised."""

from __future__ import annotations

from typing import Any

import jsonschema_rs


class Contract:
    """A JSON Schema with its compiled validator. Checking a reply of 50 keys costs a few microseconds."""

    __slots__ = ("_validator", "schema")

    def __init__(self, schema: dict[str, Any]) -> None:
        self.schema = schema
        self._validator: Any = None

    def violations(self, value: Any) -> list[str]:
        """What is wrong, as `where: what` texts; empty where the contract holds."""
        if self._validator is None:
            self._validator = jsonschema_rs.validator_for(self.schema)
        try:
            if self._validator.is_valid(value):
                return []
            return [
                f"{'/'.join(str(part) for part in error.instance_path) or 'body'}: {error.message}"
                for error in self._validator.iter_errors(value)
            ]
        except ValueError as error:  # nested too deeply, or half a character
            return [f"body: cannot be checked: {error}"]

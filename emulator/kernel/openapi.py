"""An API's operations as an OpenAPI 3.1 document: what its registry knows, and nothing besides."""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from emulator.kernel.api import Operation
from emulator.kernel.contract import Contract

JSON_TYPES = ("application/json", "application/json-patch+json", "text/json")
PARAMETER = re.compile(r"\{(\w+)\}")
SEGMENT = {"type": "string", "minLength": 1, "pattern": r"^[^/\x00-\x1f]+$"}


class Security(NamedTuple):
    """How a client says who it is: the name of the scheme, and what OpenAPI calls a security scheme object."""

    name: str
    scheme: dict[str, str]


BEARER = Security("bearer", {"type": "http", "scheme": "bearer"})


def document(
    title: str,
    operations: Iterable[Operation[Any]],
    server: str,
    prefix: str = "",
    common: Mapping[int, dict[str, Any] | None] | None = None,
    webhooks: Mapping[str, dict[str, Any]] | None = None,
    known: Mapping[str, dict[str, Any]] | None = None,
    security: Security = BEARER,
) -> dict[str, Any]:
    """Of some operations behind one server, whose URL stands for the `prefix` of their paths. `common` are statuses
    that every operation may answer with the schemas of their bodies, `webhooks` those of what the vendor sends,
    `known` those of parameters in paths and queries, by name, where more is known of them than the registry says.
    """
    paths: dict[str, dict[str, Any]] = {}
    for operation in operations:
        path = operation.path.removeprefix(prefix)
        paths.setdefault(path, {})[operation.method.lower()] = _operation(operation, path, common or {}, known or {})
    found: dict[str, Any] = {
        "openapi": "3.1.0",
        "info": {"title": title, "version": "1", "description": "As the sandbox answers it; x-evidence says how sure."},
        "servers": [{"url": server}],
        "security": [{security.name: []}],
        "paths": dict(sorted(paths.items())),
        "components": {"securitySchemes": {security.name: security.scheme}},
    }
    if webhooks:
        found["webhooks"] = {name: _webhook(schema) for name, schema in webhooks.items()}
    return found


def _operation(
    operation: Operation[Any],
    path: str,
    common: Mapping[int, dict[str, Any] | None],
    known: Mapping[str, dict[str, Any]],
) -> dict[str, Any]:
    told = (inspect.getdoc(sys.modules[operation.handler.__module__]) or "").partition("\n")[0]
    statuses: dict[int, dict[str, Any]] = {
        status: _reply(None if schema is None else _content("application/json", schema))
        for status, schema in common.items()
    }
    statuses |= {status: _reply(_reply_content(operation, status, of)) for status, of in operation.replies.items()}
    body = _body(operation)
    return {
        "operationId": operation.name,
        "summary": told,
        "description": inspect.getdoc(operation.handler) or "",
        "x-evidence": operation.evidence,
        "x-source": operation.source,
        **({"x-scopes": [list(group) for group in operation.scopes]} if operation.scopes else {}),
        **({"security": []} if operation.public else {}),
        "parameters": [*_path_parameters(path, known), *_query_parameters(operation.query, known)],
        **({"requestBody": body} if body else {}),
        "responses": {str(status): reply for status, reply in sorted(statuses.items())},
    }


def _path_parameters(path: str, known: Mapping[str, dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "path", "required": True, "schema": dict(known.get(name, SEGMENT))}
        for name in PARAMETER.findall(path)
    ]


def _query_parameters(query: Contract | None, known: Mapping[str, dict[str, Any]]) -> list[dict[str, Any]]:
    schema = query.schema if query else {}
    required = schema.get("required", ())
    return [
        {"name": name, "in": "query", "required": name in required, "schema": known.get(name, of)}
        for name, of in schema.get("properties", {}).items()
    ]


def _body(operation: Operation[Any]) -> dict[str, Any]:
    content: dict[str, Any] = {}
    if operation.body is not None:
        for kind in JSON_TYPES:
            content |= _content(kind, operation.body.schema)
    if operation.form is not None:
        content |= _content("multipart/form-data", operation.form.schema)
    return {"required": True, "content": content} if content else {}


def _reply_content(operation: Operation[Any], status: int, contract: Contract | None) -> dict[str, Any] | None:
    if contract is None:
        return None
    if contract.schema.get("type") == "null":
        return None
    told = _content(contract.schema.get("contentMediaType", "application/json"), contract.schema)
    if operation.produces and status == 200:
        if "contentMediaType" in contract.schema:
            return told
        raw = _content(operation.produces, {"type": "string", "format": "binary"})
        return raw if contract.schema.get("format") == "binary" else told | raw
    return told


def _reply(content: dict[str, Any] | None) -> dict[str, Any]:
    return {"description": "", **({"content": content} if content else {})}


def _content(kind: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {kind: {"schema": schema}}


def _webhook(schema: dict[str, Any]) -> dict[str, Any]:
    body = {"required": True, "content": _content("application/json", schema)}
    return {"post": {"requestBody": body, "responses": {"200": {"description": "anything else is tried again"}}}}

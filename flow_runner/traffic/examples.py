"""Recorded exchanges as contract examples: what the real service did, held against what the sandbox believes of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from emulator.kernel.api import Api, Operation
from emulator.kernel.contract import Contract
from emulator.kernel.http import Request
from emulator.kernel.json_schema import list_of, record
from emulator.kernel.secret import MASK
from emulator.tenant import api_for, api_of
from flow_runner.traffic.body import Body
from flow_runner.traffic.exchange import BODY_SCHEMA, HEADERS_SCHEMA, TEXT, Recorded
from flow_runner.traffic.leaf import mapped
from flow_runner.traffic.upstream import LOOPBACK

SHAPED = "1000.00000000000000000000000000000000.00000000000000000000000000000000"
"""What a masked secret counts as: contracts know tokens by their shape, and it is not kept."""


class Example(NamedTuple):
    """An exchange of an operation that the emulator knows, and what its contract says against it."""

    operation: str
    exchange: Recorded
    violations: list[str]


class Unknown(NamedTuple):
    """An exchange that the emulator has no operation for, and what may have been meant."""

    exchange: Recorded
    near_miss: str


class Findings(NamedTuple):
    """All exchanges: those of the emulated services, and those that they do not know."""

    examples: list[Example]
    unknown: list[Unknown]


def findings_of(exchanges: Iterable[Recorded]) -> Findings:
    """Exchanges with other hosts than Wati's and Zoho's are neither."""
    found = Findings([], [])
    for one in exchanges:
        request = Request.to(one.method, one.url)
        api = _api(request)
        if api is None:
            continue
        operation = api.match(request.method, request.path).operation
        if operation is None:
            found.unknown.append(Unknown(one, api.near_miss(request)))
        elif one.status is not None:
            found.examples.append(Example(operation.name, one, _violations(operation, request, one)))
    return found


def as_json(found: Findings) -> dict[str, Any]:
    """By EXAMPLES_SCHEMA."""
    examples = [
        {"operation": one.operation, "violations": one.violations, **_exchange(one.exchange)} for one in found.examples
    ]
    unknown = [{"near_miss": one.near_miss, **_exchange(one.exchange)} for one in found.unknown]
    return {"examples": examples, "unknown": unknown}


def _api(request: Request) -> Api[Any] | None:
    """By the real host; on this machine, where a sandbox may be, by path."""
    if request.hostname in LOOPBACK:
        return api_for(request)
    return api_of(request.host)


def _violations(operation: Operation[Any], request: Request, one: Recorded) -> list[str]:
    told: list[str] = []
    if operation.query is not None:
        told += [f"request query {wrong}" for wrong in operation.query.violations(request.args)]
    if operation.body is not None:
        told += [f"request {wrong}" for wrong in _wrong(operation.body, one.request.body)]
    assert one.status is not None, "an exchange without a reply is no example"
    if one.status not in operation.replies:
        return [*told, f"reply status {one.status} is not declared by {operation.name}"]
    contract = operation.replies[one.status]
    if contract is not None:
        return told + [f"reply {wrong}" for wrong in _wrong(contract, one.reply.body)]
    return told + ([f"reply {one.status} should have an empty body"] if one.reply.body is not None else [])


def _wrong(contract: Contract, body: Body | None) -> list[str]:
    """What a contract says against a body; nothing against one that was not kept."""
    if body is None:
        return ["body: is missing"]
    if body.kind == "unread":
        return []
    if body.kind != "json":
        return [f"body: is no JSON, but {body.type or 'text'}"]
    value = mapped(body.value, lambda leaf: SHAPED if leaf.value == MASK else leaf.value, str)
    return contract.violations(value)


def _exchange(one: Recorded) -> dict[str, Any]:
    parts = urlsplit(one.url)
    return {
        "number": one.number,
        "request": {"method": one.method, "path": parts.path, "query": parts.query, **one.request.to_json()},
        "reply": None if one.status is None else {"status": one.status, **one.reply.to_json()},
    }


_MESSAGE = {"headers": HEADERS_SCHEMA, "body": BODY_SCHEMA}
_REPLY = record({"status": {"type": "integer"}, **_MESSAGE})
_EXCHANGE: dict[str, Any] = {
    "number": {"type": "integer", "minimum": 1, "description": "that of its line in recorded.jsonl"},
    "request": record({"method": TEXT, "path": TEXT, "query": TEXT, **_MESSAGE}),
}
EXAMPLES_SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "examples.json, which `wati-sandbox record-traffic` writes: what the real services did",
    **record(
        {
            "examples": list_of(
                record({"operation": TEXT, "violations": list_of(TEXT), **_EXCHANGE, "reply": _REPLY}),
                "of operations that the sandbox knows; violations: where its contract says otherwise",
            ),
            "unknown": list_of(
                record({"near_miss": TEXT, **_EXCHANGE, "reply": {"anyOf": [{"type": "null"}, _REPLY]}}),
                "calls to Wati and Zoho that the sandbox has no operation for",
            ),
        }
    ),
}

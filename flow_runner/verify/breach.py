"""Where a reply does not hold to the emulator's own contract of the operation: drift, told with JSON pointers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from emulator.kernel.api import Operation
from emulator.kernel.contract import Contract
from emulator.kernel.http import Reply
from flow_runner.engine.pointer import below
from flow_runner.verify.privacy import look_of
from flow_runner.verify.wording import json_of, told

OF_THE_API = (401, 403, 404, 405, 429)
"""Statuses of the API as a whole, which no operation declares: they are for the checks to judge."""
MAX_BREACHES = 20


class Breach(NamedTuple):
    """One place that the contract does not allow. `times` is how often it is so, in the items of lists."""

    operation: str
    pointer: str
    expected: str
    found: str
    times: int = 1


def breaches(operation: Operation[Any], reply: Reply) -> list[Breach]:
    """Empty where the reply holds to the contract."""
    if reply.status not in operation.replies:
        if reply.status in OF_THE_API:
            return []
        declared = ", ".join(str(status) for status in operation.replies)
        return [Breach(operation.name, "", f"status {declared}", told(reply))]
    contract = operation.replies[reply.status]
    if contract is None:
        empty = Breach(operation.name, "", f"{reply.status}, empty", told(reply))
        return [] if reply.is_empty else [empty]
    body = json_of(reply)
    if body is None and not (reply.is_empty and not contract.violations(None)):
        return [Breach(operation.name, "", f"{reply.status} with JSON", told(reply))]
    return [] if not contract.violations(body) else _counted(operation.name, contract, body)


def _counted(operation: str, contract: Contract, body: Any) -> list[Breach]:
    """One for all items of a list: the place of the first, and how many there are."""
    import jsonschema

    found: dict[tuple[Any, ...], Breach] = {}
    for error in _leaves(jsonschema.Draft202012Validator(contract.schema).iter_errors(body)):
        for path, expected, seen in _told(error):
            kind = (*("*" if isinstance(part, int) else part for part in path), expected)
            known = found.get(kind)
            first = known or Breach(operation, below("", *path), expected, seen, 0)
            found[kind] = first._replace(times=first.times + 1)
    return list(found.values())[:MAX_BREACHES]


def _leaves(errors: Iterable[Any]) -> Iterator[Any]:
    """Of alternatives, what is wrong under the one that fits best: the one that goes wrong deepest."""
    for error in errors:
        if error.validator != "anyOf":
            yield error
            continue
        ways: dict[Any, list[Any]] = {}
        for inner in error.context:
            ways.setdefault(inner.relative_schema_path[0], []).append(inner)
        best = max(ways.values(), key=lambda way: (min(len(one.relative_path) for one in way), -len(way)))
        yield from _leaves(best)


def _told(error: Any) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """The places of an error, what is expected there and what was found."""
    path, wanted = tuple(error.absolute_path), error.validator_value
    match error.validator:
        case "required":
            missing = error.message.split("'")[1]  # jsonschema tells one at a time, and only there
            yield (*path, missing), "to be there", "nothing"
        case "type":
            kinds = wanted if isinstance(wanted, list) else [wanted]
            yield path, " or ".join(kinds), look_of(error.instance)
        case "const":
            yield path, _value(wanted), look_of(error.instance, code=True)
        case "enum":
            yield path, " or ".join(map(_value, wanted)), look_of(error.instance, code=True)
        case "pattern":
            yield path, f"a text like {wanted}", look_of(error.instance)
        case _:
            yield path, f"{error.validator} {wanted}", look_of(error.instance)


def _value(wanted: Any) -> str:
    return f"text '{wanted}'" if isinstance(wanted, str) else look_of(wanted, code=True)

"""How the control API finds and runs its operations; its errors are plain and say what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from emulator.kernel.api import Api, Operation
from emulator.kernel.browser import is_foreign
from emulator.kernel.http import BadBody, Json, Reply, Request
from emulator.tenant import Tenant
from emulator.world import World

PREFIX = "/_sandbox/"
CONTENT_TYPE = {"Content-Type": "application/json"}


@dataclass(frozen=True, slots=True)
class Desk:
    """Who a control request is about."""

    world: World
    tenant: Tenant


def ok(payload: Json, status: int = 200) -> Reply:
    return Reply(status, payload, CONTENT_TYPE)


def failed(status: int, text: str) -> Reply:
    return Reply(status, {"error": text}, CONTENT_TYPE)


def answer(world: World, tenant: Tenant, request: Request) -> Reply:
    """Contract breaches are 400 with every one of them; a ValueError or LookupError of a handler is 400 or 404."""
    if is_foreign(request):
        return failed(403, "the control API does not answer pages of other origins")
    match = CONTROL.match(request.method, request.path)
    operation = match.operation
    if operation is None:
        return no_route(request, match.methods)
    request.params = match.params
    try:
        wrong = _breaches(operation, request)
        if wrong:
            return failed(400, "; ".join(wrong))
        with tenant.lock:
            return operation.handler(request, Desk(world, tenant))
    except (BadBody, ValueError) as error:
        return failed(400, str(error))
    except LookupError as error:
        return failed(404, str(error.args[0]) if error.args else str(error))


def no_route(request: Request, methods: tuple[str, ...]) -> Reply:
    if methods:
        return Reply(
            405, {"error": f"{request.path} takes {', '.join(methods)}"}, {**CONTENT_TYPE, "Allow": ", ".join(methods)}
        )
    return failed(404, CONTROL.near_miss(request))


def _breaches(operation: Operation[Any], request: Request) -> list[str]:
    told = operation.query.violations(request.args) if operation.query else []
    if operation.body is not None:
        told += operation.body.violations(request.json() if request.body else {})
    return told


CONTROL: Api[Desk] = Api("control", r"(?!)", PREFIX, lambda request, operation, desk: None, no_route)

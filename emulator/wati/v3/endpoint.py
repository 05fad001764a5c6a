"""How an operation of v3 is registered, and how it refuses: with a code, a message and a timestamp."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from emulator.kernel.api import Handler
from emulator.kernel.evidence import Evidence
from emulator.kernel.http import Json, Reply, Request
from emulator.wati import errors, payloads
from emulator.wati.api import WATI
from emulator.wati.assumptions.v3 import V3_FAILURE_TEXTS, V3_NULLS, V3_UNKNOWN_TARGET
from emulator.wati.state import WatiState
from emulator.wati.v3 import schema

PREFIX = "/{tenantId}/api/ext/v3/"
Schema = dict[str, Any]


class Refused(Exception):
    """The call is refused, and nothing was changed. `help` is what we have to say beside the vendor's message."""

    def __init__(self, message: str, *help: str, status: int = 400) -> None:
        super().__init__(message)
        self.message = message
        self.help = help
        self.status = status


def endpoint(
    method: str,
    path: str,
    *,
    reply: Schema,
    scopes: tuple[tuple[str, ...], ...],
    source: str,
    evidence: Evidence = "documented",
    statuses: tuple[int, ...] = (400,),
    **asked: Any,
) -> Callable[[Handler[WatiState]], Handler[WatiState]]:
    """Register a handler under the path behind /api/ext/v3/. `statuses` are those with which it refuses; `asked` are
    query, body and form, and what it produces.
    """
    replies: dict[int, Schema | None] = {200: reply, **dict.fromkeys(statuses, schema.ERROR)}

    def register(handler: Handler[WatiState]) -> Handler[WatiState]:
        @wraps(handler)
        def answer(request: Request, state: WatiState) -> Reply:
            try:
                return handler(request, state)
            except Refused as why:
                state.universe.assumptions.lean(V3_FAILURE_TEXTS)
                return errors.v3(state, why.status, why.message, *why.help)

        known: dict[str, Any] = {"replies": replies, "evidence": evidence, "source": source, "scopes": scopes}
        return WATI.operation(method, PREFIX + path, **known, **asked)(answer)

    return register


def unknown(state: WatiState, what: str, *help: str) -> Refused:
    """What was named is not there."""
    return Refused(what, *help, status=int(state.universe.assumptions.lean(V3_UNKNOWN_TARGET)))


def needs_pro(state: WatiState) -> None:
    """403 on the plan Growth (documented: available in the plan Pro)."""
    if state.profile.plan == "growth":
        raise Refused("This needs the plan Pro.", "The world's profile says plan: growth.", status=403)


def ok(state: WatiState, payload: Json, *help: str) -> Reply:
    """A 200. What has no value is null in the payload, and left out of the reply where that is assumed."""
    if _has_null(payload) and state.universe.assumptions.lean(V3_NULLS) == "omitted":
        payload = _without_nulls(payload)
    reply = payloads.ok(payload)
    reply.help = help
    return reply


def _has_null(value: Json) -> bool:
    if isinstance(value, dict):
        return any(_has_null(inner) for inner in value.values())
    return any(map(_has_null, value)) if isinstance(value, list) else value is None


def _without_nulls(value: Json) -> Json:
    if isinstance(value, dict):
        return {name: _without_nulls(inner) for name, inner in value.items() if inner is not None}
    return [_without_nulls(inner) for inner in value] if isinstance(value, list) else value

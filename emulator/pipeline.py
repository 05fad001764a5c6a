"""The ordered stages of every request to an emulated API. Reading `STAGES` is reading the architecture.

open_exchange → match_operation → authenticate → admit → check_request_contract → handle (with the armed faults around
it) → check_reply_contract → close_exchange. A stage may answer; nothing hides in decorators.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from emulator.kernel.api import Api, Operation
from emulator.kernel.fault import FAULT_KINDS
from emulator.kernel.http import BadBody, NoReply, Reply, Request
from emulator.kernel.journal import Exchange
from emulator.kernel.universe import Universe

EXCHANGE_HEADER = "X-Sandbox-Exchange"
HELP_HEADER = "X-Sandbox-Help"


@dataclass(slots=True)
class Call:
    """A request on its way through the stages."""

    universe: Universe
    api: Api[Any]
    state: Any
    request: Request
    exchange: Exchange
    operation: Operation[Any] | None = None


Stage = Callable[[Call], Reply | None]


def answer(universe: Universe, api: Api[Any], state: Any, request: Request) -> Reply:
    """The reply of an API. NoReply where a fault keeps the client from getting one."""
    call = Call(universe, api, state, request, universe.journal.open(universe.clock.now(), request))
    call.exchange.api = api.name
    try:
        for stage in STAGES:
            reply = stage(call)
            if reply is not None:
                return close_exchange(call, reply)
    except NoReply as silence:
        call.exchange.no_reply = silence.reason
        raise
    raise AssertionError("the last stage always answers")


def match_operation(call: Call) -> Reply | None:
    request = call.request
    match = call.api.match(request.method, request.path)
    if match.operation is None:
        call.exchange.help.append(call.api.near_miss(request))
        return call.api.no_route(request, match.methods)
    call.operation = match.operation
    call.exchange.operation = match.operation.name
    request.params = match.params
    return None


def authenticate(call: Call) -> Reply | None:
    operation = _matched(call)
    return None if operation.public else call.api.authenticate(call.request, operation, call.state)


def admit(call: Call) -> Reply | None:
    """Turns away who asks too often."""
    return call.api.admit(call.request, _matched(call), call.state)


def check_request_contract(call: Call) -> Reply | None:
    """Notes what the documentation does not allow; what the vendor answers to it is the handler's business."""
    operation, request = _matched(call), call.request
    if operation.query is not None:
        call.exchange.violations += [f"request query {told}" for told in operation.query.violations(request.args)]
    if operation.body is not None:
        try:
            wrong = operation.body.violations(request.json()) if request.body else ["body: is missing"]
        except BadBody as error:
            wrong = [str(error)]
        call.exchange.violations += [f"request {told}" for told in wrong]
    if operation.form is not None:
        fields = {part.name: part.text if part.file_name is None else "" for part in request.parts()}
        call.exchange.violations += [f"request {told}" for told in operation.form.violations(fields)]
    return None


def handle(call: Call) -> Reply:
    operation = _matched(call)
    run: Callable[[], Reply] = partial(operation.handler, call.request, call.state)
    for fault in call.universe.faults.matching(operation.name):
        call.exchange.faults.append(fault.name)
        run = partial(FAULT_KINDS[fault.kind].apply, run, fault.attributes)
    reply = run()
    if not call.exchange.faults:
        check_reply_contract(call, reply)
    return reply


def check_reply_contract(call: Call, reply: Reply) -> None:
    """Our own replies hold to their contracts; a breach is our bug, and shows in the journal."""
    operation = _matched(call)
    if reply.status not in operation.replies:
        call.exchange.violations.append(f"reply status {reply.status} is not declared by {operation.name}")
        return
    contract = operation.replies[reply.status]
    if operation.produces and reply.raw is not None:
        return
    if contract is not None:
        call.exchange.violations += [f"reply {told}" for told in contract.violations(reply.payload)]
    elif not reply.is_empty:
        call.exchange.violations.append(f"reply {reply.status} of {operation.name} should have an empty body")


def close_exchange(call: Call, reply: Reply) -> Reply:
    exchange = call.exchange
    exchange.help += reply.help
    reply.help = tuple(exchange.help)
    if not exchange.faults:
        reply.headers = {**call.api.headers(call.request, reply, call.state), **reply.headers}
    reply.headers = {**reply.headers, EXCHANGE_HEADER: str(exchange.number)}
    if exchange.help:
        reply.headers[HELP_HEADER] = _in_a_header(" | ".join(exchange.help))
    exchange.reply = reply
    return reply


STAGES: tuple[Stage, ...] = (match_operation, authenticate, admit, check_request_contract, handle)


def _in_a_header(text: str) -> str:
    """One line of ASCII: what a client sent may be quoted in it, and must not start another header."""
    line = "".join(char if char.isprintable() else " " for char in text)
    return line.encode("ascii", "backslashreplace").decode()


def _matched(call: Call) -> Operation[Any]:
    assert call.operation is not None, "match_operation comes first"
    return call.operation

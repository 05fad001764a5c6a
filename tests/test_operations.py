"""Every operation of every API has examples that hold, evidence and a source; every kind of fault works on one."""

from __future__ import annotations

import inspect
import re
import sys
from typing import Any, NamedTuple, get_args
from urllib.parse import quote

import pytest

from emulator import World, gateway, seed
from emulator.control import CONTROL
from emulator.kernel.api import Api, Evidence, Operation
from emulator.kernel.fault import FAULT_KINDS, Fault, FaultKind
from emulator.kernel.http import NoReply, Request
from emulator.kernel.journal import Exchange
from emulator.tenant import APIS, Tenant
from flow_runner.sandbox.files import DEMO_WORLD

ZOHO_TOKEN = "1000.00000000000000000000000000000001.00000000000000000000000000000001"
AUTHORIZATION = {
    "wati": {"authorization": "Bearer sandbox-wati-token"},
    "zoho": {"authorization": f"Zoho-oauthtoken {ZOHO_TOKEN}"},
    "control": {},
}
EXAMPLE = re.compile(r"^\s*Example: (?P<method>[A-Z]+) (?P<url>/\S+)(?: (?P<body>[{\[].*))? => (?P<status>\d{3})$")
OPERATIONS = [(api, operation) for api in (*APIS, CONTROL) for operation in api.operations.values()]


class Example(NamedTuple):
    method: str
    url: str
    body: str
    status: int


def examples(operation: Operation[Any]) -> list[Example]:
    """Of the function's docstring, and of its module's where the module has one operation."""
    texts = [inspect.getdoc(operation.handler) or ""]
    module = sys.modules[operation.handler.__module__]
    if sum(one.handler.__module__ == module.__name__ for _, one in OPERATIONS) == 1:
        texts.append(module.__doc__ or "")
    lines = [line for text in texts for line in text.splitlines() if "Example:" in line]
    found = []
    for line in lines:
        match = EXAMPLE.match(line)
        assert match, f"{operation.name}: not 'Example: METHOD path [json] => status': {line.strip()}"
        found.append(Example(match["method"], match["url"], match["body"] or "", int(match["status"])))
    return found


def demo_world() -> World:
    """The demo account, in which the customer 919876543210 has just written."""
    world = World(seed.load(DEMO_WORLD).data)
    world.tenant("default").wati.receive("919876543210", "hi")
    return world


def journal(tenant: Tenant) -> list[Exchange]:
    return list(tenant.universe.journal)


def content_type(body: str) -> dict[str, str]:
    return {"content-type": "application/json"} if body else {}


EXAMPLES = [
    pytest.param(api, operation, example, id=f"{operation.name}: {example.method} {example.url} => {example.status}")
    for api, operation in OPERATIONS
    for example in examples(operation)
]
EACH = pytest.mark.parametrize(
    ("api", "operation"), [pytest.param(*pair, id=pair[1].name) for pair in OPERATIONS]
)  # fmt: skip


@EACH
def test_every_operation_shows_an_example_of_itself(api: Api[Any], operation: Operation[Any]) -> None:
    shown = [api.match(example.method, example.url.partition("?")[0]).operation for example in examples(operation)]
    assert operation in shown
    assert all(one is operation for one in shown)


@EACH
def test_every_operation_says_how_it_is_known(api: Api[Any], operation: Operation[Any]) -> None:
    assert operation.evidence in get_args(Evidence)
    assert len(operation.source) >= len("our own")
    assert operation.replies


@EACH
def test_every_operation_is_described(api: Api[Any], operation: Operation[Any]) -> None:
    module = sys.modules[operation.handler.__module__]
    assert (module.__doc__ or "").strip()
    assert (operation.handler.__doc__ or "").strip()


@EACH
def test_every_reply_that_has_a_body_has_a_contract(api: Api[Any], operation: Operation[Any]) -> None:
    """The control API is our own and has none yet. A 403 of Wati v1 is empty."""
    if api is CONTROL:
        assert all(status < 400 for status in operation.replies)
    else:
        bodies = {status: contract is not None for status, contract in operation.replies.items() if status != 403}
        assert all(has_one is (status not in (204, 304)) for status, has_one in bodies.items())


@pytest.mark.parametrize(("api", "operation", "example"), EXAMPLES)
def test_every_example_holds(api: Api[Any], operation: Operation[Any], example: Example) -> None:
    world = demo_world()
    # an example is written to be read: what a client would percent-encode stands in it as it is
    url = quote(example.url, safe="/?&=%+:,;@!$'()*~.-_")
    headers = {**AUTHORIZATION[api.name], **content_type(example.body)}
    tenant = world.tenant("default")
    reply = gateway.answer(world, Request.to(example.method, url, headers, example.body, "http://127.0.0.1:8080"))
    assert reply.status == example.status, reply.text
    if api is CONTROL:
        assert reply.headers["Content-Type"] == "application/json"
        assert set(reply.json()) == {"error"} or example.status < 400
        return
    exchange = journal(tenant)[-1]
    assert exchange.operation == operation.name
    assert [told for told in exchange.violations if told.startswith("reply")] == []


@pytest.mark.parametrize(("api", "operation", "example"), EXAMPLES)
def test_every_successful_example_keeps_the_request_contract(
    api: Api[Any], operation: Operation[Any], example: Example
) -> None:
    if example.status >= 400:
        return
    request = Request.to(example.method, quote(example.url, safe="/?&=%+:,;@!$'()*~.-_"), {}, example.body)
    told = operation.query.violations(request.args) if operation.query else []
    if operation.body and example.body:
        told += operation.body.violations(request.json())
    assert told == []


@pytest.mark.parametrize(
    ("api", "operation"), [pytest.param(*pair, id=pair[1].name) for pair in OPERATIONS if pair[0] is not CONTROL]
)
def test_no_operation_answers_without_its_credentials(api: Api[Any], operation: Operation[Any]) -> None:
    example = examples(operation)[0]
    world = demo_world()
    before = world.tenant("default").snapshot()
    reply = gateway.answer(world, Request.to(example.method, quote(example.url, safe="/?&=%"), {}, example.body))
    after = world.tenant("default").snapshot()
    assert (reply.status == 401) is not operation.public
    if not operation.public:
        assert {**before, "universe": None} == {**after, "universe": None}


ATTRIBUTES: dict[str, dict[str, Any]] = {
    "latency": {"seconds": 1},
    "status": {"status": 503},
    "truncate": {"bytes": 1},
}


@pytest.mark.parametrize("kind", FAULT_KINDS.values(), ids=lambda kind: kind.name)
@pytest.mark.parametrize(
    "operation", [operation for api, operation in OPERATIONS if api is not CONTROL], ids=lambda one: one.name
)
def test_every_kind_of_fault_breaks_every_operation_once(kind: FaultKind, operation: Operation[Any]) -> None:
    example = examples(operation)[0]
    world, api = demo_world(), operation.name.partition(".")[0]
    tenant = world.tenant("default")
    tenant.universe.faults.arm(Fault("f", kind.name, operation.name, attributes=ATTRIBUTES.get(kind.name, {})))

    def call() -> bytes | str:
        headers = {**AUTHORIZATION[api], **content_type(example.body)}
        request = Request.to(example.method, quote(example.url, safe="/?&=%"), headers, example.body)
        try:
            return gateway.answer(world, request).body
        except NoReply as silence:
            return silence.reason

    broken = call()
    assert tenant.universe.faults.unfired() == []
    assert journal(tenant)[-1].faults == ["f"]
    whole = call()
    assert journal(tenant)[-1].faults == []
    assert isinstance(whole, bytes)
    match kind.name:
        case "truncate":
            assert broken == whole[:1]
        case "status":
            assert broken == b""
        case "latency":
            assert isinstance(broken, bytes)
            assert (tenant.universe.clock.now() - journal(tenant)[0].at).total_seconds() == 1
        case _:
            assert isinstance(broken, str)


@pytest.mark.parametrize("kind", FAULT_KINDS.values(), ids=lambda kind: kind.name)
def test_every_kind_of_fault_is_described_and_has_a_side(kind: FaultKind) -> None:
    assert kind.side in ("before", "after")
    assert (sys.modules[kind.apply.__module__].__doc__ or "").strip()

"""The requests of webhooks with what came of them, by the names that scenarios have for them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from emulator.kernel.http import BadBody, Request
from emulator.kernel.suggest import did_you_mean
from emulator.tenant import operation_names
from flow_runner.sandbox.sandbox import Sandbox
from flow_runner.sandbox.stubs import wildcard
from flow_runner.sandbox.trace import Exchanged
from flow_runner.testing.verdict import require

ORDINALS = {"first": 1, "second": 2, "third": 3, "last": -1, "only": 0, "首次": 1, "最后一次": -1, "唯一一次": 0}
ORDINALS |= {f"第{sign}次": number for number, sign in enumerate("一二三四五六七八九十", 1)}
_NUMBER = re.compile(r"([1-9]\d*)(?:st|nd|rd|th)|第 ?([1-9]\d*) ?次")


@dataclass(frozen=True, slots=True)
class Call:
    """A request of a webhook; `operation` of the emulated APIs, or empty."""

    request: Request
    exchanged: Exchanged
    operation: str

    def is_called(self, name: str) -> bool:
        """Whether this is a name for it: of its operation, its webhook or its address."""
        if name in (self.operation, self.exchanged.node):
            return True
        return "://" in name and bool(wildcard(name).fullmatch(self.address(with_query="?" in name)))

    def address(self, with_query: bool) -> str:
        asked = self.request
        url = f"{asked.scheme}://{asked.host}{asked.path}"
        return f"{url}?{asked.query}" if with_query and asked.query else url

    def lacks(self, wanted: str) -> str:
        """What of a JSON value, or of a text, the body does not hold; empty where it has all of it."""
        text = self.request.body.decode("utf-8", "replace")
        try:
            value = json.loads(wanted)
        except ValueError:
            return "" if wanted in text else f"the body is {text or 'empty'}"
        try:
            return _lacks(value, self.request.json(), "body")
        except BadBody as error:
            return f"{error}: {text or 'it is empty'}"


class Calls:
    """Everything that the webhooks of a sandbox ask, from here on."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._asked: list[Request] = []
        sandbox.host.transport.overhear = lambda request, node: self._asked.append(request)

    def every(self) -> list[Call]:
        """In order, of all customers."""
        journal = self._sandbox.tenant.universe.journal
        operations = {exchange.number: exchange.operation for exchange in journal}
        found = [entry.what for entry in self._sandbox.trace if isinstance(entry.what, Exchanged)]
        return [
            Call(request, one, operations.get(one.number, "") if one.number else "")
            for request, one in zip(self._asked, found, strict=False)
        ]

    def named(self, name: str) -> list[Call]:
        """ValueError, with the nearest name, for what can never be called that."""
        self.check(name)
        return [one for one in self.every() if one.is_called(name)]

    def check(self, name: str) -> str:
        """The name, if something may be called that; ValueError with the nearest one otherwise."""
        nodes = [
            node_id for flow in self._sandbox.library for node_id, node in flow.nodes.items() if node.uses().replies
        ]
        known = [*operation_names(), *nodes]
        if "://" in name or name in known:
            return name
        raise ValueError(f"no operation or webhook is called '{name}'.{did_you_mean(name, known)}")


def nth(which: str, calls: list[Call], name: str) -> Call:
    """ValueError where `which` says none; NotMet where there were not so many."""
    plain = which.casefold().removeprefix("the ")
    number = ORDINALS.get(plain)
    if number is None:
        found = _NUMBER.fullmatch(plain)
        if found is None:
            raise ValueError(f"'{which}' is no place in a row: say the first, the 2nd, the last, the only")
        number = int(found[1] or found[2])
    if number == 0:
        require(len(calls) == 1, f"'{name}' was {called(len(calls))}")
    require(len(calls) >= abs(number) and calls, f"'{name}' was {called(len(calls))}")
    return calls[number - 1 if number > 0 else -1]


def called(count: int) -> str:
    """How often, for an error."""
    return "called once" if count == 1 else f"called {count} times" if count else "never called"


def _lacks(wanted: Any, found: Any, where: str) -> str:
    if isinstance(wanted, dict) and isinstance(found, dict):
        missing = [key for key in wanted if key not in found]
        if missing:
            return f"{where} has no {', '.join(missing)}"
        told = (_lacks(value, found[key], f"{where} > {key}") for key, value in wanted.items())
        return next((text for text in told if text), "")
    if isinstance(wanted, list) and isinstance(found, list) and len(wanted) == len(found):
        pairs = enumerate(zip(wanted, found, strict=True))
        told = (_lacks(value, held, f"{where} > {number}") for number, (value, held) in pairs)
        return next((text for text in told if text), "")
    if isinstance(wanted, str) and isinstance(found, str) and wildcard(wanted).fullmatch(found):
        return ""
    shown = [json.dumps(one, ensure_ascii=False) for one in (wanted, found)]
    alike = isinstance(wanted, bool) == isinstance(found, bool)  # the number 1 is no `true`
    return "" if alike and wanted == found else f"{where} should be {shown[0]}, and is {shown[1]}"

"""What a check is, and the registry of checks: one name a file."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from emulator.kernel.assumption import Assumption
from emulator.kernel.evidence import Evidence
from emulator.kernel.registry import Registry
from flow_runner.verify.observation import Observation
from flow_runner.verify.target import Target

Need = Literal["writes", "refresh", "lead", "narrow token"]
Look = Callable[[Target], Observation]
Stub = dict[str, Any]
"""An entry of stubs.yaml: what an account answers that differs here."""


@dataclass(frozen=True, slots=True)
class Check:
    """Something that is believed of an API; `believed` is that in a sentence.

    `operations` are those that it looks at, `settles` the assumption that it settles. `other` are stubs of an account
    in which it is not so; a check that settles an assumption can do without them.
    """

    name: str
    believed: str
    operations: tuple[str, ...]
    evidence: Evidence
    source: str
    look: Look
    needs: frozenset[Need]
    settles: Assumption | None
    other: tuple[Stub, ...]

    @property
    def api(self) -> str:
        return self.name.partition(".")[0]


CHECKS: Registry[Check] = Registry("check")


def check(
    name: str,
    *operations: str,
    evidence: Evidence,
    source: str,
    needs: tuple[Need, ...] = (),
    settles: Assumption | None = None,
    other: tuple[Stub, ...] = (),
) -> Callable[[Look], Look]:
    """Register a function that looks at an account; the first line of its docstring is what is believed."""

    def register(look: Look) -> Look:
        believed = (inspect.getdoc(look) or "").partition("\n")[0]
        one = Check(name, believed, operations, evidence, source, look, frozenset(needs), settles, other)
        CHECKS.register(name, one)
        return look

    return register


def instead(url: str, method: str = "*", **answer: Any) -> tuple[Stub]:
    """What another account answers there: `url` begins behind the host, and has * for any text."""
    return ({"method": method, "url": f"https://*{url}", **answer},)

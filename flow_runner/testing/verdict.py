"""How a scenario came out, and why; what is the chatbot's fault is told apart from what was only not expected."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from enum import StrEnum
from typing import NamedTuple

from emulator.document import DocumentError
from emulator.kernel.secret import mask_text
from flow_runner.engine import FlowError
from flow_runner.engine.events import FlowEnded
from flow_runner.inspection.secret import secrets_in
from flow_runner.sandbox.sandbox import Sandbox
from flow_runner.sandbox.trace import Exchanged


class Verdict(StrEnum):
    """From bad to good, but for what was judged first: of several the first one is the scenario's."""

    UNUSABLE = "unusable"
    """The scenario itself cannot be played: a file is not there, a sentence is not known."""
    REFUSED = "the sandbox refused"
    """A webhook called a host that nobody answers for: what it would have done is not known."""
    FLOW_FAILED = "the flow failed"
    """A chatbot could not go on, and no step had expected that."""
    NOT_MET = "expectation not met"
    CONTRACT = "contract broken"
    """A request or reply that the vendor's documentation does not allow."""
    UNUSED = "prepared and never used"
    """A fault or stub that was armed, and that nothing met: what the scenario says of it proves nothing."""
    PASSED = "passed"


class Finding(NamedTuple):
    """Something that keeps a scenario from passing."""

    verdict: Verdict
    text: str


class NotMet(AssertionError):
    """An expectation of a scenario that was not met."""


class Unusable(Exception):
    """A scenario that cannot be played: the text says why."""


def require(held: object, told: object) -> None:
    """NotMet, with what is told, unless it holds; also where Python leaves out assertions."""
    if not held:
        raise NotMet(str(told))


def judge(sandbox: Sandbox | None, error: BaseException | None, foreseen: Collection[str] = ()) -> list[Finding]:
    """Everything that keeps a scenario from passing, the worst first; secrets are masked. Any error that is nobody's
    but ours is raised again. `foreseen` are the contacts whose chatbot was expected to fail.
    """
    found = [] if error is None else [of_error(error)]
    if sandbox is not None:
        found += _failures(sandbox, foreseen)
        if not found:  # a scenario that stopped in the middle has had no chance to use the rest
            found += _leftovers(sandbox)
        secrets = secrets_in(sandbox) if found else ()
        found = [Finding(one.verdict, mask_text(one.text, secrets)) for one in found]
    order = list(Verdict)
    return sorted(found, key=lambda one: order.index(one.verdict))


def verdict_of(found: list[Finding]) -> Verdict:
    return found[0].verdict if found else Verdict.PASSED


def of_error(error: BaseException) -> Finding:
    """An error of a step as what it says of the scenario; raised again where it is nobody's but ours."""
    match error:
        case Unusable() | FlowError() | DocumentError() | ValueError() | OSError():
            told = (
                f"{error.filename}: {error.strerror}" if isinstance(error, OSError) and error.filename else str(error)
            )
            return Finding(Verdict.UNUSABLE, told)
        case AssertionError() | LookupError():
            return Finding(Verdict.NOT_MET, str(error.args[0]) if error.args else type(error).__name__)
    raise error


def _failures(sandbox: Sandbox, foreseen: Collection[str]) -> Iterator[Finding]:
    refused: set[str] = set()  # contacts whose chatbot ends next for this reason, and no other
    for entry in sandbox.trace:
        match entry.what:
            case Exchanged(source="refused", node=node, host=host, path=path):
                refused.add(entry.contact)
                yield Finding(Verdict.REFUSED, f"{node} called {host}{path}, and nobody answers for that host")
            case FlowEnded(outcome="failed", reason=reason):
                if entry.contact not in foreseen and entry.contact not in refused:
                    yield Finding(Verdict.FLOW_FAILED, f"{entry.contact}: {reason}")
                refused.discard(entry.contact)


def _leftovers(sandbox: Sandbox) -> Iterator[Finding]:
    for told in sandbox.leftovers():
        yield Finding(Verdict.CONTRACT if told.endswith("[contract]") else Verdict.UNUSED, told)

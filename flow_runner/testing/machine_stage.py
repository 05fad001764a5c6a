"""What a state machine runs: a chatbot, its account, canned answers, and a way to break each of its webhooks."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from emulator import seed
from emulator.document import Document
from emulator.tenant import api_of
from emulator.zoho.api import ZOHO
from flow_runner.engine import Flow, Library
from flow_runner.engine.nodes.condition import Condition
from flow_runner.engine.nodes.question import Question
from flow_runner.engine.nodes.webhook import Webhook
from flow_runner.inspection.address import split
from flow_runner.inspection.fitting import fit
from flow_runner.sandbox import chatbots
from flow_runner.sandbox.files import bundled_flow, read_flow
from flow_runner.sandbox.sandbox import Sandbox
from flow_runner.sandbox.stubs import STUBS_SCHEMA, Stub, Stubs

TOO_LATE_S = 61
LONGEST_TEXT = 60
VALID = ("5", "42", "a@example.com", "2026-01-15", "+1 555 010 0009")
BREAKS: dict[str, dict[str, Any]] = {
    "answers 503": {"status": 503, "text": "busy"},
    "answers 401": {"status": 401, "json": {"error": "unauthorized"}},
    "is refused": {"no_reply": "refused"},
    "loses the reply": {"pass_through": True, "no_reply": "lost"},
    "answers too late": {"pass_through": True, "delay": TOO_LATE_S},
    "is cut off": {"pass_through": True, "cut_off": 20},
}
"""How the next call of a webhook goes wrong, as an answer of a stub."""


@dataclass(frozen=True)
class Stage:
    """Read once for a machine; `open` gives a fresh sandbox. `texts` are those that the chatbot itself speaks of;
    `breaks` are what can go wrong: (node, how), in the order of the first stubs.
    """

    library: Library
    world: Document
    stubs: tuple[Stub, ...]
    breaks: tuple[tuple[str, str], ...]
    texts: tuple[str, ...]
    assume: Mapping[str, str]
    calls_zoho: bool

    def open(self) -> Sandbox:
        sandbox = Sandbox.made(self.library, self.world, Stubs([replace(one) for one in self.stubs]))
        for name, choice in self.assume.items():
            sandbox.tenant.universe.assumptions.choose(name, choice)
        return sandbox

    def arm(self, sandbox: Sandbox, place: int) -> None:
        """Let this one of `breaks` happen at the next call."""
        sandbox.stubs.stubs[place].called = 0

    def spent(self, sandbox: Sandbox) -> list[int]:
        """Those of `breaks` that are not armed now."""
        return [place for place, _ in enumerate(self.breaks) if sandbox.stubs.stubs[place].spent]


@cache
def stage_of(machine: type) -> Stage:
    """Of a class with the attributes `flow`, `world`, `stubs` and `assume`; files are beside the one that it stands in.

    TypeError where it does not say which chatbot; FlowError and DocumentError with every mistake in the files.
    """
    given: Any = machine
    if given.flow is None:
        raise TypeError(f"class {machine.__name__} does not say which chatbot: flow = 'bot.json'")
    folder = _folder(machine)
    flow = given.flow if isinstance(given.flow, Flow) else _read(given.flow, folder)
    fitting = fit(flow)
    document, file = _world(given.world if given.world is not None else fitting.world, folder)
    others = chatbots.named_in(document, file)
    library = Library(flow, ids=others)
    broken = tuple(_broken(library))
    own = _stubs(given.stubs, folder)
    return Stage(
        library=library,
        world=document,
        stubs=(*(stub for stub, _ in broken), *own, *_stubs(fitting.stubs, folder)),
        breaks=tuple((stub.node, how) for stub, how in broken),
        texts=tuple(_texts(library, document.data)),
        assume=dict(given.assume),
        calls_zoho=any(
            split(node.url).netloc and api_of(split(node.url).netloc) is ZOHO for node in _webhooks(library)
        ),
    )


def _folder(machine: type) -> Path:
    """Where its files are looked for; here, if the class was typed in."""
    try:
        return Path(inspect.getfile(machine)).parent
    except (OSError, TypeError):
        return Path.cwd()


def _read(flow: str | Path, folder: Path) -> Flow:
    path = bundled_flow(str(flow)) or folder / flow
    return Flow.loads(read_flow(path))


def _world(world: str | Path | dict[str, Any], folder: Path) -> tuple[Document, Path]:
    """The checked world, and the file that its own file names are relative to."""
    if isinstance(world, dict):
        return seed.checked(Document.of(world, "world"), folder), folder / "world"
    return seed.load(folder / world), folder / world


def _stubs(stubs: str | Path | list[dict[str, Any]] | None, folder: Path) -> list[Stub]:
    if isinstance(stubs, list):
        document = Document.of(stubs, "stubs")
        document.check(STUBS_SCHEMA)
        return Stubs.of(document).stubs
    return Stubs.load(folder / stubs).stubs if stubs is not None else []


def _webhooks(library: Library) -> list[Webhook]:
    """One of each id."""
    found = [node for flow in library for node in flow.nodes.values() if isinstance(node, Webhook)]
    return list({node.id: node for node in found}.values())


def _broken(library: Library) -> Iterator[tuple[Stub, str]]:
    """A stub for each way in which a webhook can break: spent from the beginning, until it is armed."""
    for node in _webhooks(library):
        emulated = api_of(split(node.url).netloc) is not None
        for how, answer in BREAKS.items():
            if emulated or "pass_through" not in answer:
                yield Stub("*", "", [answer], node.id, times=1, called=1), how


def _texts(library: Library, world: dict[str, Any]) -> list[str]:
    """What conditions look for, what can be tapped or is expected, the ends of what is allowed, the keywords of the
    account, and valid answers.
    """
    nodes = [node for flow in library for node in flow.nodes.values()]
    compared = [check.value for node in nodes if isinstance(node, Condition) for check in node.checks]
    labels = [exit.label for node in nodes if node.uses().waits for exit in node.exits()]
    bounds = [
        end for node in nodes if isinstance(node, Question) for end in (node.validation.low, node.validation.high)
    ]
    keywords = [word for one in world.get("profile", {}).get("keywords", ()) for word in one["words"]]
    texts = (text.strip()[:LONGEST_TEXT] for text in ("hi", *compared, *labels, *bounds, *keywords, *VALID))
    return list(dict.fromkeys(text for text in texts if text))

"""What is to be run: the chatbot, the account, the stubs; and the sandbox made of that, of files that are read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from errno import ENOENT
from functools import lru_cache
from pathlib import Path

from emulator import seed
from emulator.document import Document, read, text_of
from emulator.kernel.suggest import did_you_mean
from flow_runner.engine import Flow, Library
from flow_runner.sandbox.chatbots import named, named_in
from flow_runner.sandbox.files import DEMO_WORLD, bundled_flow, bundled_flows, read_flow
from flow_runner.sandbox.sandbox import DEFAULT_PHONE, Sandbox
from flow_runner.sandbox.stubs import STUBS_SCHEMA, Stubs

KEPT = 64  # files that are kept as they were read


@dataclass(frozen=True, slots=True)
class Setting:
    """File names are relative to `folder`; a flow may be the name of a bundled one. `stubs_may_rest`: a scenario need
    not use them. `others` are chatbots that it triggers, `[id=]file`.
    """

    folder: Path
    flow: str = "zoho_lead_owner"
    world: str = ""
    stubs: str = ""
    others: tuple[str, ...] = ()
    assume: Mapping[str, str] = field(default_factory=dict)
    phone: str = DEFAULT_PHONE
    stubs_may_rest: bool = False

    def chosen(self, flow: str = "", world: str = "", stubs: str = "", other: str = "") -> Setting:
        """The same, but for what is said."""
        return replace(
            self,
            flow=flow or self.flow,
            world=world or self.world,
            stubs=stubs or self.stubs,
            stubs_may_rest=self.stubs_may_rest and not stubs,
            others=(*self.others, other) if other else self.others,
        )

    @property
    def path(self) -> Path:
        """Of the chatbot's file."""
        return self._file(self.flow)

    def open(self) -> Sandbox:
        """A fresh sandbox. FlowError, DocumentError or ValueError with everything that is wrong, OSError for a file
        that is not there.
        """
        document = _read_world(*_stamped(self._world))
        ids = dict(_read_chatbots(*_stamped(self._world)))
        for key, file in map(named, self.others):
            flow = _read_flow(*_stamped(self._there(file)))
            ids[key or flow.name] = flow
        library = Library(_read_flow(*_stamped(self._there(self.flow))), ids=ids)
        stubs = Stubs.of(_read_stubs(*_stamped(self.folder / self.stubs))) if self.stubs else Stubs()
        for stub in stubs.stubs:
            stub.optional = self.stubs_may_rest
        sandbox = Sandbox.made(library, document, stubs, phone=self.phone, file=self.path)
        for name, choice in self.assume.items():
            sandbox.tenant.universe.assumptions.choose(name, choice)
        return sandbox

    @property
    def _world(self) -> Path:
        return self.folder / self.world if self.world else DEMO_WORLD

    def _there(self, name: str) -> Path:
        """A chatbot's file. FileNotFoundError with the nearest where there is none."""
        path = self._file(name)
        if not path.exists():
            known = [*bundled_flows(), *(one.name for one in sorted(self.folder.glob("*.json")))]
            told = "there is no such file, and no bundled chatbot of that name"
            raise FileNotFoundError(ENOENT, f"{told}.{did_you_mean(name, known)}", name)
        return path

    def _file(self, name: str) -> Path:
        here = self.folder / name
        return here if here.exists() else bundled_flow(name) or here


Stamped = tuple[Path, int, int]


def _stamped(path: Path) -> Stamped:
    """A file with what changes when it does."""
    found = path.stat()
    return path, found.st_mtime_ns, found.st_size


@lru_cache(KEPT)
def _read_flow(path: Path, changed: int, size: int) -> Flow:
    return Flow.loads(read_flow(path))


@lru_cache(KEPT)
def _read_world(path: Path, changed: int, size: int) -> Document:
    return seed.load(path)


def _read_chatbots(path: Path, changed: int, size: int) -> dict[str, Flow]:
    """Those that the world names: read each time, for they may change while it does not."""
    return named_in(_read_world(path, changed, size), path)


@lru_cache(KEPT)
def _read_stubs(path: Path, changed: int, size: int) -> Document:
    return read(text_of(path) or "[]", path.name, STUBS_SCHEMA)

"""What the steps of one scenario share."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from emulator.kernel.http import Reply
from emulator.zoho.rows import User
from flow_runner.sandbox.files import DEMO_WORLD, bundled_flows
from flow_runner.sandbox.phone import wa_id
from flow_runner.sandbox.sandbox import Sandbox
from flow_runner.sandbox.trace import Exchanged

TOKEN_CONTACT = "22222222"
TOKEN_NAME = "zoho_token"


@dataclass
class Story:
    """A sandbox that is opened by the first step that needs it, and the customers by name."""

    folder: Path
    flow: str = "zoho_lead_owner"
    world: Path = DEMO_WORLD
    stubs: Path | None = None
    customers: dict[str, str] = field(default_factory=dict)
    replies: list[Reply] = field(default_factory=list)
    code: str = ""
    _sandbox: Sandbox | None = None

    @property
    def sandbox(self) -> Sandbox:
        if self._sandbox is None:
            bundled = bundled_flows()
            path = bundled.get(self.flow) or self.folder / self.flow
            stubs = self.folder / self.stubs if self.stubs else None
            self._sandbox = Sandbox.open(path, self.folder / self.world, stubs)
        return self._sandbox

    def choose(self, flow: str | None = None, world: str | None = None, stubs: str | None = None) -> None:
        """Say what to run, before anything ran. File names are relative to the test's own folder."""
        assert self._sandbox is None, "name the chatbot, the world and the stubs before all other steps"
        self.flow = flow or self.flow
        self.world = Path(world) if world else self.world
        self.stubs = Path(stubs) if stubs else self.stubs

    def phone(self, who: str) -> str:
        """The number of a customer, by name or as written."""
        return self.customers.get(who) or wa_id(who)

    def owner(self, name: str) -> User:
        """A user of Zoho, made at need."""
        zoho = self.sandbox.tenant.zoho
        return zoho.user(name) or zoho.add_user(name, f"{name.lower().replace(' ', '.')}@example.com")

    def exchanges(self, operation: str) -> list[Exchanged]:
        """The flow's exchanges with one operation of the emulated APIs, in order."""
        journal = self.sandbox.tenant.universe.journal
        numbers = {exchange.number for exchange in journal if exchange.operation == operation}
        return [e.what for e in self.sandbox.trace if isinstance(e.what, Exchanged) and e.what.number in numbers]

    def leftovers(self) -> list[str]:
        """What was prepared and never used, and every breach of a contract."""
        return self._sandbox.leftovers() if self._sandbox else []

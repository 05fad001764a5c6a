"""What the commands that explore a chatbot take: FLOW, who writes, and the account, fitted to it if none is named."""

from __future__ import annotations

import functools
import json
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from flow_runner.cli._files import choices, flow_path
from flow_runner.sandbox.chatbots import named
from flow_runner.sandbox.files import bundled_flows
from flow_runner.sandbox.sandbox import DEFAULT_PHONE

if TYPE_CHECKING:
    from flow_runner.testing.retold import Scene
    from flow_runner.testing.setting import Setting

MOST_PATHS = 5000
WORLD = "world.yaml"


@dataclass(frozen=True)
class Exploring:
    """What was typed to say which chatbot is explored, in which account."""

    flow: str
    phone: str
    world: Path | None
    stubs: Path | None
    others: tuple[str, ...]
    assume: tuple[str, ...]

    @contextmanager
    def opened(self, into: Path | None = None) -> Iterator[Setting]:
        """How its sandboxes are made. Without a world the account is fitted to the chatbot; it is kept in `into`, where
        one that is there already is used. ValueError, FlowError, DocumentError, OSError for what cannot be used.
        """
        from flow_runner.sandbox.phone import wa_id
        from flow_runner.testing.setting import Setting

        here, path = Path.cwd(), flow_path(self.flow)
        bundled = self.flow in bundled_flows() and not Path(self.flow).exists()
        with tempfile.TemporaryDirectory() as aside:
            folder = into or Path(aside)
            folder.mkdir(parents=True, exist_ok=True)
            setting = Setting(
                here,
                self.flow if bundled else str(path.absolute()),
                "" if bundled and self.world is None else str(self._world(folder, path).absolute()),
                str(self.stubs.absolute()) if self.stubs else "",
                tuple(_placed(one) for one in self.others),
                choices(self.assume),
                wa_id(self.phone),
            )
            setting.open()
            yield setting

    def digest(self, setting: Setting) -> str:
        """Of everything that decides what is found."""
        sandbox = setting.open()
        told = [sandbox.library.versions, sandbox.snapshot(), sorted(setting.assume.items()), setting.phone]
        told.append(Path(setting.stubs).read_text(encoding="utf-8") if setting.stubs else "")
        return sha256(json.dumps(told, sort_keys=True, default=str).encode("utf-8", "backslashreplace")).hexdigest()[
            :16
        ]

    def scene(self, setting: Setting, into: Path) -> Scene:
        """The same for a feature in this folder."""
        from flow_runner.testing.retold import Scene

        def seen(file: str) -> str:
            return Path(os.path.relpath(file, into)).as_posix() if file else ""

        flow = setting.flow if setting.flow in bundled_flows() else seen(setting.flow)
        others = tuple(f"{key}={seen(file)}" if key else seen(file) for key, file in map(named, setting.others))
        return Scene(flow, setting.phone, seen(setting.world), seen(setting.stubs), others, setting.assume)

    def _world(self, folder: Path, path: Path) -> Path:
        """The world that was named, the one that is there, or one that is made for the chatbot."""
        if self.world is not None:
            return self.world
        made = folder / WORLD
        if not made.exists():
            import yaml

            from flow_runner.engine import Flow
            from flow_runner.inspection.fitting import fit
            from flow_runner.sandbox.files import read_flow

            world = fit(Flow.loads(read_flow(path))).world
            made.write_text(yaml.safe_dump(world, sort_keys=False, allow_unicode=True), encoding="utf-8")
        return made


OPTIONS = (
    click.option("--as", "phone", default=DEFAULT_PHONE, show_default=True, metavar="PHONE", help="Who writes."),
    click.option("--world", type=click.Path(path_type=Path), help="The account. [default: one fitted to FLOW]"),
    click.option(
        "--with", "others", multiple=True, metavar="[ID=]FILE", help="Another chatbot, which this one triggers."
    ),
    click.option("--stubs", type=click.Path(path_type=Path), help="Canned answers for your own back ends."),
    click.option("--assume", multiple=True, metavar="NAME=CHOICE", help="For example zoho.phone_match=exact."),
)


def exploring_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """FLOW and the account; the command gets an Exploring as its first argument."""

    @click.argument("flow", metavar="FLOW")
    @functools.wraps(function)
    def wrapped(**options: Any) -> Any:
        typed = {one.name: options.pop(one.name) for one in fields(Exploring)}
        return function(Exploring(**typed), **options)

    for option in reversed(OPTIONS):
        wrapped = option(wrapped)
    return wrapped


def _placed(text: str) -> str:
    key, file = named(text)
    path = str(flow_path(file).absolute())
    return f"{key}={path}" if key else path

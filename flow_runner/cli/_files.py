"""What every command that runs a flow takes, and how its mistakes are told: one line each, exit code 2."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, NoReturn

import click

from emulator.document import DocumentError
from emulator.kernel.suggest import did_you_mean
from flow_runner.engine import Flow, FlowError
from flow_runner.sandbox.chatbots import named
from flow_runner.sandbox.files import bundled_flows, read_flow
from flow_runner.sandbox.sandbox import DEFAULT_PHONE, Sandbox

UNUSABLE, NOT_MET, FAILED = 2, 1, 3


def unusable(text: str) -> NoReturn:
    """Say what is wrong with the input, and leave with exit code 2."""
    click.echo(text, err=True)
    sys.exit(UNUSABLE)


@contextmanager
def usable(flow: str = "") -> Iterator[None]:
    """Whatever is wrong with the files and values read in here is told, all of it, and ends with exit code 2."""
    try:
        yield
    except FlowError as error:
        unusable("\n".join(f"{flow}: {problem}" for problem in error.problems))
    except OSError as error:
        unusable(f"{error.filename}: {error.strerror}" if error.filename else str(error))
    except (DocumentError, ValueError) as error:
        unusable(str(error))


def check_new(output: Path, flow: Path, force: bool) -> None:
    """Leave with exit code 2 rather than write over FLOW, or over another file without --force."""
    if output.exists() and output.samefile(flow):
        unusable(f"{output}: that is FLOW itself, which is never changed.")
    if output.exists() and not force:
        unusable(f"{output}: already there. Overwrite with --force.")


START = click.option("--start", default="", metavar="NODE", help="Start at this node, whatever the export says.")
WITHOUT_DANGLING = click.option(
    "--drop-dangling-edges", is_flag=True, help="Do without edges that lead to vanished nodes."
)
OPTIONS = (
    click.option("--world", type=click.Path(path_type=Path), help="The account, as world.yaml. [default: demo]"),
    click.option(
        "--with", "others", multiple=True, metavar="[ID=]FILE", help="Another chatbot, which this one triggers."
    ),
    click.option("--stubs", type=click.Path(path_type=Path), help="Canned answers for your own back ends."),
    click.option("--assume", multiple=True, metavar="NAME=CHOICE", help="For example zoho.phone_match=exact."),
    click.option("--allow-host", multiple=True, metavar="HOST", help="Let webhooks really reach this host."),
    START,
    WITHOUT_DANGLING,
)


def account_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Everything that says in which account, and how, a flow runs."""
    for option in reversed(OPTIONS):
        function = option(function)
    return function


def choices(assume: tuple[str, ...]) -> dict[str, str]:
    """`NAME=CHOICE` of --assume, as names to choices."""
    pairs = (one.partition("=") for one in assume)
    return {name.strip(): choice.strip() for name, _, choice in pairs}


@dataclass(frozen=True)
class Opening:
    """What was typed to say in which account a flow runs, and how. It can be opened again and again, always fresh: the
    chatbots are read once, for they do not change.
    """

    flow: str
    phone: str = DEFAULT_PHONE
    world: Path | None = None
    stubs: Path | None = None
    assume: tuple[str, ...] = ()
    allow_host: tuple[str, ...] = ()
    start: str = ""
    drop_dangling_edges: bool = False
    others: tuple[str, ...] = ()

    def sandbox(self, assumed: Mapping[str, str] | None = None) -> Sandbox:
        """A new one; `assumed` are choices beside those that were typed.

        Leaves with exit code 2, telling every mistake, where it cannot be made.
        """
        from flow_runner.sandbox.phone import wa_id

        with usable(self.flow):
            main, others = self._flows
            sandbox = Sandbox.open(main, self.world, self.stubs, self.allow_host, wa_id(self.phone), others)
            sandbox.file = flow_path(self.flow)
            for name, choice in {**choices(self.assume), **(assumed or {})}.items():
                sandbox.tenant.universe.assumptions.choose(name, choice)
        return sandbox

    @functools.cached_property
    def _flows(self) -> tuple[Flow, dict[str, Flow]]:
        main = load_flow(self.flow, self.start, self.drop_dangling_edges)
        return main, load_others(self.others, self.drop_dangling_edges)


def flow_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """FLOW, who writes, and the account; the command gets an Opening as its first argument."""

    @click.argument("flow", metavar="FLOW")
    @click.option("--as", "phone", default=DEFAULT_PHONE, show_default=True, metavar="PHONE", help="Who writes.")
    @account_options
    @functools.wraps(function)
    def wrapped(**options: Any) -> Any:
        typed = {one.name: options.pop(one.name) for one in fields(Opening)}
        return function(Opening(**typed), **options)

    return wrapped


def load_others(others: tuple[str, ...], drop_dangling_edges: bool = False) -> dict[str, Flow]:
    """The chatbots of `--with`, by id; by name where none is said. ValueError tells which file cannot be used."""
    found: dict[str, Flow] = {}
    for key, file in map(named, others):
        try:
            flow = load_flow(file, drop_dangling_edges=drop_dangling_edges)
        except FlowError as error:
            raise ValueError("\n".join(f"{file}: {problem}" for problem in error.problems)) from error
        found[key or flow.name] = flow
    return found


def load_flow(flow: str, start: str = "", drop_dangling_edges: bool = False) -> Flow:
    """An export by path, or a bundled one by name. FlowError, or ValueError with the nearest name."""
    return Flow.loads(read_flow(flow_path(flow)), start, drop_dangling_edges)


def flow_path(flow: str) -> Path:
    """The file of an export, or of a bundled one by its name. ValueError with the nearest name where there is none."""
    path = Path(flow)
    bundled = bundled_flows()
    if not path.exists() and flow in bundled:
        return bundled[flow]
    if not path.exists():
        known = [*bundled, *(str(found) for found in path.parent.glob("*.json"))] if path.parent.is_dir() else bundled
        raise ValueError(f"{flow}: there is no such file.{did_you_mean(flow, known)}")
    if path.is_dir():
        raise ValueError(f"{flow}: this is a folder; name the JSON file that Wati exported")
    return path


def as_typed(path: Path) -> str:
    """A path as one would type it here."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def flow_paths(flows: Iterable[str]) -> dict[str, Path]:
    """The files of several, by what to call them: as they were typed, or by their path where they are bundled.
    ValueError tells every one that is not there.
    """
    found, missing = {}, []
    for flow in flows:
        try:
            path = flow_path(flow)
        except ValueError as error:
            missing.append(str(error))
        else:
            found[flow if Path(flow).exists() else as_typed(path)] = path
    if missing:
        raise ValueError("\n".join(missing))
    return found

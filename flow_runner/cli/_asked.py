"""What `wati-sandbox test` is asked for."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from flow_runner.cli._files import choices, flow_path, unusable
from flow_runner.cli._writing import check_suffix

if TYPE_CHECKING:
    from flow_runner.testing.setting import Setting

FILE = click.Path(path_type=Path, dir_okay=False)
OPTIONS = (
    click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]..."),
    click.option("--flow", metavar="FLOW", default="", help="The chatbot of scenarios that name none."),
    click.option("--world", type=FILE, help="The account of those that name none, as world.yaml. [default: demo]"),
    click.option("--stubs", type=FILE, help="Canned answers for those that name none."),
    click.option("--assume", multiple=True, metavar="NAME=CHOICE", help="For example zoho.phone_match=exact."),
    click.option("-k", "wanted", metavar="TEXT", default="", help="Only those with TEXT in a name or tag."),
    click.option("--exitfirst", "-x", is_flag=True, help="Stop at the first that does not pass."),
    click.option("--workers", "-n", metavar="N", default="1", help="Processes, or auto: many if it is worth it."),
    click.option("--update", is_flag=True, help="Accept the transcripts of scripts as they are now."),
    click.option("--junit", type=FILE, metavar="FILE.xml", help="Write JUnit XML, for CI servers."),
    click.option("--html", type=FILE, metavar="FILE.html", help="Write one page: pictures, conversations, exchanges."),
    click.option("--github/--no-github", default=None, help="Annotate pull requests. [default: on GitHub Actions]"),
    click.option(
        "--coverage",
        type=click.Path(path_type=Path, file_okay=False),
        metavar="DIR",
        help="Record in this folder what was covered; see the command `coverage`.",
    ),
    click.option("--list", "listing", is_flag=True, help="Only list what would be played."),
    click.option("--quiet", "-q", is_flag=True, help="Only what does not pass, without conversations."),
    click.option("--verbose", "-v", is_flag=True, help="Each scenario by its name."),
    click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True),
)


@dataclass(frozen=True)
class Asked:
    """What was typed."""

    paths: tuple[Path, ...]
    flow: str
    world: Path | None
    stubs: Path | None
    assume: tuple[str, ...]
    wanted: str
    exitfirst: bool
    workers: str
    update: bool
    junit: Path | None
    html: Path | None
    github: bool | None
    coverage: Path | None
    listing: bool
    quiet: bool
    verbose: bool
    form: str

    def check(self) -> None:
        """Leave with exit code 2 where two options do not go together, or one has no place here."""
        check_suffix(self.junit, ".xml")
        check_suffix(self.html, ".html", ".htm")
        if self.update and os.environ.get("CI"):
            unusable("--update: transcripts are not accepted in CI. Run it where somebody reads what has changed.")
        if self.listing and self.form != "text":
            unusable("--list prints text only: leave out --format")

    @property
    def annotates(self) -> bool:
        return os.environ.get("GITHUB_ACTIONS") == "true" if self.github is None else self.github

    @property
    def prints_at_once(self) -> bool:
        """Whether scenarios are printed as they come: not where a progress bar may stand in between."""
        return self.form == "text" and not sys.stderr.isatty()

    @property
    def setting(self) -> Setting:
        """What holds where a scenario says nothing else. ValueError or OSError for what is not there."""
        import flow_runner.sandbox.sandbox  # noqa: F401  # declares all that can be assumed
        from emulator.kernel.assumption import Assumptions
        from flow_runner.testing.setting import Setting

        given: dict[str, Any] = {}
        for name, path in (("world", self.world), ("stubs", self.stubs)):
            if path is not None:
                path.stat()
                given[name] = str(path.resolve())
        if self.flow:
            given["flow"] = str(flow_path(self.flow).resolve())
        assume = choices(self.assume)
        Assumptions(assume)
        return Setting(Path(), assume=assume, stubs_may_rest="stubs" in given, **given)


def options(function: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed(OPTIONS):
        function = option(function)
    return function

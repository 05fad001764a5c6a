"""wati-sandbox record"""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from flow_runner.cli._files import NOT_MET, Opening, choices, flow_options, unusable, usable
from flow_runner.cli._talk import Step, Talk
from flow_runner.cli._writing import check_free, check_suffix, write_all
from flow_runner.sandbox.chatbots import named
from flow_runner.sandbox.sandbox import DEFAULT_PHONE
from flow_runner.testing.place import SCRIPT

if TYPE_CHECKING:
    from flow_runner.testing.verdict import Finding

HEAD = "# Recorded by `wati-sandbox record`; play it with `wati-sandbox test {name}`.\n"


@click.command("record")
@flow_options
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="NAME.chat.yaml",
    help="The script. [default: FLOW's name, in this folder]",
)
@click.option("--force", is_flag=True, help="Overwrite files that are there.")
@click.option("--show-secrets", is_flag=True, help="Print tokens and other secrets in clear, in the terminal only.")
def command(opening: Opening, output: Path | None, force: bool, show_secrets: bool) -> None:
    """Talk to a chatbot, and keep the conversation as a test: a script, and beside it the transcript.

    /expect notes where the chat stands, /back takes steps out again, and /quit writes the files. Lines may also come
    from a file or a pipe.

    \b
    wati-sandbox record bot.json -o greeting.chat.yaml
    wati-sandbox record bot.json --as 15550100009 -o new_customer.chat.yaml < lines.txt
    wati-sandbox test greeting.chat.yaml
    """
    path = output or Path(f"{Path(opening.flow).stem}{SCRIPT}")
    check_suffix(path, SCRIPT)
    _check_repeatable(opening)
    from flow_runner.report.golden import beside

    check_free((path, beside(path)), force)
    talk = Talk(opening.sandbox(), show_secrets)
    talk.run()
    if not talk.steps:
        unusable("nothing was said, so nothing is written")
    if "expect" not in talk.steps[-1]:
        talk.steps.append({"expect": talk.standing()})
    text = HEAD.format(name=path.name) + script(opening, talk.steps, path.parent)
    with usable():
        path.parent.mkdir(parents=True, exist_ok=True)  # what the script names is seen from there
    transcript, findings = _played(text, path)
    write_all({path: text, beside(path): transcript})
    click.echo(f"wrote {path} and {beside(path)}\nNow: wati-sandbox test {shlex.quote(str(path))}")
    for one in findings:
        click.echo(f"It does not pass yet: {one.verdict}: {one.text}", err=True)
    sys.exit(NOT_MET if findings else 0)


def script(opening: Opening, steps: list[Step], folder: Path) -> str:
    """The steps with all that they need, as YAML; files are relative to the folder."""
    import yaml

    header: dict[str, Any] = {"chatbot": _seen_from(folder, opening.flow)}
    for name, file in (("world", opening.world), ("stubs", opening.stubs)):
        if file is not None:
            header[name] = _seen_from(folder, str(file))
    others = [(key, _seen_from(folder, file)) for key, file in map(named, opening.others)]
    if others:
        header["with"] = [f"{key}={file}" if key else file for key, file in others]
    if opening.phone != DEFAULT_PHONE:
        header["as"] = opening.phone
    if opening.assume:
        header["assume"] = choices(opening.assume)
    return yaml.safe_dump({**header, "steps": steps}, sort_keys=False, allow_unicode=True, width=110)


def _check_repeatable(opening: Opening) -> None:
    """Leave with exit code 2 where a script cannot say what was typed."""
    if opening.allow_host:
        unusable("--allow-host: what a live host answers cannot be played again. Answer for it with --stubs.")
    if opening.start or opening.drop_dangling_edges:
        unusable("--start, --drop-dangling-edges: a test plays the chatbot as its file is. Mend the file first.")


def _seen_from(folder: Path, file: str) -> str:
    """A file as the script names it; a bundled chatbot by its name."""
    return Path(os.path.relpath(file, folder)).as_posix() if Path(file).exists() else file


def _played(text: str, path: Path) -> tuple[str, list[Finding]]:
    """The transcript of the script, played anew, and what keeps it from passing as a test. Leaves with exit code 2
    where the conversation goes another way than it went.
    """
    from flow_runner.report.golden import transcript
    from flow_runner.sandbox.script import Script
    from flow_runner.testing import scripted
    from flow_runner.testing.setting import Setting
    from flow_runner.testing.story import Story
    from flow_runner.testing.verdict import judge

    script = Script.parse(text, path.name)
    story = Story(scripted.setting_of(script.header, Setting(path.parent)))
    _, error = scripted.perform(scripted.of(script, path), story)
    if error is not None:
        unusable(f"played again, the conversation goes another way; nothing is written:\n{error}")
    return transcript(story.sandbox), judge(story.sandbox, None, story.foreseen)

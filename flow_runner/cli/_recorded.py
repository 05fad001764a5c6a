"""What is recorded of chatbots, for the commands that show it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from emulator.kernel.words import counted
from flow_runner.cli._files import START, WITHOUT_DANGLING, unusable
from flow_runner.engine import Flow

if TYPE_CHECKING:
    from flow_runner.inspection.record import LastWalk, Record
    from flow_runner.inspection.store import Kept
    from flow_runner.inspection.tally import Count


def reading_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """How a flow is read that would not be run as it is: as for `run`."""
    return START(WITHOUT_DANGLING(function))


def kept_in(folders: Sequence[Path]) -> list[Kept]:
    """Everything in the folders; leaves with exit code 2 where there is none, saying how to record."""
    from flow_runner.inspection.store import load

    missing = [folder for folder in folders if not folder.is_dir()]
    if missing:
        unusable("\n".join(f"{folder}: nothing is recorded there. {how_to_record(folder)}" for folder in missing))
    return [load(folder) for folder in folders]


def how_to_record(folder: Path) -> str:
    return f"Record: wati-sandbox run FLOW --coverage {folder}, or pytest --wati-coverage={folder}"


def other_versions(flow: Flow, path: Path, kept: Sequence[Kept], known: Collection[str]) -> list[Record]:
    """What was recorded of the same file before it changed, or of a flow of this name where no file is known.

    `known` are versions that are looked at for themselves.
    """
    from flow_runner.inspection.record import merged

    found = []
    for one in kept:
        for record in one.records:
            file = file_of(one, record)
            same = file == path.resolve() if file else record.name == flow.name
            if same and record.version not in known:
                found.append(record)
    return merged(found)


def file_of(kept: Kept, record: Record) -> Path | None:
    """Where a recorded flow was read from; None where that is not known."""
    return (kept.folder / record.file).resolve() if record.file else None


def path_of(last: LastWalk) -> str:
    """In words."""
    return f"last path: {last.scenario or 'a run'}, which {'passed' if last.passed else 'failed'}"


def scenarios(count: Count) -> str:
    """How many there were, in words."""
    told = counted(sum(count), "scenario")
    return f"{told}, {count.failed} of them failed" if count.failed else told

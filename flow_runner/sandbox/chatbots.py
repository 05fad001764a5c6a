"""The further chatbots of an account: the exports that a world names, and those given on the command line."""

from __future__ import annotations

from pathlib import Path

from emulator.document import Document, DocumentError, named_file
from flow_runner.engine import Flow, FlowError
from flow_runner.sandbox.files import read_flow


def named_in(document: Document, world: Path) -> dict[str, Flow]:
    """The `chatbots` of a checked world by id and by name; files are relative to the world's.

    DocumentError, with the line, for an export that is missing or cannot be used.
    """
    found: dict[str, Flow] = {}
    for number, entry in enumerate(document.data.get("chatbots", ())):
        try:
            flow = Flow.loads(read_flow(named_file(world.parent, entry["file"])))
        except FlowError as error:
            told = [document.mistake(("chatbots", number, "file"), f"{entry['file']}: {one}") for one in error.problems]
            raise DocumentError(told) from error
        except (OSError, ValueError) as error:
            why = f"{entry['file']}: {error.strerror or error}" if isinstance(error, OSError) else str(error)
            raise DocumentError([document.mistake(("chatbots", number, "file"), why)]) from error
        found.update({entry[key]: flow for key in ("id", "name") if key in entry} or {flow.name: flow})
    return found


def named(text: str) -> tuple[str, str]:
    """(id, file) of `ID=FILE`; of `FILE` alone the id is empty."""
    key, equals, file = text.partition("=")
    return (key.strip(), file.strip()) if equals and file.strip() else ("", text)

"""What `wati-sandbox run --format json` has printed, read again for the ways that it tells."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any, NamedTuple

from emulator.kernel.shape import read
from flow_runner.engine import Flow
from flow_runner.inspection.coverage import Coverage
from flow_runner.inspection.record import visits_of
from flow_runner.inspection.tally import Point
from flow_runner.inspection.walk import Visit


class RunFile(NamedTuple):
    """`flow` is the name of the chatbot that ran, `version` its version; `walks` are (version, steps)."""

    flow: str
    version: str
    outcome: str
    reason: str
    walks: tuple[tuple[str, tuple[Visit, ...]], ...]

    def through(self, flow: Flow) -> list[tuple[Visit, ...]]:
        """The walks through a flow, which may be one that was triggered. ValueError where it is of another version."""
        found = [steps for version, steps in self.walks if version == flow.version]
        if not found and self.version != flow.version:
            raise ValueError(
                f"this run was of '{self.flow}', version {self.version}, and never came to '{flow.name}' as it is now, "
                f"version {flow.version}: if the file has changed since, run it again"
            )
        return found


def run_file(text: str) -> RunFile:
    """ValueError, which says why, for what is no such file."""
    try:
        data = read(dict[str, Any], json.loads(text.removeprefix("\ufeff")), "the file")
        flow = read(dict[str, Any], data["flow"], "flow")
        walks = read(list[dict[str, Any]], data["walks"], "walks")
        return RunFile(
            read(str, flow["name"], "flow > name"),
            read(str, flow["version"], "flow > version"),
            read(str, data["outcome"], "outcome"),
            read(str, data["reason"], "reason"),
            tuple((read(str, walk["flow"], "walks > flow"), visits_of(walk["steps"])) for walk in walks),
        )
    except json.JSONDecodeError as error:
        why = f"it is not JSON: {error.msg} in line {error.lineno}, column {error.colno}"
    except RecursionError:
        why = "it is nested too deep"
    except KeyError as error:
        why = f"it has no {error}"
    except ValueError as error:
        why = str(error)
    raise ValueError(f"this is not what `wati-sandbox run --format json` prints: {why:.200}")


def covered(flow: Flow, walks: list[tuple[Visit, ...]]) -> Coverage:
    """What these walks have covered."""
    points = Counter[Point]()
    for node, exit, reply in (visit for walk in walks for visit in walk):
        points[Point("nodes", node)] += 1
        if exit is not None:
            points[Point("exits", node, exit)] += 1
        if reply:
            points[Point("statuses", node, reply)] += 1
    return Coverage(flow, points)

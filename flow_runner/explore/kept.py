"""What an exploration knows, as plain JSON: it can be stopped, and gone on with later."""

from __future__ import annotations

from collections import Counter
from typing import Any

from emulator.kernel.shape import read
from flow_runner.explore.explorer import Explored
from flow_runner.explore.find import MEANING, Find
from flow_runner.explore.move import from_json, to_json
from flow_runner.explore.trial import Script
from flow_runner.inspection.tally import MEASURES, Point

FORMAT = 1


def to_data(known: Explored, of: str) -> dict[str, Any]:
    """`of` is a digest of what was explored: chatbots and account."""
    return {
        "wati_sandbox_explore": FORMAT,
        "of": of,
        "frontier": [[cost, number, _script(script)] for cost, number, script in sorted(known.frontier)],
        "expanded": sorted(known.expanded),
        "circled": sorted(known.circled),
        "flipped": [[*key, count] for key, count in sorted(known.flipped.items())],
        "visits": [[*point, count] for point, count in sorted(known.visits.items())],
        "finds": [[*one[:5], _script(one.script), one.deviations, list(one.assumes)] for one in known.finds.values()],
        "good": [_script(script) for script in known.good],
        "reached": {node: _script(script) for node, script in known.reached.items()},
        "paths": known.paths,
        "planned": known.planned,
    }


def from_data(data: Any, of: str) -> Explored:
    """ValueError where it is none of ours, or of other chatbots or another account."""
    found = read(dict[str, Any], data, "the file")
    if found.get("wati_sandbox_explore") != FORMAT:
        raise ValueError(f'it should say "wati_sandbox_explore": {FORMAT}')
    if found.get("of") != of:
        raise ValueError("it is of another version of the chatbot or its account: begin anew")
    try:
        return Explored(
            frontier=[(int(cost), int(number), _moves(script)) for cost, number, script in found["frontier"]],
            expanded=set(read(list[str], found["expanded"], "expanded")),
            circled=set(read(list[str], found["circled"], "circled")),
            flipped=Counter({(str(node), str(side)): int(count) for node, side, count in found["flipped"]}),
            visits=Counter({_point(one): int(one[3]) for one in found["visits"]}),
            finds={one.key: one for one in map(_find, found["finds"])},
            good=[_moves(script) for script in found["good"]],
            reached={str(node): _moves(script) for node, script in found["reached"].items()},
            paths=read(int, found["paths"], "paths"),
            planned=read(int, found["planned"], "planned"),
        )
    except (KeyError, TypeError, IndexError) as error:
        raise ValueError(f"it is damaged: {error!r}") from error


def _script(script: Script) -> list[Any]:
    return [to_json(move) for move in script]


def _moves(data: Any) -> Script:
    return tuple(from_json(one) for one in data)


def _point(one: Any) -> Point:
    measure = next((name for name in MEASURES if name == one[0]), None)
    if measure is None:
        raise ValueError(f"'{one[0]}' is no measure")
    return Point(measure, str(one[1]), str(one[2]))


def _find(one: Any) -> Find:
    fault = next((name for name in MEANING if name == one[0]), None)
    if fault is None:
        raise ValueError(f"'{one[0]}' is no find")
    node, about, told, heard, script, deviations, assumes = one[1:]
    return Find(fault, node, about, told, heard, _moves(script), int(deviations), tuple(map(str, assumes)))

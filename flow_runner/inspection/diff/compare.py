"""Two flows compared by what they do."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from flow_runner.engine import Flow
from flow_runner.inspection.diff.both import Both
from flow_runner.inspection.diff.change import Change, Exits, changes
from flow_runner.inspection.diff.detours import detours
from flow_runner.inspection.diff.difference import Altered, Difference, OutOfReach
from flow_runner.inspection.diff.ends import ends
from flow_runner.inspection.diff.masks import Masks
from flow_runner.inspection.diff.variables import variables

UNNOTICED = frozenset(
    {
        "id",
        "tenantId",
        "name",
        "created",
        "flowNodes",
        "flowEdges",
        "lastUpdated",
        "isDeleted",
        "transform",
        "isPro",
        "flowVersion",
    }
)
"""Keys of an export that change nothing for anybody."""
USUAL: dict[str, Any] = {"channelTypes": ["WA"]}
NOTHING: tuple[Any, ...] = (None, "", [], {})


def compare(before: Flow, after: Flow, show_secrets: bool = False) -> Difference:
    """What the second flow does differently from the first. Secrets of both are masked unless `show_secrets`."""
    both = Both.of(before, after)
    masks = Masks.of((before, after), show_secrets)
    settings = tuple(_settings(before, after, masks))
    found = Difference(
        before,
        after,
        same=both.alike and not settings,
        masks=masks,
        reachable=(len(both.before.reachable), len(both.after.reachable)),
        renamed=tuple((one, other) for one, other in both.pairs.items() if one != other),
        settings=settings,
        out_of_reach=_out_of_reach(both, masks),
    )
    if both.alike:
        return found
    ends_lost, ends_new = ends(both)
    variables_lost, variables_new = variables(both)
    return replace(
        found,
        detours=detours(both),
        altered=tuple(_altered(both, both.met(), masks)),
        ends_lost=ends_lost,
        ends_new=ends_new,
        variables_lost=variables_lost,
        variables_new=variables_new,
    )


def _settings(before: Flow, after: Flow, masks: Masks) -> Iterator[Change]:
    """Keys beside the nodes of which nobody here knows what they do."""
    shown = masks.fields("")
    for key in dict.fromkeys((*before.raw, *after.raw)):
        one, other = (flow.raw.get(key) or USUAL.get(key) for flow in (before, after))
        if key not in UNNOTICED and one != other and not (one in NOTHING and other in NOTHING):
            yield Change(key, *("" if it in NOTHING else shown(key, _told(it)) for it in (one, other)))


def _told(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, sort_keys=True, ensure_ascii=False)


def _altered(both: Both, pairs: Iterable[tuple[str, str]], masks: Masks, exits_too: bool = False) -> Iterator[Altered]:
    """The pairs of which one does something else; with exits that lead elsewhere, where no detour tells of them."""
    for one, other in pairs:
        content, new = both.before.contents[one], both.after.contents[other]
        elsewhere = [pair for pair in both.exits[one] if pair.leads_elsewhere(both.pairs)]
        told = {exit.label for pair in elsewhere for exit in (pair.before, pair.after) if exit and None in pair[:2]}
        retitled = [titles for pair in both.exits[one] if (titles := pair.titles)]
        found = changes(content, new, masks.fields(new.type), Exits(told, retitled)) if content != new else []
        if exits_too:
            found += [Change(f"exit {pair.label}".strip(), pair.was, pair.now) for pair in elsewhere]
        if found:
            yield Altered(one, other, tuple(found))


def _out_of_reach(both: Both, masks: Masks) -> OutOfReach:
    pairs = [
        (one, other) for one, other in both.pairs.items() if not both.comes_to(one) and not both.still_comes_to(other)
    ]
    return OutOfReach(
        removed=tuple(one for one in both.before.flow.nodes if one not in both.pairs and not both.comes_to(one)),
        added=tuple(
            other for other in both.after.flow.nodes if other not in both.back and not both.still_comes_to(other)
        ),
        altered=tuple(_altered(both, pairs, masks, exits_too=True)),
    )

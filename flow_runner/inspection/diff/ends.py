"""Where runs are over that were not before, and where they no longer are."""

from __future__ import annotations

from flow_runner.engine.node import Exit
from flow_runner.inspection.diff.both import Both
from flow_runner.inspection.diff.difference import End
from flow_runner.inspection.diff.side import Side
from flow_runner.inspection.diff.ways import said


def ends(both: Both) -> tuple[tuple[End, ...], tuple[End, ...]]:
    """The ends that customers came to before and do not come to any more, and those that they come to now."""
    lost = [end for node_id in both.lost() for end in _ends_of(both.before, node_id)]
    new = [end for node_id in both.gained() for end in _ends_of(both.after, node_id)]
    for one, other in both.met():
        for pair in both.exits[one]:
            was, now = pair.before is not None and not pair.was, pair.after is not None and not pair.now
            if was and not now and pair.before:
                lost.append(_end(both.before, one, pair.before))
            elif now and not was and pair.after:
                new.append(_end(both.after, other, pair.after))
    return tuple(lost), tuple(new)


def _ends_of(side: Side, node_id: str) -> list[End]:
    exits = side.exits[node_id].items()
    return [_end(side, node_id, exit) for key, exit in exits if not side.behind(node_id, key)]


def _end(side: Side, node_id: str, exit: Exit) -> End:
    return End(node_id, said(side, node_id, exit), side.uses[node_id].hands_over)

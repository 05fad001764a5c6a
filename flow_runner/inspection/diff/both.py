"""Two flows, with the nodes and exits of the one paired with those of the other."""

from __future__ import annotations

from dataclasses import dataclass

from flow_runner.engine import Flow
from flow_runner.inspection.diff.exits import ExitPair, paired_exits
from flow_runner.inspection.diff.pairing import Pairs, equivalent, paired
from flow_runner.inspection.diff.side import Side


@dataclass(frozen=True, slots=True)
class Both:
    """`pairs` lead from nodes before to nodes after, `back` the other way; `exits` are those of each pair, by its id
    before. `alike` where no answer of a customer leads to anything different.
    """

    before: Side
    after: Side
    pairs: Pairs
    back: Pairs
    exits: dict[str, list[ExitPair]]
    alike: bool

    @classmethod
    def of(cls, first: Flow, second: Flow) -> Both:
        before, after = Side.of(first), Side.of(second)
        walked = equivalent(before, after)
        pairs = paired(before, after, walked)
        back = {other: one for one, other in pairs.items()}
        exits = {one: paired_exits(before, one, after, other, pairs) for one, other in pairs.items()}
        return cls(before, after, pairs, back, exits, walked is not None)

    def met(self) -> list[tuple[str, str]]:
        """The pairs that customers come to in both flows, in the order of the first one's file."""
        there = [(one, self.pairs[one]) for one in self.before.flow.nodes if one in self.pairs]
        return [(one, other) for one, other in there if self.comes_to(one) and self.still_comes_to(other)]

    def lost(self) -> list[str]:
        """The nodes that customers came to before and do not come to any more: gone, or cut off."""
        nodes = [one for one in self.before.flow.nodes if self.comes_to(one)]
        return [one for one in nodes if one not in self.pairs or not self.still_comes_to(self.pairs[one])]

    def gained(self) -> list[str]:
        """The nodes that customers come to now and did not before: new, or never reached."""
        nodes = [other for other in self.after.flow.nodes if self.still_comes_to(other)]
        return [other for other in nodes if other not in self.back or not self.comes_to(self.back[other])]

    def comes_to(self, one: str) -> bool:
        return one in self.before.reachable

    def still_comes_to(self, other: str) -> bool:
        return other in self.after.reachable

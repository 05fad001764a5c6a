"""Which node of one flow is which of the other, though an import may have given all of them new ids."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Hashable, Iterator, Mapping

from flow_runner.inspection.diff.side import Side

Pairs = dict[str, str]
Alike = Callable[[str, str], bool]


def equivalent(before: Side, after: Side) -> Pairs | None:
    """The nodes that the same answers lead to, where nobody can tell the flows apart by them; None where one can.

    Two flows are walked at once by the same exits, and nodes that must be alike are put into one class (Hopcroft and
    Karp): every step but the last joins two classes, so it takes no more steps than there are nodes.
    """
    classes = _Classes()
    pairs: Pairs = {}
    stack = [(before.start, after.start)]
    while stack:
        one, other = stack.pop()
        if not classes.join((0, one), (1, other)):
            continue
        if before.contents[one] != after.contents[other] or before.exits[one].keys() != after.exits[other].keys():
            return None
        pairs.setdefault(one, other)
        for key in before.exits[one]:
            ahead = before.behind(one, key), after.behind(other, key)
            if bool(ahead[0]) != bool(ahead[1]):
                return None
            if ahead[0]:
                stack.append(ahead)
    return pairs


def paired(before: Side, after: Side, known: Pairs | None = None) -> Pairs:
    """Every node of the one with its counterpart in the other, as far as it has any.

    By id first; then by equal content, where only one node has it; then by their places: nodes of equal content, and
    those of equal type that nothing else is equal to; and what is left by content, by place, and by id alone.
    """
    pairing = _Pairing(before, after, known or {})
    for node_id in pairing.left():
        if node_id in after.flow.nodes and before.flow.types[node_id] == after.flow.types[node_id]:
            pairing.put(node_id, node_id)
    pairing.only(_content_and_reach(before), _content_and_reach(after))
    pairing.only(before.contents, after.contents)
    pairing.spread(alike=pairing.same_content)
    if pairing.same_type(before.start, after.start):
        pairing.put(before.start, after.start)
    pairing.spread(alike=pairing.without_twin())
    pairing.in_order(before.contents, after.contents)
    pairing.spread(alike=pairing.same_type)
    for node_id in pairing.left():
        if node_id in after.flow.nodes:
            pairing.put(node_id, node_id)
    pairing.spread(alike=pairing.same_type)
    return pairing.pairs


class _Classes:
    """Disjoint sets."""

    def __init__(self) -> None:
        self._parents: dict[Hashable, Hashable] = {}

    def join(self, one: Hashable, other: Hashable) -> bool:
        """Whether they were apart before."""
        one, other = self._root(one), self._root(other)
        self._parents[one] = other
        return one != other

    def _root(self, item: Hashable) -> Hashable:
        parents = self._parents
        while (parent := parents.setdefault(item, item)) != item:
            parents[item] = item = parents.setdefault(parent, parent)
        return item


class _Pairing:
    """Pairs that are found one after the other; none is ever taken back."""

    def __init__(self, before: Side, after: Side, known: Pairs) -> None:
        self.before, self.after = before, after
        self.pairs: Pairs = {}
        self._taken: set[str] = set()
        for one, other in known.items():
            self.put(one, other)

    def put(self, one: str, other: str) -> bool:
        """Whether both were still free."""
        free = one not in self.pairs and other not in self._taken
        if free:
            self.pairs[one] = other
            self._taken.add(other)
        return free

    def left(self) -> list[str]:
        return [node_id for node_id in self.before.flow.nodes if node_id not in self.pairs]

    def right(self) -> list[str]:
        return [node_id for node_id in self.after.flow.nodes if node_id not in self._taken]

    def same_content(self, one: str, other: str) -> bool:
        return self.before.contents[one] == self.after.contents[other]

    def same_type(self, one: str, other: str) -> bool:
        return self.before.flow.types[one] == self.after.flow.types[other]

    def without_twin(self) -> Alike:
        """Whether two nodes have the same content, or only the same type and no free node the content of either."""
        ones = {self.before.contents[node] for node in self.left()}
        others = {self.after.contents[node] for node in self.right()}

        def alike(one: str, other: str) -> bool:
            alone = self.before.contents[one] not in others and self.after.contents[other] not in ones
            return self.same_type(one, other) if alone else self.same_content(one, other)

        return alike

    def only(self, before: Mapping[str, Hashable], after: Mapping[str, Hashable]) -> None:
        """Pair the free nodes that are the only ones with some trait."""
        left, right = self.left(), self.right()
        counts = Counter(before[node] for node in left), Counter(after[node] for node in right)
        ones = {after[node]: node for node in right if counts[1][after[node]] == 1}
        for node in left:
            if counts[0][before[node]] == 1 and before[node] in ones:
                self.put(node, ones[before[node]])

    def in_order(self, before: Mapping[str, Hashable], after: Mapping[str, Hashable]) -> None:
        """Pair the free nodes that share a trait, the first with the first."""
        waiting: dict[Hashable, list[str]] = defaultdict(list)
        for node in reversed(self.right()):
            waiting[after[node]].append(node)
        for node in self.left():
            if waiting[before[node]]:
                self.put(node, waiting[before[node]].pop())

    def spread(self, alike: Alike) -> None:
        """From the starts, and from each pair, on to what their exits lead to."""
        ends = (self.before.start, self.after.start)
        waiting = deque([*self.pairs.items(), *([ends] if alike(*ends) and self.put(*ends) else [])])
        while waiting:
            for near in self._ahead(*waiting.popleft()):
                if alike(*near) and self.put(*near):
                    waiting.append(near)

    def _ahead(self, one: str, other: str) -> Iterator[tuple[str, str]]:
        for key in self.before.exits[one]:
            ahead = self.before.behind(one, key), self.after.behind(other, key)
            if all(ahead):
                yield ahead


def _content_and_reach(side: Side) -> dict[str, Hashable]:
    """What a node does, and whether any customer comes to it: of two that do the same, only one may be in use."""
    return {node: (content, node in side.reachable) for node, content in side.contents.items()}

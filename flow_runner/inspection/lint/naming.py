"""Which name a wrong one was meant to be."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from emulator.kernel.suggest import nearest
from flow_runner.inspection.lint.comparison import comparisons, of_empty
from flow_runner.inspection.lint.near import NearNames
from flow_runner.inspection.lint.variables import Read, Variables
from flow_runner.inspection.lint.words import listed

if TYPE_CHECKING:
    from flow_runner.inspection.lint.subject import Subject

GUESSES, GUESSED_NAMES = 20, 1000  # how many names are looked for among how many: more would take longer than it helps
BUILT_IN = ("name", "phone")


class Named(NamedTuple):
    """A name as it is written in a text, and the nodes that set it; none for what every contact has."""

    text: str
    setters: tuple[str, ...]

    def __str__(self) -> str:
        return f"'{self.text}' ({f'set by {listed(self.setters)}' if self.setters else 'built in'})"


class Known:
    """The names of a flow, those of one namespace first: a name that both have means that one."""

    __slots__ = ("_guesses", "_names", "_near")

    def __init__(self, variables: Variables, first: str) -> None:
        here = {name: Named(f"@{name}", setters) for name, setters in variables.variables.items()}
        there = {name: Named(f"{{{{{name}}}}}", setters) for name, setters in variables.attributes.items()}
        built_in = {name: Named(f"{{{{{name}}}}}", ()) for name in BUILT_IN}
        order = (here, there) if first == "variable" else (there, here)
        self._names = {**built_in, **order[1], **order[0]}
        self._near = NearNames((*order[0], *order[1], *built_in))
        self._guesses = 0

    def near(self, name: str) -> Named | None:
        """The name that is a slip away."""
        found = self._near.to(name)
        return None if found is None else self._names[found]

    def guess(self, name: str) -> Named | None:
        """The name that resembles it most, one a slip away before all; not for every one in a large flow."""
        if (found := self.near(name)) is not None:
            return found
        self._guesses += 1
        if self._guesses > GUESSES or len(self._names) > GUESSED_NAMES:
            return None
        close = nearest(name, self._names)
        return None if close is None else self._names[close]


def did_you_mean(named: Named | None) -> str:
    return f" Did you mean {named}?" if named else ""


def often(read: Read) -> str:
    """In how many texts of a node a placeholder stands, where it is not one."""
    return "" if len(read.texts) == 1 else f" (in {len(read.texts)} texts of this node)"


def effect(subject: Subject, node: str, read: Read) -> str:
    """What comes of the placeholder where it stands."""
    if read.roles() != {"left"}:
        return f" As on the platform, the text '{read.reference.text}' goes out literally."
    grammar = subject.flow.grammar
    held = {
        of_empty(check, grammar, subject.contains_nothing)
        for check, _ in comparisons(subject, node)
        if grammar.references(check.variable)[:1] == [read.reference]
    }
    if len(held) == 1 and None not in held:
        return f" The comparison is {str(held.pop()).lower()} every time."
    return " The condition takes it for empty."

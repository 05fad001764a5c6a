"""What two exports do differently, as people read it: by cause, with the way that a customer takes to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from rich.console import Console
from rich.text import Text

from emulator.kernel.words import counted
from flow_runner.engine import Flow
from flow_runner.inspection.diff.change import Change
from flow_runner.inspection.diff.difference import Altered, Detour, Difference, Place, Turn, Variable
from flow_runner.report.diff import Compared
from flow_runner.report.word_diff import hanging, marked

T = TypeVar("T")

LISTED = 12  # nodes, exits or variables that are listed in one place
MAX_TOLD = 100  # causes of one kind that are told
MAX_CHANGES = 30  # of one node
LINE = 110  # characters of a line of a way
SUMMARY = 60  # characters of what a node says


def print_diff(console: Console, compared: Compared) -> None:
    """The verdict first; then exits that lead elsewhere, nodes that do something else, and variables."""
    page, found = _Page(console, compared.difference), compared.difference
    page.head(compared)
    page.many("settings of the flow", found.settings, lambda change: page.change(change, "  "))
    page.many("exits that lead elsewhere", found.detours, page.detour)
    page.many("nodes that do something else", _grouped(found.altered), page.altered)
    page.many("set nowhere any more", _by_nodes(found.variables_lost), page.variables)
    page.many("newly set", _by_nodes(found.variables_new), page.variables)
    page.out_of_reach()
    page.renamed()


class _Page:
    """Prints the parts of one difference."""

    def __init__(self, console: Console, found: Difference) -> None:
        self.console = console
        self.found = found
        now = dict(found.renamed)
        self.ends = {end.node: end.handed_over for end in (*found.ends_lost, *found.ends_new)}
        self.ends |= {now[end.node]: end.handed_over for end in found.ends_lost if end.node in now}

    def head(self, compared: Compared) -> None:
        before, after = (self.found.masks.words(flow.name) for flow in (self.found.before, self.found.after))
        names = f"'{before}'" if before == after else f"'{before}' → '{after}'"
        self.line(Text.assemble((f"{compared.before} → {compared.after}", "bold"), (f"  flow {names}", "dim")))
        verdict = ("same behaviour", "bold green") if self.found.same else ("different behaviour", "bold red")
        told = _told(self.found)
        self.line(Text.assemble(verdict, f": {', '.join(told)}" if told else ""))

    def many(self, title: str, items: Sequence[T], show: Callable[[T], None]) -> None:
        if items:
            self.line(Text(f"\n{title}", "bold"))
        for item in items[:MAX_TOLD]:
            show(item)
        if len(items) > MAX_TOLD:
            self.line(Text(f"  … and {len(items) - MAX_TOLD} more: --format json tells all", "dim"))

    def detour(self, detour: Detour) -> None:
        first, *others = _by_node(detour.turns)
        for line in _wrapped(self.way(first)):
            self.line(Text(line))
        for turns in others[:LISTED]:
            self.line(Text(f"  and {turns[0].node}: {self.words(turns)}"))
        if len(others) > LISTED:
            self.line(Text(f"  and {len(others) - LISTED} nodes more"))
        turn = first[0]
        self.row("was", self.place(self.found.before, detour.before, turn.came, "there was no such exit"), "red")
        style = "green" if detour.after.nodes else "bold yellow"
        self.row("now", self.place(self.found.after, detour.after, turn.went, "there is no such exit"), style)
        self.nodes("gone", self.found.before, detour.removed)
        self.nodes("cut off", self.found.after, detour.cut_off)
        self.nodes("new", self.found.after, detour.added)
        self.nodes("reached", self.found.after, detour.joined)

    def way(self, turns: list[Turn]) -> list[str]:
        """`start`, `main_buttons-city: taps 'Pune'`, `main_buttons-size: taps '1 BHK' or taps '2 BHK'`."""
        turn = turns[0]
        if not turn.node:
            return ["the start of the flow"]
        skipped = [f"… {turn.way.skipped} choices …"] if turn.way.skipped else []
        steps = [self.found.masks.words(step) for step in turn.way.steps]
        return ["start", *skipped, *steps, f"{turn.node}: {self.words(turns)}"]

    def words(self, turns: list[Turn]) -> str:
        return self.found.masks.words(" or ".join(turn.words or "goes on" for turn in turns[:LISTED]))

    def place(self, flow: Flow, place: Place, missing: bool, told: str) -> str:
        if not place.nodes:
            return told if missing else "nowhere: the run ends in silence"
        first, *others = place.nodes
        names = [self.node(flow, first), *(flow.titled(node) for node in others)]
        last = flow.nodes[place.nodes[-1]].uses()
        end = (
            "" if not place.ends else ": hands the chat over" if last.hands_over else ": there the run ends in silence"
        )
        return " → ".join(names) + end

    def nodes(self, title: str, flow: Flow, nodes: Sequence[str]) -> None:
        listed = [f"{self.node(flow, node)}{self.ending(node)}" for node in nodes[:LISTED]]
        listed += [f"… and {len(nodes) - LISTED} more"] if len(nodes) > LISTED else []
        for number, told in enumerate(listed):
            self.row("" if number else title, told, "dim")

    def node(self, flow: Flow, node: str) -> str:
        said = self.found.masks.summary(flow, node)
        shown = f"{said[:SUMMARY].rstrip()}…" if len(said) > SUMMARY else said
        return f'{flow.titled(node)} "{shown}"' if shown else flow.titled(node)

    def ending(self, node: str) -> str:
        if node not in self.ends:
            return ""
        return ", which hands the chat over" if self.ends[node] else ", where a run ends in silence"

    def altered(self, nodes: list[Altered]) -> None:
        after = self.found.after
        names = [
            f"{one.after} ({after.types[one.after]})" + (f", was {one.before}" if one.after != one.before else "")
            for one in nodes
        ]
        more = f" and {len(names) - LISTED} more" if len(names) > LISTED else ""
        self.line(Text(f"  {', '.join(names[:LISTED])}{more}"))
        before = ""
        changes = nodes[0].changes
        for change in changes[:MAX_CHANGES]:
            self.change(change if change.field != before else change._replace(field=""), "      ")
            before = change.field
        if len(changes) > MAX_CHANGES:
            self.line(Text(f"      … and {len(changes) - MAX_CHANGES} more", "dim"))

    def change(self, change: Change, indent: str) -> None:
        told = marked(change.before, change.after)
        if change.before == change.after:
            told = Text(f"{change.before} (another secret)")
        for line in hanging(f"{indent}{change.field:<18}  ", told):
            self.line(line)

    def variables(self, group: list[Variable]) -> None:
        """Those that the same nodes set, and read."""
        one = group[0]
        read = f"; still read by {_some(one.read_by)}" if one.read_by else ""
        told = f"  {_some([each.name for each in group])}, set by {_some(one.set_by)}{read}"
        self.line(Text(told, "yellow" if read else ""))

    def out_of_reach(self) -> None:
        away = self.found.out_of_reach
        if away:
            self.line(Text("\nout of reach: no path from the start leads there, before or now", "bold"))
            self.nodes("gone", self.found.before, away.removed)
            self.nodes("new", self.found.after, away.added)
            for group in _grouped(away.altered)[:MAX_TOLD]:
                self.altered(group)

    def renamed(self) -> None:
        pairs = self.found.renamed
        if pairs:
            shown = ", ".join(f"{one} → {other}" for one, other in pairs[:3])
            more = ", …" if len(pairs) > 3 else ""
            self.line(
                Text(f"\n{counted(len(pairs), 'node has another id', 'nodes have other ids')}: {shown}{more}", "dim")
            )

    def row(self, name: str, told: str, style: str = "") -> None:
        self.line(Text.assemble(f"      {name:<9}", (told, style)))

    def line(self, text: Text) -> None:
        self.console.print(text, soft_wrap=True)


def _told(found: Difference) -> list[str]:
    """How much is different, in a few words."""
    detours, (before, after) = found.detours, found.reachable
    if found.same:
        return [f"{after} nodes do what {before} did"] if before != after else []
    turns = sum(len(one.turns) for one in detours)
    gone, cut = sum(len(one.removed) for one in detours), sum(len(one.cut_off) for one in detours)
    new, joined = sum(len(one.added) for one in detours), sum(len(one.joined) for one in detours)
    lost = sum(1 for end in found.ends_lost if end.handed_over)
    silent = sum(1 for end in found.ends_new if not end.handed_over)
    counts = [
        (len(found.settings), "setting is another", "settings are others"),
        (turns, "exit leads elsewhere", "exits lead elsewhere"),
        (len(found.altered), "node does something else", "nodes do something else"),
        (gone, "node is gone", "nodes are gone"),
        (cut, "node is cut off", "nodes are cut off"),
        (new, "node is new", "nodes are new"),
        (joined, "node is reached now", "nodes are reached now"),
        (silent, "new place where a run ends in silence", "new places where runs end in silence"),
        (lost, "place that handed the chat over is lost", "places that handed the chat over are lost"),
    ]
    return [counted(*count) for count in counts if count[0]]


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - LISTED} more" if len(names) > LISTED else ""
    return ", ".join(names[:LISTED]) + more


def _wrapped(steps: Iterable[str]) -> list[str]:
    """A way in lines of bearable length."""
    first, *others = steps
    lines = [f"  {first}"]
    for step in others:
        if len(lines[-1]) + len(step) > LINE and lines[-1].strip() != "start":
            lines.append(f"        → {step}")
        else:
            lines[-1] += f" → {step}"
    return lines


def _by_node(turns: Iterable[Turn]) -> list[list[Turn]]:
    """The turns of one node together, in order."""
    found: dict[str, list[Turn]] = {}
    for turn in turns:
        found.setdefault(turn.node, []).append(turn)
    return list(found.values())


def _grouped(altered: Iterable[Altered]) -> list[list[Altered]]:
    """The nodes in which the same was changed together, in order."""
    found: dict[tuple[Change, ...], list[Altered]] = {}
    for one in altered:
        found.setdefault(one.changes, []).append(one)
    return list(found.values())


def _by_nodes(variables: Iterable[Variable]) -> list[list[Variable]]:
    found: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Variable]] = {}
    for one in variables:
        found.setdefault(one[1:], []).append(one)
    return list(found.values())

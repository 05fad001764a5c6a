"""Conditions that came out one way: the same run with the one value changed that makes them come out the other way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from emulator.kernel.http import BadBody
from flow_runner.engine import Flow
from flow_runner.engine.conditions import TESTS
from flow_runner.engine.events import (
    AttributeSet,
    ConditionChecked,
    ExitTaken,
    FlowReturned,
    FlowStarted,
    SheetSearched,
    VariableSet,
)
from flow_runner.engine.nodes.condition import Check, Condition
from flow_runner.engine.nodes.update_attribute import UpdateAttribute
from flow_runner.engine.nodes.webhook import Webhook
from flow_runner.engine.number import number, written
from flow_runner.engine.path import MISSING, lookup, put
from flow_runner.engine.template import Reference
from flow_runner.explore.answers import ELSE, example_of
from flow_runner.explore.move import Before, Begins, Holds, Move, Replied, Says, answered
from flow_runner.explore.trial import Script, Trial
from flow_runner.sandbox.platform import is_built_in
from flow_runner.sandbox.trace import Exchanged, What

SMALLEST = 1e-12  # share of a number by which another one surely differs


class Flip(NamedTuple):
    """A script that may make a condition come out as `side`."""

    node: str
    side: str
    script: Script


class _Checked(NamedTuple):
    """A condition that was checked: its flow, how it came out, and how much had happened."""

    flow: Flow
    node: Condition
    results: Sequence[ConditionChecked]
    exit: str
    place: int


def flips(trial: Trial) -> Iterator[Flip]:
    """For every condition of the run, and every row that was not found."""
    events = [entry.what for entry in trial.sandbox.entries(trial.phone)]
    for one in _checked(trial, events):
        wanted = "false" if one.exit == "true" else "true"
        for changes in _changes(one, wanted == "true"):
            script: Script | None = trial.moves
            for which, value in changes:
                script = script and _changed(trial, events, one, one.node.checks[which], value, script)
            if script:
                yield Flip(one.node.id, wanted, script)
    for what in events:
        if isinstance(what, SheetSearched) and not what.found and what.value:
            yield Flip(what.node, "true", (Holds(what.sheet, what.column, what.value), *trial.moves))


def _checked(trial: Trial, events: Sequence[What]) -> Iterator[_Checked]:
    flow, results = trial.sandbox.flow, list[ConditionChecked]()
    for place, what in enumerate(events):
        match what:
            case FlowStarted(version=version) | FlowReturned(version=version):
                flow = trial.sandbox.library.version(version) or flow
            case ConditionChecked():
                results.append(what)
            case ExitTaken(node=node_id, exit=exit):
                node = flow.nodes.get(node_id)
                if isinstance(node, Condition) and len(results) == len(node.checks):
                    yield _Checked(flow, node, tuple(results), exit, place)
                results.clear()


def _changes(one: _Checked, wanted: bool) -> Iterator[list[tuple[int, str]]]:
    """Which comparisons to change, and to what value of their left side: all of them, or each that is enough alone."""
    solved = [(place, _solve(check, wanted)) for place, check in enumerate(one.results)]
    found = [(place, value) for place, value in solved if value is not None and one.results[place].result is not wanted]
    if not found:
        return
    if wanted is one.node.any_of:
        yield from ([change] for change in found)
    elif len(found) == sum(check.result is not wanted for check in one.results):
        yield found


def _solve(check: ConditionChecked, wanted: bool) -> str | None:
    """A left side for which the comparison comes out as wanted; None where none is known."""
    test, right = TESTS.get(check.test), check.right
    if test is None:
        return None
    bound = number(right)
    near = [] if bound is None else [written(bound + step * max(1, abs(bound) * SMALLEST)) for step in (1, -1)]
    candidates = [right, *near, ELSE, f"{right} or not", f"not {right}", ""]
    return next((value for value in candidates if test(value, right) is wanted), None)


def _changed(
    trial: Trial, events: Sequence[What], one: _Checked, check: Check, value: str, script: Script
) -> Script | None:
    """The script with the move changed that had set the left side of a comparison; None where none is known to."""
    known = one.flow.grammar.references(check.variable)[:1]
    bare = [Reference(space, check.variable, check.variable) for space in ("variable", "attribute")]
    scripts = (_with(trial, events, one.flow, one.place, name, value, script) for name in known or bare)
    return next((found for found in scripts if found), None)


def _with(
    trial: Trial, events: Sequence[What], flow: Flow, place: int, name: Reference, value: str, script: Script
) -> Script | None:
    kind = VariableSet if name.space == "variable" else AttributeSet
    for before in range(place - 1, -1, -1):
        what = events[before]
        if isinstance(what, kind) and what.name == name.name:
            node = next((one.nodes[what.node] for one in trial.sandbox.library if what.node in one.nodes), None)
            if isinstance(node, UpdateAttribute):
                copied = _only(flow, node, name.name)
                return _with(trial, events, flow, before, copied, value, script) if copied else None
            if isinstance(node, Webhook):
                return _replied(trial, events, node, before, name.name, value, script)
            return _said(trial, before, value, script)
    never = _never_set(trial, events, place, name, value, script)
    if never is not None or name.space == "variable" or is_built_in(name.name):
        return never
    return (Begins(name.name, value), *(move for move in script if not _begins(move, name.name)))


def _begins(move: Move, name: str) -> bool:
    return isinstance(move, Begins) and move.name == name


def _only(flow: Flow, node: UpdateAttribute, name: str) -> Reference | None:
    """The placeholder that an attribute is set to, where it is nothing else."""
    texts = [one.value for one in node.updates if one.name == name]
    references = flow.grammar.references(texts[0]) if texts else []
    return references[0] if len(references) == 1 and references[0].text == texts[0].strip() else None


def _never_set(
    trial: Trial, events: Sequence[What], place: int, name: Reference, value: str, script: Script
) -> Script | None:
    """By a webhook on the way that would have saved it, had it been answered otherwise."""
    for before in range(place - 1, -1, -1):
        what = events[before]
        if isinstance(what, Exchanged):
            node = next((one.nodes[what.node] for one in trial.sandbox.library if what.node in one.nodes), None)
            if isinstance(node, Webhook) and any(saved.name == name.name for saved in node.saved):
                return _replied(trial, events, node, before, name.name, value, script)
    return None


def _said(trial: Trial, place: int, value: str, script: Script) -> Script | None:
    """The customer's last move before a place as one that says this."""
    index = _index(trial, place, lambda move: not isinstance(move, Replied | Before))
    return None if index is None or not value else (*script[:index], Says(value), *script[index + 1 :])


def _replied(
    trial: Trial, events: Sequence[What], node: Webhook, place: int, name: str, value: str, script: Script
) -> Script | None:
    """The webhook's last answer before a place as one that says this."""
    index = _index(trial, place + 1, lambda move: isinstance(move, Replied) and move.node == node.id)
    if index is None or index >= len(script):
        return None
    known = script[index]
    assert isinstance(known, Replied)
    payload, status = _payload(trial, events, node, place, known)
    reply: dict[str, Any] = {}
    for saved in node.saved:
        held, _ = lookup(payload, saved.path)
        if held is not MISSING:
            put(reply, saved.path, held)
    for saved in node.saved:
        if saved.name == name:
            put(reply, saved.path, value)
    changed = answered(node.id, f"{status} with {name} = {value or 'nothing'}", status=status, json=reply)
    return (*script[:index], changed, *script[index + 1 :])


def _payload(trial: Trial, events: Sequence[What], node: Webhook, place: int, known: Replied) -> tuple[Any, int]:
    """What the webhook was answered, as JSON with its status; an example where it was no JSON."""
    answer = known.stub
    if "json" in answer:
        return answer["json"], int(answer.get("status", 200))
    exchanged = next((one for one in reversed(events[: place + 1]) if isinstance(one, Exchanged)), None)
    exchange = trial.sandbox.tenant.universe.journal.get(exchanged.number) if exchanged else None
    try:
        if exchange is not None and exchange.reply is not None and not exchange.reply.is_empty:
            return exchange.reply.json(), exchange.reply.status
    except BadBody:
        pass
    return example_of(node), 200


def _index(trial: Trial, place: int, fits: Any) -> int | None:
    """Which of the moves was the last one of its kind before a place."""
    found = [index for index, one in enumerate(trial.taken) if one.mark < place and fits(one.move)]
    return found[-1] if found else None

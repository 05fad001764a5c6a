"""Conditions in a chain whose values look the same and are not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from flow_runner.engine.nodes.condition import Condition
from flow_runner.inspection.lint.check import check
from flow_runner.inspection.lint.comparison import FIELD, comparisons
from flow_runner.inspection.lint.example import AGENT, agent, condition, flow, webhook
from flow_runner.inspection.lint.finding import Found
from flow_runner.inspection.lint.subject import Subject

LEAD, ONE, TWO, TEAM = "main_webhook-lead", "main_condition-one", "main_condition-two", agent("main_assignAgent-team")
ASHA, OTHER = agent("main_assignAgent-asha", AGENT), agent("main_assignAgent-other", f"{AGENT[:-1]}2")
SAVED = (("ContactInputVariable", "owner", "owner"),)


def _owners(second: str) -> dict[str, object]:
    return flow(
        webhook(LEAD, saved=SAVED, statuses=((200, ONE), (0, TEAM["id"]))),
        condition(ONE, "@owner", "Equal", "Asha Agent", ASHA["id"], TWO),
        condition(TWO, "@owner", "Equal", second, OTHER["id"], TEAM["id"]),
        *(ASHA, OTHER, TEAM),
    )


@check(
    "near-equal-branches",
    "warning",
    why="Whether the platform tells them apart is not known: if it ignores case or blanks, the second branch is never "
    "taken; if it does not, a value in the other spelling goes the wrong way.",
    fix="Compare with the value exactly as its source spells it, and keep one branch, or let both lead to one node.",
    evidence="assumed",
    source="help 11463038 says 'exactly matches' and nothing of case or blanks",
    example=_owners("asha agent"),
    neighbour=_owners("Ravi Agent"),
)
def near_equal_branches(subject: Subject) -> Iterator[Found]:
    """Told at the later one, where the two lead to different nodes: two spellings of one branch are meant."""
    seen: dict[tuple[str, str, str], tuple[str, str, str]] = {}
    for node, chain in _chains(subject).items():
        target = subject.flow.target(node, "true")
        for tested, number in comparisons(subject, node):
            if tested.test != "Equal":
                continue
            plain = tested.value.strip().casefold()
            first, value, leads = seen.setdefault((chain, tested.variable, plain), (node, tested.value, target))
            if value != tested.value and leads != target:
                told = f"'{tested.value}' differs from '{value}' of {first} by nothing but case or blanks"
                yield subject.found(node, told, FIELD, number, "value")


def _chains(subject: Subject) -> dict[str, str]:
    """Conditions by the head of their chain, which goes along the false exits to where another chain joins it.

    A condition that needs all of several tests is in none: the other tests may tell two values apart.
    """
    nodes, target = subject.flow.nodes, subject.flow.target
    plain = [
        key for key, node in nodes.items() if isinstance(node, Condition) and (node.any_of or len(node.checks) < 2)
    ]
    conditions = frozenset(plain)
    following = {key: after for key in plain if (after := target(key, "false")) in conditions}
    led = Counter(following.values())
    chains: dict[str, str] = {}
    for head in (key for key in plain if led[key] != 1):
        here = head
        while here:
            chains[here] = head
            after = following.get(here, "")
            here = after if led[after] == 1 else ""
    return chains

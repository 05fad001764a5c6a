"""Set a condition."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flow_runner.engine.assumptions import EMPTY_CONTAINS, EQUAL_CASE, EQUAL_SPACES
from flow_runner.engine.conditions import CONTAINS, GUESSED, NUMERIC, TESTS
from flow_runner.engine.context import Context
from flow_runner.engine.events import ConditionChecked
from flow_runner.engine.fields import Fields
from flow_runner.engine.node import Exit, NoWait, Uses, node_type
from flow_runner.engine.step import Go, Step
from flow_runner.engine.template import Reference

# What EQUAL_CASE and EQUAL_SPACES make of a side before it is compared.
NORMAL: dict[tuple[str, str], Callable[[str], str]] = {
    ("sensitive", "kept"): str,
    ("sensitive", "trimmed"): str.strip,
    ("ignored", "kept"): str.casefold,
    ("ignored", "trimmed"): lambda text: text.strip().casefold(),
}


@dataclass(frozen=True, slots=True)
class Check:
    """One comparison. `variable` carries its own spelling: `@name`, `{{name}}`, or bare in hand-made files."""

    variable: str
    test: str
    value: str


@node_type(
    "Condition",
    evidence="observed",
    source="real exports, working live; six of the eight test names are guesses",
    marks=("flowNodeConditions", "conditionResult", "conditionOperator"),
)
@dataclass(frozen=True, slots=True)
class Condition(NoWait):
    """Compares texts and leaves by `true` or `false`; the wrong namespace is false, without a word."""

    id: str
    checks: tuple[Check, ...]
    any_of: bool
    yes: str
    no: str

    @classmethod
    def parse(cls, node_id: str, fields: Fields) -> Condition:
        result = fields.object("conditionResult")
        checks = tuple(_check(one, fields) for one in fields.objects("flowNodeConditions"))
        if not checks:
            fields.warn("no-conditions", "there is nothing to compare; it counts as false")
        return cls(
            id=node_id,
            checks=checks,
            any_of=fields.text("conditionOperator", "None").lower() == "or",
            yes=result.text("yResultNodeId"),
            no=result.text("nResultNodeId"),
        )

    def enter(self, ctx: Context) -> Step:
        results = [self._holds(ctx, check) for check in self.checks]
        held = bool(results) and (any(results) if self.any_of else all(results))
        return Go("true" if held else "false")

    def exits(self) -> tuple[Exit, ...]:
        return Exit("true", "true", self.yes, ("true",)), Exit("false", "false", self.no, ("false",))

    def uses(self) -> Uses:
        told = [f"{check.variable} {check.test} '{check.value}'" for check in self.checks]
        return Uses(
            texts=tuple(text for check in self.checks for text in (check.variable, check.value)),
            summary=(" or " if self.any_of else " and ").join(told),
        )

    def _holds(self, ctx: Context, check: Check) -> bool:
        left, right = _left(ctx, check.variable), ctx.render(check.value, "value")
        result = _compared(ctx, check.test, left, right)
        ctx.emit(ConditionChecked(self.id, left, check.test, right, result))
        return result


def _check(one: Fields, node: Fields) -> Check:
    test = one.text("flowConditionType")
    at = one.pointer.removeprefix(node.pointer).split("/")[1:]
    if test not in TESTS:
        node.warn("unknown-test", f"the test '{test}' is not known and counts as false", *at, "flowConditionType")
    elif test in GUESSED:
        told = f"the name '{test}' of this test was never seen in an export"
        node.warn("guessed-test", told, *at, "flowConditionType")
    return Check(one.text("variable").strip(), test, one.text("value"))


def _left(ctx: Context, variable: str) -> str:
    """The value compared; empty for what was never set."""
    bare = not variable.startswith(("@", "{{"))
    references = ctx.flow.grammar.references(variable)
    if references:
        return ctx.value(references[0]) or ""
    if bare and variable:
        ctx.warn("bare-variable", f"'{variable}' has neither @ nor {{{{}}}}; both were tried, the attribute first")
        for space in ("attribute", "variable"):
            value = ctx.value(Reference(space, variable, variable))
            if value is not None:
                return value
    return ""


def _compared(ctx: Context, test: str, left: str, right: str) -> bool:
    """The test under the choices in force; leans on an assumption only where another choice could matter."""
    check = TESTS.get(test)
    if check is None:
        return False
    if not left and not right and test in CONTAINS and ctx.lean(EMPTY_CONTAINS) == "true":
        return not check(left, right)
    if test in NUMERIC or (left == right and left.strip()):  # equal sides stay equal, whatever is done to both
        return check(left, right)
    results = {choice: check(normal(left), normal(right)) for choice, normal in NORMAL.items()}
    if len(set(results.values())) == 1:
        return results[EQUAL_CASE.default, EQUAL_SPACES.default]
    case, spaces = ctx.assumptions.choice(EQUAL_CASE), ctx.assumptions.choice(EQUAL_SPACES)
    if any(results[EQUAL_CASE.default, s] != results[c, s] for c, s in results):
        case = ctx.lean(EQUAL_CASE)
    if any(results[c, EQUAL_SPACES.default] != results[c, s] for c, s in results):
        spaces = ctx.lean(EQUAL_SPACES)
    return results[case, spaces]

"""What was verified, as JSON (schema: `VERIFY_SCHEMA`). What is somebody's is masked in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from emulator.kernel.evidence import Evidence
from emulator.kernel.json_schema import list_of, record
from flow_runner.verify.check import Check
from flow_runner.verify.observation import Differs, Same, Settles, Skipped, Unanswered
from flow_runner.verify.suite import UNASKED, UNOBSERVABLE, Verdict

Result = Literal["same", "settled", "settled_otherwise", "differs", "skipped", "no_answer"]
RESULTS: tuple[Result, ...] = get_args(Result)
TEXT = {"type": "string"}
NAME = {"type": "string", "pattern": r"^(wati|zoho)\.[a-z0-9-]+$"}


@dataclass(frozen=True, slots=True)
class Verified:
    """All verdicts of a run on `target`. `assumed` is what the sandbox assumes, by name of the assumption; `hide` masks
    a text that may quote a reply.
    """

    target: str
    hosts: tuple[str, ...]
    verdicts: tuple[Verdict, ...]
    assumed: Mapping[str, str]
    hide: Callable[[str], str]

    def result(self, verdict: Verdict) -> Result:
        """What came of a check; replies that break their contract are counted apart."""
        match verdict.observation:
            case Unanswered():
                return "no_answer"
            case Skipped():
                return "skipped"
            case Settles():
                return "settled_otherwise" if self.otherwise(verdict) else "settled"
            case Differs():
                return "differs"
            case Same():
                return "same"

    def counts(self) -> dict[str, int]:
        found = [self.result(one) for one in self.verdicts]
        return {result: found.count(result) for result in RESULTS}

    def agrees(self) -> bool:
        """Whether nothing differs, no contract is broken, and no assumption was settled otherwise than assumed."""
        wrong = ("differs", "settled_otherwise")
        return not any(self.result(one) in wrong or one.breaches for one in self.verdicts)

    def otherwise(self, verdict: Verdict) -> bool:
        seen = verdict.observation
        return isinstance(seen, Settles) and seen.choice != self.assumed[seen.assumption.name]


CHECK = {
    "name": NAME,
    "believed": {"type": "string", "description": "what is believed, in a sentence"},
    "operations": list_of(TEXT, "what the check looks at"),
    "evidence": {"enum": list(get_args(Evidence))},
    "source": TEXT,
}
CHECKS_SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "What `wati-sandbox verify --list --format json` prints",
    **list_of(
        record(
            {
                **CHECK,
                "settles": {"type": ["string", "null"], "description": "an assumption, or null"},
                "needs": list_of(TEXT, "what must be allowed or given"),
            }
        )
    ),
}
VERIFY_SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "What `wati-sandbox verify --format json` prints",
    **record(
        {
            "target": {"enum": ["emulator", "live"]},
            "hosts": list_of(TEXT, "of a real account: what was asked"),
            "checks": list_of(record({**CHECK, "result": {"enum": list(RESULTS)}, "told": TEXT})),
            "settled": list_of(
                record({"assumption": TEXT, "seen": TEXT, "choice": TEXT, "assumed": TEXT, "check": NAME})
            ),
            "differs": list_of(
                record(
                    {
                        "check": {**NAME, "description": "that saw it, or saw it first"},
                        "operation": {"type": "string", "description": "whose contract a reply breaks, or empty"},
                        "pointer": {"type": "string", "description": "JSON pointer into the reply"},
                        "times": {"type": "integer", "minimum": 1, "description": "in so many items of lists"},
                        "expected": TEXT,
                        "found": {"type": "string", "description": "of values only the look: letters a, digits 9"},
                    }
                )
            ),
            "summary": record({result: {"type": "integer", "minimum": 0} for result in RESULTS}),
            "agrees": {"type": "boolean", "description": "nothing differs, nothing was settled otherwise"},
            "unobservable": {"type": "object", "additionalProperties": TEXT, "description": "assumptions, and why"},
            "unasked": {"type": "object", "additionalProperties": TEXT, "description": "operations, and why"},
        }
    ),
}


def as_json(verified: Verified) -> dict[str, Any]:
    return {
        "target": verified.target,
        "hosts": list(verified.hosts),
        "checks": [
            {**_check(one.check), "result": verified.result(one), "told": told(verified, one)}
            for one in verified.verdicts
        ],
        "settled": [
            {
                "assumption": seen.assumption.name,
                "seen": verified.hide(seen.found),
                "choice": seen.choice,
                "assumed": verified.assumed[seen.assumption.name],
                "check": one.check.name,
            }
            for one in verified.verdicts
            if isinstance(seen := one.observation, Settles)
        ],
        "differs": list(differing(verified)),
        "summary": verified.counts(),
        "agrees": verified.agrees(),
        "unobservable": dict(UNOBSERVABLE),
        "unasked": dict(UNASKED),
    }


def checks_as_json(checks: Iterable[Check]) -> list[dict[str, Any]]:
    return [
        {**_check(one), "settles": one.settles.name if one.settles else None, "needs": sorted(one.needs)}
        for one in checks
    ]


def told(verified: Verified, verdict: Verdict) -> str:
    """What came of a check, in a line."""
    match verdict.observation:
        case Unanswered(why=why):
            return why  # a host that the user named, and words of our own
        case Skipped(why=why):
            return verified.hide(why)
        case Differs(expected=expected, found=found):
            return f"expected {expected}, found {verified.hide(found)}"
        case Settles(assumption=assumption, choice=choice):
            same = "otherwise than" if verified.otherwise(verdict) else "as"
            return f"{assumption.name} = {choice}, {same} assumed"
    return verdict.check.believed


def differing(verified: Verified) -> Iterable[dict[str, Any]]:
    """What a check saw otherwise, and where a reply breaks the contract of its operation."""
    for one in verified.verdicts:
        if isinstance(one.observation, Differs):
            seen = {"expected": one.observation.expected, "found": verified.hide(one.observation.found)}
            yield {"check": one.check.name, "operation": "", "pointer": "", "times": 1, **seen}
        for breach in one.breaches:
            yield {"check": one.check.name, **breach._asdict(), "found": verified.hide(breach.found)}


def _check(one: Check) -> dict[str, Any]:
    return {
        "name": one.name,
        "believed": one.believed,
        "operations": list(one.operations),
        "evidence": one.evidence,
        "source": one.source,
    }

"""Whether a conversation depends on what nobody knows, as JSON (schema: `EVERY_ASSUMPTION_SCHEMA`)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from emulator.kernel.assumption import ASSUMPTIONS, Assumption
from emulator.kernel.json_schema import record
from emulator.kernel.secret import MASK, is_secret_name, mask_text
from flow_runner.explore.outcome import Differing
from flow_runner.explore.vary import Played, Variation
from flow_runner.report.result import RUN_SCHEMA, masked_transcript, transcript

TEXT = {"type": "string"}
TEXT_OR_NOTHING = {"type": ["string", "null"]}
TEXTS = {"type": "array", "items": TEXT}


class Varied(NamedTuple):
    """A conversation as it was played at first, and under every alternative of what it leaned on."""

    base: Played
    variations: Sequence[Variation]

    @property
    def tried(self) -> list[Assumption]:
        """The assumptions that were varied."""
        return list(dict.fromkeys(one.alternative.assumption for one in self.variations))

    @property
    def depends_on(self) -> list[str]:
        """The names of those of which an alternative comes out differently."""
        return list(dict.fromkeys(one.alternative.assumption.name for one in self.variations if one.differing))

    @property
    def not_met(self) -> list[Variation]:
        """The alternatives under which an expectation is not met."""
        return [one for one in self.variations if one.played.not_met]

    @property
    def chosen(self) -> list[str]:
        """Assumptions that the conversation leaned on and that were not varied: somebody had said what is true."""
        return [name for name in self.base.leaned if name in self.base.chosen]

    @property
    def without_alternative(self) -> list[str]:
        """Those that leave nothing to try."""
        return [name for name in self.base.leaned if name not in self.base.chosen and not ASSUMPTIONS[name].choices[1:]]

    @property
    def only_then(self) -> list[str]:
        """Those that it leans on under an alternative only; they were not varied."""
        return list(dict.fromkeys(name for one in self.variations for name in one.leans_also_on))


RUN = {key: value for key, value in RUN_SCHEMA.items() if key not in ("$schema", "title")}
VARIATION = record(
    {
        "name": TEXT,
        "choice": {"type": "string", "description": "the alternative that was tried"},
        "instead_of": {"type": "string", "description": "the choice in force at first"},
        "same": {"type": "boolean", "description": "whether everything came out as at first"},
        "differs": {
            "type": "array",
            "items": record({"topic": TEXT, "name": TEXT, "before": TEXT_OR_NOTHING, "after": TEXT_OR_NOTHING}),
            "description": "what came out differently, secrets masked; null is nothing",
        },
        "leans_also_on": {**TEXTS, "description": "assumptions that it leaned on only here"},
        "expectations_not_met": TEXTS,
        "transcript": RUN["properties"]["transcript"],
    }
)
EVERY_ASSUMPTION_SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "What `wati-sandbox run --every-assumption --format json` prints",
    **record(
        {
            "run": {**RUN, "description": "the conversation under the choices in force"},
            "variations": {"type": "array", "items": VARIATION, "description": "one alternative at a time"},
            "depends_on": {**TEXTS, "description": "assumptions of which an alternative comes out differently"},
            "not_varied": record(
                {
                    "chosen": {**TEXTS, "description": "somebody had said what is true"},
                    "without_alternative": {**TEXTS, "description": "no other choice is built yet"},
                    "only_then": {**TEXTS, "description": "leaned on under an alternative only"},
                }
            ),
        }
    ),
}


def as_json(run: dict[str, Any], varied: Varied, show_secrets: bool = False) -> dict[str, Any]:
    """`run` is the result of the conversation at first, as `run --format json` prints it."""
    return {
        "run": run,
        "variations": [_variation(varied.base, one, show_secrets) for one in varied.variations],
        "depends_on": varied.depends_on,
        "not_varied": {
            "chosen": varied.chosen,
            "without_alternative": varied.without_alternative,
            "only_then": varied.only_then,
        },
    }


def shown(differing: Iterable[Differing], secrets: frozenset[str] | None) -> list[Differing]:
    """What came out differently without its secrets; None masks nothing."""
    if secrets is None:
        return list(differing)
    return [
        one._replace(before=_safe(one, one.before, secrets), after=_safe(one, one.after, secrets)) for one in differing
    ]


def _safe(one: Differing, text: str | None, secrets: frozenset[str]) -> str | None:
    if not text:
        return text
    return MASK if is_secret_name(one.name) else mask_text(text, secrets, spoken=one.topic.startswith("messages"))


def _variation(base: Played, one: Variation, show_secrets: bool) -> dict[str, Any]:
    name, secrets = one.alternative.assumption.name, base.secrets | one.played.secrets
    lines = transcript(one.played.entries)
    return {
        "name": name,
        "choice": one.alternative.choice,
        "instead_of": base.leaned[name],
        "same": not one.differing,
        "differs": [it._asdict() for it in shown(one.differing, None if show_secrets else secrets)],
        "leans_also_on": list(one.leans_also_on),
        "expectations_not_met": [text if show_secrets else mask_text(text, secrets) for text in one.played.not_met],
        "transcript": lines if show_secrets else masked_transcript(lines, secrets),
    }

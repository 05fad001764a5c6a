"""Which ways of writing a number lose the customer, as JSON (schema: `PHONES_SCHEMA`), and the words for it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from emulator.kernel.json_schema import list_of, record
from emulator.kernel.secret import Masker
from flow_runner.explore.phone_trial import Ending
from flow_runner.explore.phones import MATCHING, Family, Fuzzed

TEXT = {"type": "string"}
COUNT = {"type": "integer", "minimum": 0}
CHOICES = {"type": "object", "additionalProperties": TEXT}
VERDICTS = {
    "lost": "lost, {}",
    "unsure": "depends on what nobody knows",
    "safe": "found, {}",
}
FAMILY = record(
    {
        "family": TEXT,
        "verdict": {"enum": list(VERDICTS), "description": "found under no choice, under some, under every choice"},
        "example": {"type": "string", "description": "the first number as it stands in Zoho"},
        "numbers": {"type": "integer", "minimum": 1},
        "found": {**COUNT, "description": "of how many numbers the lead is found, under the choices in force"},
        "under": list_of(
            record({"assumption": TEXT, "choice": TEXT, "found": COUNT}), "one other choice at a time, all else as is"
        ),
        "depends_on": list_of(TEXT, "assumptions that decide it, alone or with others"),
        "missed": list_of(TEXT, "the numbers missed under the choices in force"),
    }
)
PHONES_SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "What `wati-sandbox fuzz-phones --format json` prints",
    **record(
        {
            "flow": TEXT,
            "field": {"enum": ["Phone", "Mobile"], "description": "of the lead"},
            "numbers": list_of(TEXT, "E.164"),
            "queries": list_of(TEXT, "the searches for the first number, secrets masked"),
            "in_force": {**CHOICES, "description": "the choices of what was varied or said"},
            "chosen": list_of(TEXT, "assumptions that somebody had said, and that were not varied"),
            "families": list_of(FAMILY, "the worst first"),
            "customers_missed": list_of(
                record(
                    {
                        "families": list_of(TEXT),
                        "outcome": {"enum": ["ended", "waiting", "failed", "not started"]},
                        "assignee": {"type": ["string", "null"]},
                        "messages": list_of(TEXT),
                    }
                ),
                "what a customer gets who is missed under the choices in force",
            ),
        }
    ),
}


class Report(NamedTuple):
    """What is told. Secrets are masked in all of it."""

    flow: str
    fuzzed: Fuzzed
    masked: Masker


def as_json(report: Report) -> dict[str, Any]:
    fuzzed = report.fuzzed
    in_force = {one.name: one.default for one in fuzzed.varied}
    return {
        "flow": report.masked(report.flow),
        "field": fuzzed.field,
        "numbers": list(fuzzed.numbers),
        "queries": queries(report),
        "in_force": {**in_force, **said(fuzzed)},
        "chosen": list(said(fuzzed)),
        "families": [_family(fuzzed, one) for one in fuzzed.families],
        "customers_missed": [
            {
                "families": names,
                "outcome": ending.outcome,
                "assignee": ending.assignee or None,
                "messages": list(ending.messages),
            }
            for ending, names in endings(report)
        ],
    }


def queries(report: Report) -> list[str]:
    """The searches for the first number, whichever the writing."""
    tried = [one.tried[0].under[report.fuzzed.in_force] for one in report.fuzzed.families]
    return list(dict.fromkeys(report.masked(query) for trial in tried for query in trial.queries))


def said(fuzzed: Fuzzed) -> Mapping[str, str]:
    """The choices that somebody had said, of those that decide a search."""
    return {one.name: fuzzed.chosen[one.name] for one in MATCHING if one.name in fuzzed.chosen}


def endings(report: Report) -> list[tuple[Ending, list[str]]]:
    """What customers get who are missed as things stand, and the families of which they do; most come first."""
    found: dict[Ending, list[str]] = {}
    for family in report.fuzzed.missed():
        ending = family.missed(report.fuzzed.in_force)[0].under[report.fuzzed.in_force].ending
        shown = ending._replace(messages=tuple(report.masked(text, spoken=True) for text in ending.messages))
        found.setdefault(shown, []).append(family.name)
    return sorted(found.items(), key=lambda pair: -len(pair[1]))


def cell(found: int, of: int) -> str:
    """`found`, `missed`, `3 of 7`"""
    return "found" if found == of else "missed" if not found else f"{found} of {of}"


def visible(text: str) -> str:
    r"""What cannot be seen, or told from a plain blank or dash, is spelled: `\u200b`."""
    return "".join(char if _is_plain(char) else "\\t" if char == "\t" else f"\\u{ord(char):04x}" for char in text)


def advice(fuzzed: Fuzzed) -> list[tuple[str, str]]:
    """(verdict, sentence): what is lost, what depends on what, what is safe; then what to do, with an empty verdict."""
    told = []
    whatever = "whatever else Zoho does" if said(fuzzed) else "whatever Zoho does"
    for verdict, words in VERDICTS.items():
        families = fuzzed.judged(verdict)
        if families:
            told.append((verdict, f"{words.format(whatever)} ({len(families)}): {_named(fuzzed, families)}"))
    if fuzzed.judged("lost") or fuzzed.judged("unsure"):
        safe = [one.name for one in fuzzed.judged("safe")]
        form = next((name for name in ("plus", "digits", "spaces") if name in safe), "")
        example = next((one.tried[0].phone.written for one in fuzzed.families if one.name == form), "")
        told.append(("", f"Write those numbers in Zoho anew, for example as {example}." if example else NOTHING_SAFE))
    if fuzzed.judged("unsure"):
        told.append(("", "If you know what Zoho does, say so: --assume NAME=CHOICE."))
    return told


NOTHING_SAFE = "No plain writing is found for sure: look at the search that the chatbot sends."


def _named(fuzzed: Fuzzed, families: Iterable[Family]) -> str:
    """`national (zoho.phone_match), full_width (zoho.phone_digits)`: those that depend on the same stand together."""
    groups: dict[str, list[str]] = {}
    for one in families:
        groups.setdefault(" and ".join(fuzzed.depends_on(one)), []).append(one.name)
    return "; ".join(f"{', '.join(names)} ({why})" if why else ", ".join(names) for why, names in groups.items())


def _family(fuzzed: Fuzzed, family: Family) -> dict[str, Any]:
    return {
        "family": family.name,
        "verdict": family.verdict,
        "example": family.tried[0].phone.written,
        "numbers": len(family.tried),
        "found": family.found(fuzzed.in_force),
        "under": [
            {"assumption": assumption.name, "choice": choice, "found": family.found(under)}
            for assumption, choice, under in fuzzed.alternatives()
        ],
        "depends_on": fuzzed.depends_on(family),
        "missed": [one.phone.number for one in family.missed(fuzzed.in_force)],
    }


def _is_plain(char: str) -> bool:
    looks_alike = unicodedata.decomposition(char).startswith("<noBreak>")
    return char == " " or (unicodedata.category(char)[0] not in "CZ" and not looks_alike)

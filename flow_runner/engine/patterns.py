"""Regular expressions of exports: compiled at load, refused if they run away, and always under a time limit."""

from __future__ import annotations

import re
from functools import lru_cache
from math import prod

import regex

from flow_runner.engine.fields import Fields

TIMEOUT_S = 0.25
PROBE_TIMEOUT_S = 0.1
MAX_PATTERN = 2000
MAX_EXPANSION = 100_000  # counted repetitions are written out when a pattern is compiled
_COUNTS = re.compile(r"\{([1-9]\d{0,8})")

# What a backtracking matcher chokes on: long runs of one kind of character, and then one that does not fit.
PROBES = (*(char * 64 + end for char in "a1 A-x.@" for end in "!\x00"), "ab" * 32 + "!", "a1" * 32 + "!")


def compile_safely(fields: Fields) -> regex.Pattern[str] | None:
    """`regex` of an answerValidation; None, with an error noted, where it cannot be read or runs away."""
    text = fields.text("regex")
    if not text:
        fields.warn("empty-regex", "the regex is empty: as on the platform, every answer is rejected", "regex")
        return None
    pattern, fault = _compiled(text)
    if pattern is None:
        fields.error("bad-regex", fault, "regex")
        return None
    if [problem.code for problem in fields.problems[:1]] == ["regex-bomb"]:
        return pattern  # the export is refused already; more probes would only take time
    choked = _choked(text)
    if choked:
        told = (
            f"the regex {text!r} takes for ever on answers such as {choked[:8]!r}…; a repetition inside a repetition "
            "must not be able to match the same text in two ways"
        )
        fields.error("regex-bomb", told, "regex")
        fields.problems.insert(0, fields.problems.pop())  # where the next pattern finds it without a search
        return None
    return pattern


@lru_cache(maxsize=1024)
def _compiled(text: str) -> tuple[regex.Pattern[str] | None, str]:
    """The pattern, or what is wrong with it."""
    if len(text) > MAX_PATTERN or prod(int(count) for count in _COUNTS.findall(text)) > MAX_EXPANSION:
        return None, f"the regex {text[:80]!r} is too large, or repeats too often, to be used"
    try:
        return regex.compile(text), ""
    except (regex.error, RecursionError, OverflowError, MemoryError) as error:
        return None, f"the regex {text!r} cannot be read: {error}"


@lru_cache(maxsize=1024)
def _choked(text: str) -> str:
    """The first answer on which a pattern that can be read takes too long; empty where there is none."""
    pattern = regex.compile(text)
    for probe in dict.fromkeys((*PROBES, *(char * 64 + "!" for char in sorted(set(text) - {"!"})))):
        try:
            pattern.search(probe, timeout=PROBE_TIMEOUT_S)
        except TimeoutError:
            return probe
    return ""

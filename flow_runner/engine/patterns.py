"""Regular expressions of exports: compiled at load, refused if they run away, and always under a time limit."""

from __future__ import annotations

import re
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
        fields.warn("empty-regex", "the regex is empty: as on the platform, every answer is rejected")
        return None
    if len(text) > MAX_PATTERN or prod(int(count) for count in _COUNTS.findall(text)) > MAX_EXPANSION:
        fields.error("bad-regex", f"the regex {text[:80]!r} is too large, or repeats too often, to be used")
        return None
    try:
        pattern = regex.compile(text)
    except (regex.error, RecursionError, OverflowError, MemoryError) as error:
        fields.error("bad-regex", f"the regex {text!r} cannot be read: {error}")
        return None
    if any(problem.code == "regex-bomb" for problem in fields.problems):
        return pattern  # the export is refused already; more probes would only take time
    probes = (*PROBES, *(char * 64 + "!" for char in sorted(set(text) - {"!"})))
    for probe in dict.fromkeys(probes):
        try:
            pattern.search(probe, timeout=PROBE_TIMEOUT_S)
        except TimeoutError:
            fields.error(
                "regex-bomb",
                f"the regex {text!r} takes for ever on answers such as {probe[:8]!r}…; a repetition inside a "
                "repetition must not be able to match the same text in two ways",
            )
            return None
    return pattern

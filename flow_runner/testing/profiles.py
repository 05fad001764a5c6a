"""A hypothesis strategy for the profile of an account, as a world.yaml holds it, and for what happens in its inbox."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ZONES = ("UTC", "Asia/Kolkata", "America/Los_Angeles", "Pacific/Auckland")
WORDS = ("hi", "menu", "yes", "Tell me about your prices", "नमस्ते")

Raw = dict[str, Any]


def profiles(agents: Sequence[str], teams: Sequence[str]) -> st.SearchStrategy[Raw]:
    """Profiles of an account that has these agents and teams, by name: each one valid, few of them sensible."""
    action = st.one_of(
        st.builds(lambda text: {"send": text}, st.sampled_from(["Welcome", "{{name}}", "See you"])),
        st.builds(lambda name: {"chatbot": name}, st.sampled_from(["this", "Generated bot", "nobody's"])),
        st.builds(lambda status: {"status": status}, st.sampled_from(["open", "pending", "solved"])),
        st.just({"attributes": {"city": "Pune"}}),
    )
    routing = st.one_of(
        st.builds(lambda name: {"assign_agent": name}, st.sampled_from(list(agents))),
        st.builds(lambda name: {"assign_team": name}, st.sampled_from(list(teams))),
    )
    some = st.lists(action, min_size=1, max_size=2)
    any_of = st.lists(st.one_of(action, routing), min_size=1, max_size=2)
    at_once = st.fixed_dictionaries({"do": any_of})
    keyword = st.one_of(
        st.fixed_dictionaries(
            {"match": st.sampled_from(["exact", "fuzzy"]), "words": _some_of(WORDS), "do": any_of},
            optional={"similarity": st.integers(1, 100)},
        ),
        st.fixed_dictionaries({"match": st.just("contains"), "words": _some_of(WORDS), "do": some}),
    )
    defaults = st.fixed_dictionaries(
        {},
        optional={
            "outside_hours": at_once,
            "welcome": at_once,
            "before_expiry": at_once,
            "no_match": at_once,
            "no_reply": st.fixed_dictionaries({"after_minutes": st.integers(1, 90), "do": any_of}),
        },
    )
    rule = st.fixed_dictionaries(
        {"when": st.sampled_from(["new_chat", "message"]), "do": any_of}, optional={"outside_hours": st.booleans()}
    )
    return st.fixed_dictionaries(
        {},
        optional={
            "time_zone": st.sampled_from(ZONES),
            "working_hours": st.lists(_hours(), max_size=3),
            "holiday": st.booleans(),
            "fallback": st.fixed_dictionaries(
                {"text": st.just("Please choose")}, optional={"tries": st.integers(1, 3)}
            ),
            "timer": _timer(),
            "keywords": st.lists(keyword, max_size=3),
            "default_actions": defaults,
            "rules": st.lists(rule, max_size=2),
            "routing": st.fixed_dictionaries(
                {}, optional={"round_robin": st.booleans(), "contact_owner": st.booleans()}
            ),
        },
    )


def _some_of(values: Sequence[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(list(values)), min_size=1, max_size=2, unique=True)


def _hours() -> st.SearchStrategy[Raw]:
    def hours(days: list[str], begin: int, length: int) -> Raw:
        return {"days": days, "from": f"{begin:02d}:00", "to": f"{min(begin + length, 24):02d}:00"}

    return st.builds(hours, _some_of(DAYS), st.integers(0, 23), st.integers(1, 24))


def _timer() -> st.SearchStrategy[Raw]:
    def timer(remind: int, distance: int, reminds: bool, text: str) -> Raw:
        found: Raw = {"end_after_minutes": remind + distance}
        return found | ({"remind_after_minutes": remind} if reminds else {}) | ({"text": text} if text else {})

    return st.builds(
        timer, st.integers(1, 60), st.integers(1, 60), st.booleans(), st.sampled_from(["", "Still there?"])
    )

"""What the `profile` of a world.yaml may hold, as JSON Schema, and what a schema cannot see in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from emulator.document import Document, Mistake
from emulator.kernel.json_schema import object_of
from emulator.kernel.suggest import did_you_mean
from emulator.wati.profile import DAYS, minutes

TEXT = {"type": "string", "minLength": 1}
TIME = {"type": "string", "pattern": "^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$", "title": "a time of day, as 09:30"}
MINUTES = {"type": "number", "exclusiveMinimum": 0, "maximum": 1440}  # help 11463040
SHORTEST_DISTANCE_MINUTES = 1  # between reminder and end


ACTION = {
    **object_of(
        {
            "send": TEXT,
            "chatbot": {**TEXT, "description": "id or name; 'this' is the one under test"},
            "assign_agent": TEXT,
            "assign_team": TEXT,
            "status": {"enum": ["open", "pending", "solved"]},
            "attributes": {
                "type": "object",
                "additionalProperties": {"type": ["string", "integer", "number"]},
                "minProperties": 1,
            },
        }
    ),
    "minProperties": 1,
    "maxProperties": 1,
}
ACTIONS = {"type": "array", "items": ACTION, "minItems": 1}
WAITING = object_of({"after_minutes": MINUTES, "do": ACTIONS}, "after_minutes", "do")
AT_ONCE = object_of({"do": ACTIONS}, "do")

PROFILE_SCHEMA: dict[str, Any] = object_of(
    {
        "plan": {"enum": ["growth", "pro", "business"]},
        "time_zone": {**TEXT, "description": "IANA name, for example Asia/Kolkata"},
        "working_hours": {
            "type": "array",
            "items": object_of(
                {"days": {"type": "array", "items": {"enum": list(DAYS)}, "minItems": 1}, "from": TIME, "to": TIME},
                "days",
                "from",
                "to",
            ),
        },
        "holiday": {"type": "boolean"},
        "fallback": object_of({"text": TEXT, "tries": {"type": "integer", "minimum": 1, "maximum": 100}}, "text"),
        "timer": object_of(
            {"end_after_minutes": MINUTES, "remind_after_minutes": MINUTES, "text": TEXT}, "end_after_minutes"
        ),
        "keywords": {
            "type": "array",
            "items": object_of(
                {
                    "match": {"enum": ["exact", "contains", "fuzzy"]},
                    "words": {"type": "array", "items": TEXT, "minItems": 1},
                    "similarity": {"type": "integer", "minimum": 1, "maximum": 100},
                    "do": ACTIONS,
                },
                "match",
                "words",
                "do",
            ),
        },
        "default_actions": object_of(
            {
                "outside_hours": AT_ONCE,
                "welcome": AT_ONCE,
                "no_reply": WAITING,
                "before_expiry": AT_ONCE,
                "no_match": AT_ONCE,
            }
        ),
        "rules": {
            "type": "array",
            "items": object_of(
                {
                    "when": {"enum": ["new_chat", "message"]},
                    "outside_hours": {"type": "boolean"},
                    "do": ACTIONS,
                },
                "when",
                "do",
            ),
        },
        "routing": object_of({"round_robin": {"type": "boolean"}, "contact_owner": {"type": "boolean"}}),
    }
)

Place = tuple[str | int, ...]


@cache
def time_zones() -> frozenset[str]:
    return frozenset(available_timezones())


def mistakes(document: Document, profile: dict[str, Any], agents: set[str], teams: set[str]) -> Iterator[Mistake]:
    """Names that point nowhere, and values that cannot be; for a profile that holds to the schema."""
    zone = profile.get("time_zone")
    if zone is not None and zone not in time_zones():
        hint = did_you_mean(zone, time_zones())
        yield document.mistake(("profile", "time_zone"), f"no time zone is called '{zone}'.{hint}")
    for number, entry in enumerate(profile.get("working_hours", ())):
        if minutes(entry["from"]) >= minutes(entry["to"]):
            told = "it must end after it begins; split hours past midnight: to 24:00, and from 00:00 on the next day"
            yield document.mistake(("profile", "working_hours", number), told)
    timer = profile.get("timer", {})
    if "remind_after_minutes" in timer:
        distance = timer["end_after_minutes"] - timer["remind_after_minutes"]
        if distance < SHORTEST_DISTANCE_MINUTES:
            told = "the reminder must come at least 1 minute before the end"
            yield document.mistake(("profile", "timer", "remind_after_minutes"), told)
    yield from _plan(document, profile)
    for path, action in _actions(profile):
        yield from _names(document, path, action, agents, teams)
    for number, keyword in enumerate(profile.get("keywords", ())):
        for place, action in enumerate(keyword["do"]):
            if keyword["match"] == "contains" and {"assign_agent", "assign_team"} & action.keys():
                path = ("profile", "keywords", number, "do", place)
                yield document.mistake(path, "a keyword that is contained cannot assign; use exact or fuzzy")


def _plan(document: Document, profile: dict[str, Any]) -> Iterator[Mistake]:
    plan, routing = profile.get("plan", "business"), profile.get("routing", {})
    for name, plans in (("round_robin", ("business",)), ("contact_owner", ("pro", "business"))):
        if routing.get(name) and plan not in plans:
            told = f"{name} needs the plan {' or '.join(plans)}; this account is on {plan}"
            yield document.mistake(("profile", "routing", name), told)


def _actions(profile: dict[str, Any]) -> Iterator[tuple[Place, dict[str, str]]]:
    holders: list[tuple[Place, dict[str, Any]]] = [
        *((("keywords", number), entry) for number, entry in enumerate(profile.get("keywords", ()))),
        *((("default_actions", name), entry) for name, entry in profile.get("default_actions", {}).items()),
        *((("rules", number), entry) for number, entry in enumerate(profile.get("rules", ()))),
    ]
    for path, holder in holders:
        for number, action in enumerate(holder["do"]):
            yield ("profile", *path, "do", number), action


def _names(
    document: Document, path: Place, action: dict[str, str], agents: Iterable[str], teams: Iterable[str]
) -> Iterator[Mistake]:
    for kind, known, what in (("assign_agent", agents, "agent"), ("assign_team", teams, "team")):
        if kind in action and action[kind] not in known:
            told = f"no {what} is called '{action[kind]}'.{did_you_mean(action[kind], known)}"
            yield document.mistake((*path, kind), told)

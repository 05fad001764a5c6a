"""The account's settings around its chatbots: what no export holds. Source: Wati's help centre, article by article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Plan = Literal["growth", "pro", "business"]
Match = Literal["exact", "contains", "fuzzy"]

FULL_SIMILARITY = 80  # help 11463176: fuzzy means 80 % unless told otherwise


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that the account does by itself: `send` a text, start a `chatbot`, `assign_agent`, `assign_team`, set
    the chat's `status`, or set the `attribute` called `name`. `value` is the text, or what is set.
    """

    kind: str
    value: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Keyword:
    """A keyword action: words, how they are compared (fuzzy: `similarity` in percent), what is done, in order."""

    match: Match
    words: tuple[str, ...]
    similarity: int
    actions: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class Default:
    """A default action or a rule; `after_minutes` for the one that waits, `outside_hours` for a rule that asks."""

    actions: tuple[Action, ...]
    after_minutes: float = 0.0
    outside_hours: bool | None = None


@dataclass(frozen=True, slots=True)
class Fallback:
    """The account's fallback message: sent with the node again, `tries` times. Source: help 11463031."""

    text: str
    tries: int


@dataclass(frozen=True, slots=True)
class Timer:
    """The chatbot timer: ends a run that waits for an answer, and reminds before. Source: help 11463040."""

    end_after_minutes: float
    remind_after_minutes: float
    text: str


@dataclass(frozen=True, slots=True)
class Profile:
    """All of them. Without working hours the account is always open; `hours` are (from, to) in minutes, by weekday and
    in the order in which they were set.
    """

    plan: Plan = "business"
    time_zone: str = "UTC"
    hours: dict[int, list[tuple[int, int]]] | None = None
    holiday: bool = False
    fallback: Fallback | None = None
    timer: Timer | None = None
    keywords: tuple[Keyword, ...] = ()
    defaults: dict[str, Default] | None = None
    rules: tuple[tuple[str, Default], ...] = ()
    round_robin: bool = False
    contact_owner: bool = False

    @property
    def has_triggers(self) -> bool:
        """Whether the account says itself which messages start what."""
        return bool(self.keywords or self.defaults or self.rules)


DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def profile_from(data: dict[str, Any]) -> Profile:
    """The profile of a checked world."""
    routing = data.get("routing", {})
    timer, fallback = data.get("timer"), data.get("fallback")
    return Profile(
        plan=data.get("plan", "business"),
        time_zone=data.get("time_zone", "UTC"),
        hours=_hours(data["working_hours"]) if "working_hours" in data else None,
        holiday=data.get("holiday", False),
        fallback=Fallback(fallback["text"], fallback.get("tries", 3)) if fallback else None,
        timer=_timer(timer) if timer else None,
        keywords=tuple(_keyword(entry) for entry in data.get("keywords", ())),
        defaults={name: _default(entry) for name, entry in data.get("default_actions", {}).items()} or None,
        rules=tuple((entry["when"], _default(entry)) for entry in data.get("rules", ())),
        round_robin=routing.get("round_robin", False),
        contact_owner=routing.get("contact_owner", False),
    )


def minutes(text: str) -> int:
    """`09:30` as minutes of the day; `24:00` is its end."""
    hour, _, minute = text.partition(":")
    return int(hour) * 60 + int(minute)


def _hours(entries: list[dict[str, Any]]) -> dict[int, list[tuple[int, int]]]:
    found: dict[int, list[tuple[int, int]]] = {}
    for entry in entries:
        for day in entry["days"]:
            found.setdefault(DAYS.index(day), []).append((minutes(entry["from"]), minutes(entry["to"])))
    return found


def _timer(entry: dict[str, Any]) -> Timer:
    return Timer(entry["end_after_minutes"], entry.get("remind_after_minutes", 0.0), entry.get("text", ""))


def _keyword(entry: dict[str, Any]) -> Keyword:
    similarity = entry.get("similarity", FULL_SIMILARITY)
    return Keyword(entry["match"], tuple(entry["words"]), similarity, _actions(entry["do"]))


def _default(entry: dict[str, Any]) -> Default:
    return Default(_actions(entry["do"]), entry.get("after_minutes", 0.0), entry.get("outside_hours"))


def _actions(entries: list[dict[str, Any]]) -> tuple[Action, ...]:
    found: list[Action] = []
    for entry in entries:
        for kind, value in entry.items():
            if kind == "attributes":
                found += [Action("attribute", str(held), name) for name, held in value.items()]
            else:
                found.append(Action(kind, value))
    return tuple(found)

"""A hypothesis strategy for conversations, as a chat.yaml holds them: customers, the team inbox, and time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from flow_runner.sandbox.inbox import STATUSES
from flow_runner.testing.answers import answers

Raw = dict[str, Any]

CUSTOMERS = ("919876543210", "15550100001")
SPANS = ("1 minute", "45 minutes", "61 minutes", "1 day", "3 days")


def conversations(
    customers: Sequence[str] = CUSTOMERS,
    agents: Sequence[str] = (),
    texts: st.SearchStrategy[str] | None = None,
    max_steps: int = 8,
) -> st.SearchStrategy[list[Raw]]:
    """Steps as `Script` plays them. `customers` take turns by their numbers; `agents`, by name, act in the inbox;
    `texts` (default: `answers()`) are what customers write. What cannot be done when its turn comes is refused.
    """
    said = texts if texts is not None else answers()
    deeds: dict[str, st.SearchStrategy[Any]] = {
        "say": st.one_of(said, st.lists(said, min_size=1, max_size=3)),
        "send": st.just("https://files.example/photo.jpg"),
        "fill": st.dictionaries(st.sampled_from(["screen_0_city", "screen_0_name"]), said, max_size=2),
        "tap": st.integers(1, 3),
        "as": st.sampled_from(list(customers)),
        "advance": st.sampled_from(SPANS),
        "give_back": st.just(True),
        "set_status": st.sampled_from(list(STATUSES)),
        "expire_tokens": st.just(True),
    }
    if agents:
        names = st.sampled_from(list(agents))
        deeds |= {"take_over": names, "agent_says": said, "online": st.dictionaries(names, st.booleans(), min_size=1)}
    steps = [st.fixed_dictionaries({name: value}) for name, value in deeds.items()]
    return st.lists(st.one_of(*steps), min_size=1, max_size=max_steps)

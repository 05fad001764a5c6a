"""Hypothesis strategies for chatbots and their accounts, all in one place.

| strategy | draws |
|---|---|
| `phone_numbers()` | numbers in E.164 that belong to nobody |
| `written_phones()` | such a number in one of `PHONE_FAMILIES`, as people write it into a CRM: a `WrittenPhone` |
| `answers()` | what customers write |
| `exports()` | whole exports of every node type, as JSON |
| `flows()` | the same, read: `Flow` |
| `profiles(agents, teams)` | the `profile` of a world.yaml |
| `worlds()` | whole worlds, as the data of a world.yaml |
| `conversations()` | conversations, as the data of a chat.yaml |
"""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from flow_runner.engine import Flow
from flow_runner.explore.written_phone import PHONE_FAMILIES, WrittenPhone
from flow_runner.testing.answers import answers
from flow_runner.testing.conversations import conversations
from flow_runner.testing.exports import WRITERS, exports
from flow_runner.testing.phones import phone_numbers, written_phones
from flow_runner.testing.profiles import profiles
from flow_runner.testing.worlds import worlds

__all__ = [
    "PHONE_FAMILIES",
    "WrittenPhone",
    "answers",
    "conversations",
    "exports",
    "flows",
    "phone_numbers",
    "profiles",
    "worlds",
    "written_phones",
]


def flows(
    types: Sequence[str] = tuple(WRITERS), min_nodes: int = 1, max_nodes: int = 10, unknown: bool = True
) -> st.SearchStrategy[Flow]:
    """Chatbots as `exports()` draws them, read: always runnable, seldom good."""
    return exports(types, min_nodes, max_nodes, unknown).map(Flow.parse)

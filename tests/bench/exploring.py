"""What looking for trouble costs: ways walked, and generated conversations, against the conversation itself."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from time import perf_counter

from hypothesis import given, settings

from flow_runner.explore.explorer import Explorer
from flow_runner.testing.setting import Setting
from flow_runner.testing.strategies import answers
from tests.bench.measure import Figure, compare, seconds_each

SLICES, EACH, EXAMPLES = 20, 20, 100
TARGET = 3.0


def figures() -> Iterator[Figure]:
    setting = Setting(Path(), "zoho_lead_owner")

    def conversation() -> None:
        setting.open().says("hi")

    def exploring() -> float:
        explorer = Explorer(setting.open)
        start = perf_counter()
        for _ in explorer.paths():
            pass
        return (perf_counter() - start) / explorer.explored.paths

    @settings(max_examples=EXAMPLES, database=None, deadline=None, derandomize=True)
    @given(text=answers())
    def fuzzed(text: str) -> None:
        setting.open().says(text)

    def fuzzing() -> float:
        start = perf_counter()
        fuzzed()
        return (perf_counter() - start) / EXAMPLES

    floor = partial(seconds_each, [conversation] * EACH)
    exploring(), fuzzing(), floor()
    for name, subject in (("way that is explored", exploring), ("example that is generated", fuzzing)):
        found = compare([subject] * SLICES, floor)
        speed = f"{1 / found.subject_s:,.0f}/s ({found.subject_s * 1e6:.0f} us)"
        yield Figure(name, speed, f"conversation: {found.floor_s * 1e6:.0f} us", found.ratio, TARGET)

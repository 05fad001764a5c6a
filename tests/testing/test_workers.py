"""Work that is shared out to processes."""

from __future__ import annotations

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flow_runner.testing.workers import WORTH_IT, Died, batches, count_of, in_order


def doubled(number: int, place: int) -> int:
    return number * 2 + place * 0


def doubled_unless_three(number: int, place: int) -> int:
    if number == 3:
        os._exit(1)
    return number * 2


def test_answers_come_in_the_order_of_the_work() -> None:
    assert list(in_order(doubled, [5, 4, 3, 2, 1], 2)) == [10, 8, 6, 4, 2]


def test_a_process_that_dies_is_told_and_nobody_waits() -> None:
    found = list(in_order(doubled_unless_three, [3, 3], 1))
    assert found == [Died(0), Died(1)]


def test_who_has_seen_enough_stops_the_rest() -> None:
    answers = in_order(doubled, list(range(50)), 1)
    assert next(iter(answers)) == 0
    answers.close()


@settings(derandomize=True, max_examples=50, deadline=None)
@given(st.lists(st.integers(), max_size=200), st.integers(1, 16))
def test_batches_are_the_work_in_its_order(tasks: list[int], workers: int) -> None:
    found = batches(tasks, workers)
    assert [task for part in found for task in part] == tasks
    assert all(found)
    assert len(found) <= workers * 8


def test_workers_are_as_many_as_were_asked_for_but_not_more_than_there_is_to_do() -> None:
    assert count_of("4", 100) == 4
    assert count_of("4", 2) == 2
    assert count_of("auto", WORTH_IT - 1) == 1
    assert count_of("auto", WORTH_IT) == (os.cpu_count() or 1)


@pytest.mark.parametrize("text", ["", "0", "-1", "many", "1.5", "1000", "²"])
def test_another_number_of_workers_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="write a number of processes from 1 to 256, or auto"):
        count_of(text, 10)

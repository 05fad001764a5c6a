"""Work shared out to processes: the answers come in the order of the work, and a process that dies is told of."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import NamedTuple, TypeVar

WORTH_IT = 1000  # scenarios: starting workers costs as long as playing so many of them
BATCHES_EACH = 8  # of each worker, so that none waits long for another at the end

Task = TypeVar("Task")
Answer = TypeVar("Answer")


class Died(NamedTuple):
    """The process that was to answer is gone, or went before it came to this."""

    number: int


def count_of(asked: str, scenarios: int) -> int:
    """`4`, or `auto`: as many as there are processors, where there is enough to do. ValueError for neither."""
    if asked == "auto":
        return (os.cpu_count() or 1) if scenarios >= WORTH_IT else 1
    if not asked.isascii() or not asked.isdigit() or not 0 < int(asked) <= 256:
        raise ValueError(f"-n {asked}: write a number of processes from 1 to 256, or auto")
    return min(int(asked), max(scenarios, 1))


def batches(tasks: Sequence[Task], workers: int) -> list[list[Task]]:
    """The tasks in their order, in parts of about the same size."""
    size = max(1, -(-len(tasks) // (workers * BATCHES_EACH)))
    return [list(tasks[begin : begin + size]) for begin in range(0, len(tasks), size)]


def in_order(work: Callable[[Task, int], Answer], tasks: Sequence[Task], workers: int) -> Iterator[Answer | Died]:
    """`work(task, number)` of each task, in the order of the tasks; `work` and tasks can be pickled. Who asks for no
    more stops what has not begun.
    """
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"))
    try:
        asked = [pool.submit(work, task, number) for number, task in enumerate(tasks)]
        for number, one in enumerate(asked):
            try:
                yield one.result()
            except BrokenProcessPool:
                yield Died(number)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)

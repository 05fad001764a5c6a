"""What goes wrong at Wati and Zoho: faults of the operations of the emulated APIs.

A fault breaks calls that the service has let in: a call with an expired token is answered 401, and does not meet it.
"""

from __future__ import annotations

import json
from typing import Any

from flow_runner.testing.story import Story
from flow_runner.testing.vocabulary import step


def _arm(story: Story, kind: str, operation: str, after: int = 0, times: int | None = 1, **attributes: Any) -> None:
    story.sandbox.tenant.universe.faults.add(kind, operation, after, times, **attributes)


@step("given", 'the next call of "{operation}" is answered {status:d}', "“{operation}”的下一次调用返回 {status:d}")
def the_next_call_is_answered(story: Story, operation: str, status: int) -> None:
    """With an empty body; the operation does not run."""
    _arm(story, "status", operation, status=status)


@step(
    "given",
    'the next call of "{operation}" is answered {status:d} with',
    "“{operation}”的下一次调用返回 {status:d},内容为",
)
def the_next_call_is_answered_with(story: Story, operation: str, status: int, docstring: str) -> None:
    """With this body, JSON or text; the operation does not run."""
    try:
        body = {"json": json.loads(docstring)}
    except ValueError:
        body = {"text": docstring}
    _arm(story, "status", operation, status=status, **body)


@step("given", 'every call of "{operation}" is answered {status:d}', "“{operation}”的每次调用都返回 {status:d}")
def every_call_is_answered(story: Story, operation: str, status: int) -> None:
    """From here on."""
    _arm(story, "status", operation, times=None, status=status)


@step(
    "given",
    'call {number:d} of "{operation}" is answered {status:d}',
    "“{operation}”的第 {number:d} 次调用返回 {status:d}",
)
def that_call_is_answered(story: Story, number: int, operation: str, status: int) -> None:
    """The first one from here on is 1."""
    if number < 1:
        raise ValueError(f"there is no call {number}: the first one from here on is 1")
    _arm(story, "status", operation, after=number - 1, status=status)


@step("given", 'the reply to the next call of "{operation}" is lost', "“{operation}”的下一次回复丢失")
def the_next_reply_is_lost(story: Story, operation: str) -> None:
    """What the operation did stays done."""
    _arm(story, "lose_reply", operation)


@step("given", 'the next call of "{operation}" is refused', "“{operation}”的下一次连接被拒绝")
def the_next_call_is_refused(story: Story, operation: str) -> None:
    """The service never sees it."""
    _arm(story, "refuse", operation)


@step(
    "given",
    'the next call of "{operation}" takes {seconds:d} second(s)',
    "“{operation}”的下一次调用需要 {seconds:d} 秒",
)
def the_next_call_takes(story: Story, operation: str, seconds: int) -> None:
    """Nobody really waits."""
    _arm(story, "latency", operation, seconds=seconds)


@step(
    "given",
    'the reply to the next call of "{operation}" is cut off after {count:d} byte(s)',
    "“{operation}”的下一次回复在 {count:d} 字节后中断",
)
def the_next_reply_is_cut_off(story: Story, operation: str, count: int) -> None:
    """Broken JSON, as a rule."""
    _arm(story, "truncate", operation, bytes=count)

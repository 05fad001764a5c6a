"""What a webhook is answered, by the id of its node, whatever it calls. Each answer must be used.

Answers of one webhook are given one after the other, a call each; afterwards the service itself answers.
"""

from __future__ import annotations

import json
from typing import Any

from flow_runner.testing.story import Story
from flow_runner.testing.vocabulary import step

CUT_OFF_BYTES = 20
FOREVER_S = 24 * 3600


def _answer(story: Story, node: str, times: int | None = 1, **answer: Any) -> None:
    sandbox = story.sandbox
    sandbox.stubs.add(node=sandbox.webhook(node), times=times, **answer)


def _body(text: str) -> dict[str, Any]:
    """JSON where it is some, else as it stands."""
    try:
        return {"json": json.loads(text)}
    except ValueError:
        return {"text": text}


@step("given", 'the webhook "{node}" is answered {status:d}', "Webhook“{node}”返回 {status:d}")
def is_answered(story: Story, node: str, status: int) -> None:
    """With an empty body."""
    _answer(story, node, status=status)


@step("given", 'the webhook "{node}" is answered {status:d} with', "Webhook“{node}”返回 {status:d},内容为")
def is_answered_with(story: Story, node: str, status: int, docstring: str) -> None:
    """With this body, JSON or text."""
    _answer(story, node, status=status, **_body(docstring))


@step("given", 'the webhook "{node}" is always answered {status:d}', "Webhook“{node}”始终返回 {status:d}")
def is_always_answered(story: Story, node: str, status: int) -> None:
    """With an empty body, however often it calls."""
    _answer(story, node, times=None, status=status)


@step("given", 'the webhook "{node}" is always answered {status:d} with', "Webhook“{node}”始终返回 {status:d},内容为")
def is_always_answered_with(story: Story, node: str, status: int, docstring: str) -> None:
    """With this body, however often it calls."""
    _answer(story, node, times=None, status=status, **_body(docstring))


@step("given", 'the webhook "{node}" is answered as usual', "Webhook“{node}”照常返回")
def is_answered_as_usual(story: Story, node: str) -> None:
    """One call by the service itself, before the next answer that is given here."""
    _answer(story, node, pass_through=True)


@step("given", 'the webhook "{node}" times out', "Webhook“{node}”超时")
def times_out(story: Story, node: str) -> None:
    """The service does what it was asked, and answers too late."""
    _answer(story, node, pass_through=True, delay=FOREVER_S)


@step("given", 'the webhook "{node}" always times out', "Webhook“{node}”始终超时")
def always_times_out(story: Story, node: str) -> None:
    """The service does what it was asked, and answers too late, however often it is asked."""
    _answer(story, node, times=None, pass_through=True, delay=FOREVER_S)


@step("given", 'the reply to the webhook "{node}" is lost', "Webhook“{node}”的回复丢失")
def the_reply_is_lost(story: Story, node: str) -> None:
    """The service does what it was asked, and nobody hears of it."""
    _answer(story, node, pass_through=True, no_reply="lost")


@step("given", 'the webhook "{node}" is refused', "Webhook“{node}”的连接被拒绝")
def is_refused(story: Story, node: str) -> None:
    """The service never sees the request."""
    _answer(story, node, no_reply="refused")


@step("given", 'the reply to the webhook "{node}" is cut off', "Webhook“{node}”的回复被截断")
def the_reply_is_cut_off(story: Story, node: str) -> None:
    """The service does what it was asked; its first twenty bytes arrive."""
    _answer(story, node, pass_through=True, cut_off=CUT_OFF_BYTES)

"""What webhooks asked, how often, in which order, and what they were answered.

A call is named by the operation of the emulated API (`zoho.search_records`), by the id of the webhook that makes it, or
by its address (`https://api.example/*`). `the first`, `the 2nd`, `the last` and `the only` say which one; in Chinese
`第一次`, `第 2 次`, `最后一次`, `唯一一次`.
"""

from __future__ import annotations

import re

from flow_runner.sandbox.stubs import wildcard
from flow_runner.testing.calls import Call, called
from flow_runner.testing.story import Story
from flow_runner.testing.table import column
from flow_runner.testing.verdict import require
from flow_runner.testing.vocabulary import step

_COMMAS = re.compile("[,，、]")
_SILENT = ("none", "无")


@step("then", "{who}'s webhooks were answered {statuses}", "{who}的 Webhook 依次返回 {statuses}")
def webhooks_were_answered(story: Story, who: str, statuses: str) -> None:
    """All of them, in order: `200, 401, none`; `none`, in Chinese `无`, got no reply."""
    wanted = [_status(part.strip()) for part in _COMMAS.split(statuses)]
    found = [one.status for one in story.exchanged(who)]
    told = ", ".join("none" if one is None else str(one) for one in found)
    require(found == wanted, f"they were answered {told}" if found else f"no webhook has called; {story.told(who)}")


@step("then", "{who}'s chatbot calls no webhook", "{who}的聊天机器人没有调用 Webhook")
def calls_no_webhook(story: Story, who: str) -> None:
    """Not one, from the beginning on."""
    found = [f"{one.node} called {one.host}{one.path}" for one in story.exchanged(who)]
    require(not found, "; ".join(found))


@step("then", '"{call}" was called {count:d} time(s)', "“{call}”被调用了 {count:d} 次")
def was_called(story: Story, call: str, count: int) -> None:
    """By all customers together."""
    found = len(story.calls(call))
    require(found == count, f"it was {called(found)}; {story.called()}")


@step("then", '"{call}" was never called', "“{call}”从未被调用")
def was_never_called(story: Story, call: str) -> None:
    """By nobody."""
    found = len(story.calls(call))
    require(not found, f"it was {called(found)}")


@step("then", "the calls were, in this order", "调用顺序为")
def the_calls_were(story: Story, datatable: list[list[str]]) -> None:
    """One call a row, and no others; of all customers together."""
    wanted = [story.known_call(name) for name in column(datatable)]
    found = story.all_calls()
    fits = len(found) == len(wanted) and all(map(Call.is_called, found, wanted))
    require(fits, story.called())


@step(
    "then",
    '{which} call of "{call}" had the header "{name}" with "{value}"',
    "“{call}”的{which}调用带有请求头“{name}”,值为“{value}”",
)
def had_the_header(story: Story, which: str, call: str, name: str, value: str) -> None:
    """`*` in the value stands for any text."""
    found = story.call(which, call).request.headers.get(name.lower())
    fits = found is not None and wildcard(value).fullmatch(found)
    require(fits, story.differs(f"the header {name}", value, found))


@step(
    "then",
    '{which} call of "{call}" had the parameter "{name}" with "{value}"',
    "“{call}”的{which}调用带有参数“{name}”,值为“{value}”",
)
def had_the_parameter(story: Story, which: str, call: str, name: str, value: str) -> None:
    """Of the query or of a form; `*` stands for any text."""
    request = story.call(which, call).request
    found = {**request.form(), **request.args}.get(name)
    fits = found is not None and wildcard(value).fullmatch(found)
    require(fits, story.differs(f"the parameter {name}", value, found))


@step("then", '{which} call of "{call}" went to "{address}"', "“{call}”的{which}调用发往“{address}”")
def went_to(story: Story, which: str, call: str, address: str) -> None:
    """The whole address with its query, if the pattern has one; `*` stands for any text."""
    found = story.call(which, call).address(with_query="?" in address)
    require(wildcard(address).fullmatch(found), f"it went to {found}")


@step("then", '{which} call of "{call}" had the body', "“{call}”的{which}调用的请求体为")
def had_the_body(story: Story, which: str, call: str, docstring: str) -> None:
    """JSON that the body holds, other keys aside, in whose texts `*` stands for any text; or, where it is no JSON, a
    text that stands in it.
    """
    missing = story.call(which, call).lacks(docstring)
    require(not missing, missing)


@step(
    "then",
    '{which} call of "{call}" was answered {status:d}',
    "“{call}”的{which}调用得到 {status:d}",
)
def that_call_was_answered(story: Story, which: str, call: str, status: int) -> None:
    """With this status."""
    found = story.call(which, call).exchanged
    told = f"no reply ({found.reason})" if found.status is None else found.status
    require(found.status == status, f"it was answered {told}")


@step("then", '{which} call of "{call}" got no reply', "“{call}”的{which}调用没有得到回复")
def that_call_got_no_reply(story: Story, which: str, call: str) -> None:
    """It was refused, lost, or came too late."""
    found = story.call(which, call).exchanged.status
    require(found is None, f"it was answered {found}")


def _status(text: str) -> int | None:
    if text.isdigit():
        return int(text)
    if text.casefold() not in _SILENT:
        raise ValueError(f"'{text}' is no status: write them with commas between, as in 200, 401, none")
    return None

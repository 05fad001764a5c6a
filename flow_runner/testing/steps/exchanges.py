"""What webhooks asked, how often, in which order, and what they were answered.

A call is named by the operation of the emulated API (`zoho.search_records`), by the id of the webhook that makes it, or
by its address (`https://api.example/*`). `the first`, `the last` and `the 2nd` say which one.
"""

from __future__ import annotations

from fnmatch import fnmatchcase

from flow_runner.testing.story import Story
from flow_runner.testing.verdict import require
from flow_runner.testing.vocabulary import step


@step("then", "{who}'s webhooks were answered {statuses}", "{who}的 Webhook 依次返回 {statuses}")
def webhooks_were_answered(story: Story, who: str, statuses: str) -> None:
    """All of them, in order: `200, 401, none`; `none` got no reply."""
    parts = [part.strip() for part in statuses.replace("、", ",").replace(",", ",").split(",")]
    wanted = [int(part) if part.isdigit() else None for part in parts]
    found = [one.status for one in story.exchanged(who)]
    require(found == wanted, f"they were answered {', '.join('none' if one is None else str(one) for one in found)}")


@step("then", "{who}'s chatbot calls no webhook", "{who}的聊天机器人没有调用 Webhook")
def calls_no_webhook(story: Story, who: str) -> None:
    """Not one, from the beginning on."""
    found = [f"{one.node} called {one.host}{one.path}" for one in story.exchanged(who)]
    require(not found, "; ".join(found))


@step("then", '"{call}" was called {count:d} time(s)', "“{call}”被调用了 {count:d} 次")
def was_called(story: Story, call: str, count: int) -> None:
    """By all customers together."""
    found = len(story.calls(call))
    require(found == count, f"it was called {found} times; {story.called()}")


@step("then", '"{call}" was never called', "“{call}”从未被调用")
def was_never_called(story: Story, call: str) -> None:
    """By nobody."""
    found = len(story.calls(call))
    require(not found, f"it was called {found} times")


@step("then", "the calls were, in this order", "调用顺序为")
def the_calls_were(story: Story, datatable: list[list[str]]) -> None:
    """One call a row, and no others; of all customers together."""
    wanted = [row[0] for row in datatable]
    found = story.all_calls()
    fits = len(found) == len(wanted) and all(
        one.is_called(name) for one, name in zip(found, wanted, strict=True) if story.known_call(name)
    )
    require(fits, story.called())


@step(
    "then",
    '{which} call of "{call}" had the header "{name}" with "{value}"',
    "“{call}”的{which}调用带有请求头“{name}”,值为“{value}”",
)
def had_the_header(story: Story, which: str, call: str, name: str, value: str) -> None:
    """`*` in the value stands for any text."""
    found = story.call(which, call).request.headers.get(name.lower())
    fits = found is not None and fnmatchcase(found, value)
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
    fits = found is not None and fnmatchcase(found, value)
    require(fits, story.differs(f"the parameter {name}", value, found))


@step("then", '{which} call of "{call}" went to "{address}"', "“{call}”的{which}调用发往“{address}”")
def went_to(story: Story, which: str, call: str, address: str) -> None:
    """The whole address with its query, if the pattern has one; `*` stands for any text."""
    found = story.call(which, call).address(with_query="?" in address)
    require(fnmatchcase(found, address), f"it went to {found}")


@step("then", '{which} call of "{call}" had the body', "“{call}”的{which}调用的请求体为")
def had_the_body(story: Story, which: str, call: str, docstring: str) -> None:
    """JSON that the body holds, other keys aside, in whose texts `*` stands for any text; or, where it is no JSON, a
    text that stands in it.
    """
    missing = story.call(which, call).lacks(docstring)
    require(not missing, missing)

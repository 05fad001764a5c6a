"""What the account's webhooks tell your own server, which answers 200 unless a stub says otherwise."""

from __future__ import annotations

from emulator.kernel.journal import Exchange
from emulator.kernel.suggest import did_you_mean
from emulator.wati import webhook
from emulator.wati.callback import KNOWN
from emulator.wati.callback_queue import OPERATION
from flow_runner.testing.story import Story
from flow_runner.testing.verdict import require
from flow_runner.testing.vocabulary import step


@step("given", 'my server at "{url}" hears of "{event}"', "我的服务器“{url}”订阅了事件“{event}”")
def hears_of(story: Story, url: str, event: str) -> None:
    """From here on; it need not be there."""
    wati, stubs = story.sandbox.tenant.wati, story.sandbox.stubs
    row = next((one for one in wati.webhooks if one.url == url), None)
    if row is None:
        webhook.add(wati, [webhook.Wanted(url, (_known(event),))])
    elif event not in row.event_types:
        wati.webhooks.update(row.id, event_types=(*row.event_types, _known(event)))
    if url not in [stub.url for stub in stubs.stubs]:
        stubs.add(url, status=200).optional = True


@step("then", 'my server was told "{event}"', "我的服务器收到了事件“{event}”")
def was_told(story: Story, event: str) -> None:
    """At least once, and it took it."""
    require(_told(story, event), _all(story))


@step("then", 'my server was told "{event}" with "{text}"', "我的服务器收到了事件“{event}”,内容包含“{text}”")
def was_told_with(story: Story, event: str, text: str) -> None:
    """This stands in the body, as the text of the message or anywhere else."""
    found = _told(story, event)
    require(found, _all(story))
    bodies = [one.request.body.decode("utf-8", "replace") for one in found]
    require(any(text in body for body in bodies), f"it was told {'; '.join(bodies[-3:])}")


@step("then", 'my server was told "{event}" {count:d} time(s)', "我的服务器收到了 {count:d} 次事件“{event}”")
def was_told_so_often(story: Story, event: str, count: int) -> None:
    """What it did not take does not count."""
    found = len(_told(story, event))
    require(found == count, f"that was {found}; {_all(story)}")


def _known(event: str) -> str:
    if event not in KNOWN:
        raise ValueError(f"Wati has no event called '{event}'.{did_you_mean(event, KNOWN)}")
    return event


def _told(story: Story, event: str) -> list[Exchange]:
    name = OPERATION + _known(event)
    return [one for one in _attempts(story) if one.operation == name and one.reply and one.reply.status == 200]


def _all(story: Story) -> str:
    """For an error."""
    names = [
        f"{one.operation.removeprefix(OPERATION)} ({one.reply.status if one.reply else one.no_reply})"
        for one in _attempts(story)
    ]
    return f"it was told {', '.join(names[-9:]) or 'nothing'}"


def _attempts(story: Story) -> list[Exchange]:
    journal = story.sandbox.tenant.universe.journal
    return [one for one in journal if one.operation.startswith(OPERATION)]

"""Then: where the customer ends up, what was said, and what went over the wire."""

from __future__ import annotations

from pytest_bdd import parsers, then

from flow_runner.engine.events import MessageSent
from flow_runner.report.result import warnings
from flow_runner.sandbox.trace import Exchanged
from flow_runner.testing.story import TOKEN_CONTACT, TOKEN_NAME, Story


@then(parsers.parse("{who}'s chat is assigned to {agent}"))
@then(parsers.parse("{who}的聊天分配给 {agent}"))
def chat_is_assigned_to(story: Story, who: str, agent: str) -> None:
    found = story.sandbox.assignee(story.phone(who))
    assert found is not None, f"nobody has the chat of {who}; {_told(story, who)}"
    assert agent in found.values(), f"{found['name']} has the chat of {who}"


@then(parsers.parse("nobody has {who}'s chat"))
@then(parsers.parse("{who}的聊天没有分配给任何人"))
def nobody_has_the_chat(story: Story, who: str) -> None:
    assert story.sandbox.assignee(story.phone(who)) is None


@then(parsers.parse("the team {team} sees {who}'s chat"))
@then(parsers.parse("团队 {team} 可以看到{who}的聊天"))
def the_team_sees_the_chat(story: Story, team: str, who: str) -> None:
    assert team in story.sandbox.teams(story.phone(who))


@then(parsers.parse('{who} is told "{text}"'))
@then(parsers.parse("{who}收到“{text}”"))
def is_told(story: Story, who: str, text: str) -> None:
    assert any(text in one for one in _messages(story, who)), _told(story, who)


@then(parsers.parse('{who} is not told "{text}"'))
@then(parsers.parse("{who}没有收到“{text}”"))
def is_not_told(story: Story, who: str, text: str) -> None:
    assert not any(text in one for one in _messages(story, who)), _told(story, who)


@then(parsers.parse("the chatbot has {outcome} for {who}"))
def the_chatbot_has(story: Story, outcome: str, who: str) -> None:
    session = story.sandbox.session(story.phone(who))
    assert session is not None, f"no chatbot started for {who}"
    assert session.outcome == outcome, f"{session.outcome}: {session.reason}"


@then(parsers.parse("{who}的聊天机器人正常结束"))
def the_chatbot_has_ended(story: Story, who: str) -> None:
    the_chatbot_has(story, "ended", who)


@then(parsers.parse("{who}'s webhooks were answered {statuses}"))
@then(parsers.parse("{who}的 Webhook 依次返回 {statuses}"))
def webhooks_were_answered(story: Story, who: str, statuses: str) -> None:
    wanted = [int(status) if status.strip().isdigit() else None for status in statuses.replace("、", ",").split(",")]
    entries = story.sandbox.entries(story.phone(who))
    assert [e.what.status for e in entries if isinstance(e.what, Exchanged)] == wanted


@then(parsers.parse('"{operation}" was called {count:d} times'))
@then(parsers.parse("“{operation}”被调用了 {count:d} 次"))
def was_called(story: Story, operation: str, count: int) -> None:
    assert len(story.exchanges(operation)) == count


@then("a new token is kept on the mock contact")
@then("新令牌保存在模拟联系人上")
def a_new_token_is_kept(story: Story) -> None:
    _is_new(story, TOKEN_CONTACT)


@then(parsers.parse("a new token is kept on {who}'s own contact"))
@then(parsers.parse("新令牌保存在{who}自己的联系人上"))
def a_new_token_is_kept_on(story: Story, who: str) -> None:
    _is_new(story, story.phone(who))


@then("the last search used the kept token")
@then("最后一次搜索使用了保存的令牌")
def the_last_search_used_the_kept_token(story: Story) -> None:
    number = story.exchanges("zoho.search_records")[-1].number
    exchange = story.sandbox.tenant.universe.journal.get(number)
    assert exchange is not None
    kept = {contact.attributes.get(TOKEN_NAME) for contact in story.sandbox.tenant.wati.contacts}
    assert exchange.request.headers["authorization"].removeprefix("Zoho-oauthtoken ") in kept


@then(parsers.parse('the miss is explained by "{assumption}"'))
@then(parsers.parse("未命中的原因由“{assumption}”解释"))
def the_miss_is_explained(story: Story, assumption: str) -> None:
    told = [line for one in story.exchanges("zoho.search_records") for line in one.help]
    assert any(assumption in line for line in told), told


@then(parsers.parse('the run leans on "{assumption}"'))
@then(parsers.parse("运行依赖假设“{assumption}”"))
def the_run_leans_on(story: Story, assumption: str) -> None:
    assert assumption in story.sandbox.tenant.universe.assumptions.used


@then(parsers.parse('the run does not lean on "{assumption}"'))
@then(parsers.parse("运行不依赖假设“{assumption}”"))
def the_run_does_not_lean_on(story: Story, assumption: str) -> None:
    assert assumption not in story.sandbox.tenant.universe.assumptions.used


@then(parsers.parse('there is a warning "{code}"'))
@then(parsers.parse("有警告“{code}”"))
def there_is_a_warning(story: Story, code: str) -> None:
    phones = dict.fromkeys(entry.contact for entry in story.sandbox.trace)
    told = [line for phone in phones for line in _warnings(story, phone)]
    assert any(f"[{code}]" in line for line in told), told


def _warnings(story: Story, phone: str) -> list[str]:
    story.sandbox.phone = phone
    return warnings(story.sandbox)


def _is_new(story: Story, phone: str) -> None:
    tenant = story.sandbox.tenant
    kept = story.sandbox.attributes(phone).get(TOKEN_NAME, "")
    assert tenant.zoho.live_access_token(kept), f"the token of {phone} is not alive"
    assert kept in [token.id for token in list(tenant.zoho.access_tokens)[1:]], "it is the token that was there before"


def _messages(story: Story, who: str) -> list[str]:
    entries = story.sandbox.entries(story.phone(who))
    return [entry.what.text for entry in entries if isinstance(entry.what, MessageSent)]


def _told(story: Story, who: str) -> str:
    return f"{who} was told {_messages(story, who) or 'nothing'}"

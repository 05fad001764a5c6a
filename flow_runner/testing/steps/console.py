"""The author at the keyboard: Zoho's API console, and the calls that the article makes with curl."""

from __future__ import annotations

import json

from pytest_bdd import given, parsers, then, when

from emulator.kernel.http import Request
from emulator.zoho.state import DEFAULT_REFRESH_TOKEN
from flow_runner.testing.story import Story

TOKEN_URL = "https://accounts.zoho.com/oauth/v2/token"


def _ask(story: Story, request: Request) -> None:
    story.replies.append(story.sandbox.tenant.call(request))


@given("the API console shows a code")
@given("API 控制台给出一个授权码")
def the_console_shows_a_code(story: Story) -> None:
    zoho = story.sandbox.tenant.zoho
    story.code = zoho.issue_grant_code(next(client.id for client in zoho.clients))


@when("the code is exchanged for tokens")
@when("用授权码换取令牌")
def the_code_is_exchanged(story: Story) -> None:
    client = next(iter(story.sandbox.tenant.zoho.clients))
    query = f"grant_type=authorization_code&client_id={client.id}&client_secret={client.secret}&code={story.code}"
    _ask(story, Request.to("POST", f"{TOKEN_URL}?{query}"))


@when("the token is refreshed with a JSON body, as the article does")
@when("按文章用 JSON 请求体刷新令牌")
def the_token_is_refreshed(story: Story) -> None:
    zoho = story.sandbox.tenant.zoho
    client = next(iter(zoho.clients))
    refresh = next((token.id for token in zoho.refresh_tokens), DEFAULT_REFRESH_TOKEN)
    body = {
        "grant_type": "refresh_token",
        "client_id": client.id,
        "client_secret": client.secret,
        "refresh_token": refresh,
    }
    _ask(story, Request.to("POST", TOKEN_URL, {"Content-Type": "application/json"}, json.dumps(body)))


@when(parsers.parse('the new token is used to search for "{phone}"'))
@when(parsers.parse("用新令牌搜索“{phone}”"))
def the_new_token_is_used(story: Story, phone: str) -> None:
    token = story.replies[-1].payload["access_token"]
    url = f"https://www.zohoapis.com/crm/v8/Leads/search?phone={phone}"
    _ask(story, Request.to("GET", url, {"Authorization": f"Zoho-oauthtoken {token}"}))


@then("an access token and a refresh token are issued")
@then("得到访问令牌和刷新令牌")
def both_tokens_are_issued(story: Story) -> None:
    assert {"access_token", "refresh_token"} <= story.replies[-1].payload.keys()


@then("an access token is issued, and no refresh token")
@then("得到访问令牌而没有刷新令牌")
def only_an_access_token_is_issued(story: Story) -> None:
    payload = story.replies[-1].payload
    assert "access_token" in payload
    assert "refresh_token" not in payload


@then(parsers.parse('the answer is status {status:d} with the error "{error}" inside'))
@then(parsers.parse("回复状态为 {status:d},内含错误“{error}”"))
def the_answer_has_an_error_inside(story: Story, status: int, error: str) -> None:
    reply = story.replies[-1]
    assert (reply.status, reply.payload) == (status, {"error": error})


@then(parsers.parse("the answer is status {status:d}"))
@then(parsers.parse("回复状态为 {status:d}"))
def the_answer_is_status(story: Story, status: int) -> None:
    assert story.replies[-1].status == status

"""The author at the keyboard: Zoho's API console, and the calls that the article makes with curl."""

from __future__ import annotations

import json
from typing import Any

from emulator.kernel.http import Request
from emulator.zoho.rows import Client
from emulator.zoho.state import DEFAULT_REFRESH_TOKEN
from flow_runner.testing.story import Story
from flow_runner.testing.verdict import require
from flow_runner.testing.vocabulary import step

TOKEN_URL = "https://accounts.zoho.com/oauth/v2/token"


def _ask(story: Story, request: Request) -> None:
    story.replies.append(story.sandbox.tenant.call(request))


@step("given", "the API console shows a code", "API 控制台给出一个授权码")
def the_console_shows_a_code(story: Story) -> None:
    """For a self client; it is good for one exchange."""
    zoho = story.sandbox.tenant.zoho
    story.code = zoho.issue_grant_code(_client(story).id)


@step("when", "the code is exchanged for tokens", "用授权码换取令牌")
def the_code_is_exchanged(story: Story) -> None:
    """At Zoho's token endpoint, as with curl."""
    client = _client(story)
    if not story.code:
        raise ValueError("there is no code yet: say first that the API console shows a code")
    query = f"grant_type=authorization_code&client_id={client.id}&client_secret={client.secret}&code={story.code}"
    _ask(story, Request.to("POST", f"{TOKEN_URL}?{query}"))


@step("when", "the token is refreshed with a JSON body, as the article does", "按文章用 JSON 请求体刷新令牌")
def the_token_is_refreshed(story: Story) -> None:
    """At Zoho's token endpoint, as with curl."""
    zoho = story.sandbox.tenant.zoho
    client = _client(story)
    refresh = next((token.id for token in zoho.refresh_tokens), DEFAULT_REFRESH_TOKEN)
    body = {
        "grant_type": "refresh_token",
        "client_id": client.id,
        "client_secret": client.secret,
        "refresh_token": refresh,
    }
    _ask(story, Request.to("POST", TOKEN_URL, {"Content-Type": "application/json"}, json.dumps(body)))


@step("when", 'the new token is used to search for "{phone}"', "用新令牌搜索“{phone}”")
def the_new_token_is_used(story: Story, phone: str) -> None:
    """In Zoho CRM v8, as with curl."""
    token = _payload(story).get("access_token", "")
    require(
        token, f"no access token was issued: the last answer is status {story.reply.status} with {story.reply.text}"
    )
    url = f"https://www.zohoapis.com/crm/v8/Leads/search?phone={phone}"
    _ask(story, Request.to("GET", url, {"Authorization": f"Zoho-oauthtoken {token}"}))


@step("then", "an access token and a refresh token are issued", "得到访问令牌和刷新令牌")
def both_tokens_are_issued(story: Story) -> None:
    """As for a code of the console."""
    payload = _payload(story)
    require({"access_token", "refresh_token"} <= payload.keys(), _has(payload))


@step("then", "an access token is issued, and no refresh token", "得到访问令牌而没有刷新令牌")
def only_an_access_token_is_issued(story: Story) -> None:
    """As for a refresh."""
    payload = _payload(story)
    require("access_token" in payload, _has(payload))
    require("refresh_token" not in payload, "it has a refresh token too")


@step(
    "then",
    'the answer is status {status:d} with the error "{error}" inside',
    "回复状态为 {status:d},内含错误“{error}”",
)
def the_answer_has_an_error_inside(story: Story, status: int, error: str) -> None:
    """Of the last call that was made by hand."""
    reply = story.reply
    found = (reply.status, reply.payload)
    require(found == (status, {"error": error}), f"it is status {reply.status} with {reply.text}")


@step("then", "the answer is status {status:d}", "回复状态为 {status:d}")
def the_answer_is_status(story: Story, status: int) -> None:
    """Of the last call that was made by hand."""
    found = story.reply.status
    require(found == status, f"it is status {found}")


def _client(story: Story) -> Client:
    """The one that the account has. ValueError where it has none."""
    client = next(iter(story.sandbox.tenant.zoho.clients), None)
    if client is None:
        raise ValueError("the world has no client of Zoho: put one below `zoho > clients`")
    return client


def _payload(story: Story) -> dict[str, Any]:
    found = story.reply.payload
    return found if isinstance(found, dict) else {}


def _has(payload: dict[str, Any]) -> str:
    return f"the answer has only {', '.join(payload) or 'nothing'}"

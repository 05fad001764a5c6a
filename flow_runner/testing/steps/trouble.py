"""Given: what goes wrong, with tokens and on the wire."""

from __future__ import annotations

from typing import Any

from pytest_bdd import given, parsers

from emulator.kernel.fault import Fault
from flow_runner.testing.story import Story


def _arm(story: Story, kind: str, operation: str, **attributes: Any) -> None:
    faults = story.sandbox.tenant.universe.faults
    faults.arm(Fault(f"{kind} {len(faults.armed) + 1}", kind, operation, attributes=attributes))


@given("the Zoho token has expired")
@given("Zoho 令牌已过期")
def the_token_has_expired(story: Story) -> None:
    assert story.sandbox.tenant.zoho.expire_access_tokens(), "there is no live token that could expire"


@given("the refresh token was revoked")
@given("刷新令牌已被撤销")
def the_refresh_token_was_revoked(story: Story) -> None:
    zoho = story.sandbox.tenant.zoho
    for token in list(zoho.refresh_tokens):
        zoho.revoke_refresh_token(token.id)


@given("the token lacks the scope for searching")
@given("令牌缺少搜索权限")
def the_token_lacks_the_scope(story: Story) -> None:
    tokens = story.sandbox.tenant.zoho.access_tokens
    for token in list(tokens):
        tokens.update(token.id, scope="ZohoCRM.modules.ALL")


@given(parsers.parse('the next call of "{operation}" is answered {status:d}'))
@given(parsers.parse("“{operation}”的下一次调用返回 {status:d}"))
def the_next_call_is_answered(story: Story, operation: str, status: int) -> None:
    _arm(story, "status", operation, status=status)


@given(parsers.parse('the reply to the next call of "{operation}" is lost'))
@given(parsers.parse("“{operation}”的下一次回复丢失"))
def the_next_reply_is_lost(story: Story, operation: str) -> None:
    _arm(story, "lose_reply", operation)


@given(parsers.parse('the next call of "{operation}" takes {seconds:d} seconds'))
@given(parsers.parse("“{operation}”的下一次调用需要 {seconds:d} 秒"))
def the_next_call_takes(story: Story, operation: str, seconds: int) -> None:
    _arm(story, "latency", operation, seconds=seconds)


@given(parsers.parse('the reply to the next call of "{operation}" is cut off after {count:d} bytes'))
@given(parsers.parse("“{operation}”的下一次回复在 {count:d} 字节后中断"))
def the_next_reply_is_cut_off(story: Story, operation: str, count: int) -> None:
    _arm(story, "truncate", operation, bytes=count)

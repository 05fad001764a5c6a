"""Zoho's tokens: stored, good, expired, revoked."""

from __future__ import annotations

from flow_runner.testing.story import TOKEN_CONTACT, TOKEN_NAME, Story
from flow_runner.testing.verdict import require
from flow_runner.testing.vocabulary import step


@step("given", "the Zoho token has expired", "Zoho 令牌已过期")
def the_token_has_expired(story: Story) -> None:
    """Every access token that is alive expires now."""
    if not story.sandbox.tenant.zoho.expire_access_tokens():
        raise ValueError("Zoho has no live access token that could expire: the world needs one")


@step("given", "the refresh token was revoked", "刷新令牌已被撤销")
def the_refresh_token_was_revoked(story: Story) -> None:
    """Zoho then answers 200 with an error inside."""
    zoho = story.sandbox.tenant.zoho
    for token in list(zoho.refresh_tokens):
        zoho.revoke_refresh_token(token.id)


@step("given", "the token lacks the scope for searching", "令牌缺少搜索权限")
def the_token_lacks_the_scope(story: Story) -> None:
    """Tokens that are alive have the scope ZohoCRM.modules.ALL alone."""
    tokens = story.sandbox.tenant.zoho.access_tokens
    for token in list(tokens):
        tokens.update(token.id, scope="ZohoCRM.modules.ALL")


@step("given", "no token is stored", "没有存储令牌")
def no_token_is_stored(story: Story) -> None:
    """No contact has the attribute zoho_token."""
    contacts = story.sandbox.tenant.wati.contacts
    for contact in list(contacts):
        kept = {name: value for name, value in contact.attributes.items() if name != TOKEN_NAME}
        contacts.update(contact.id, attributes=kept)


@step("given", 'the stored token is "{token}"', "存储的令牌是“{token}”")
def the_stored_token_is(story: Story, token: str) -> None:
    """In the attribute zoho_token of every contact."""
    wati = story.sandbox.tenant.wati
    for contact in list(wati.contacts):
        wati.set_attributes(contact, {TOKEN_NAME: token})


@step("given", "{who} has a good token of their own", "{who}自己的联系人存有可用的令牌")
def has_a_good_token(story: Story, who: str) -> None:
    """In the attribute zoho_token of the contact, which is made at need."""
    tenant = story.sandbox.tenant
    token = next((token.id for token in tenant.zoho.access_tokens if tenant.zoho.live_access_token(token.id)), "")
    if not token:
        raise ValueError("Zoho has no live access token that could be theirs: the world needs one")
    tenant.wati.set_attributes(story.contact(who), {TOKEN_NAME: token})


@step("then", "a new token is kept on the mock contact", "新令牌保存在模拟联系人上")
def a_new_token_is_kept(story: Story) -> None:
    """Contact 22222222 has a token that is alive, and was not there at the beginning."""
    _is_new(story, TOKEN_CONTACT)


@step("then", "a new token is kept on {who}'s own contact", "新令牌保存在{who}自己的联系人上")
def a_new_token_is_kept_on(story: Story, who: str) -> None:
    """The contact has a token that is alive, and was not there at the beginning."""
    _is_new(story, story.phone(who))


@step("then", "the last search used the kept token", "最后一次搜索使用了保存的令牌")
def the_last_search_used_the_kept_token(story: Story) -> None:
    """The last call of zoho.search_records had the zoho_token of some contact."""
    call = story.call("the last", "zoho.search_records")
    kept = {contact.attributes.get(TOKEN_NAME) for contact in story.sandbox.tenant.wati.contacts}
    sent = call.request.headers.get("authorization", "")
    require(sent.removeprefix("Zoho-oauthtoken ") in kept, "it used another token" if sent else "it used no token")


def _is_new(story: Story, phone: str) -> None:
    tenant = story.sandbox.tenant
    kept = story.sandbox.attributes(phone).get(TOKEN_NAME, "")
    require(kept, f"{phone} has no attribute '{TOKEN_NAME}'")
    require(tenant.zoho.live_access_token(kept), f"the token of {phone} is not alive")
    require(kept not in story.first_tokens, f"the token of {phone} is the one that was there before")

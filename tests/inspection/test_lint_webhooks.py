"""Checks of webhooks and tokens, at their borders."""

from __future__ import annotations

from typing import Any

import pytest

from flow_runner.inspection.lint.example import (
    agent,
    buttons,
    condition,
    delay,
    edge,
    flow,
    message,
    node,
    question,
    update,
    webhook,
)
from tests.inspection.findings import found, told

Raw = dict[str, Any]
END, CALL, THEN, LOOK = "main_assignAgent-end", "main_webhook-call", "main_message-then", "main_condition-look"
SEARCH = "https://www.zohoapis.com/crm/v8/Leads/search?phone={{phone}}"
TOKEN = "https://accounts.zoho.com/oauth/v2/token?grant_type=refresh_token&refresh_token={{refresh}}"
AUTH = {"Authorization": "Zoho-oauthtoken {{zoho_token}}"}
VARIABLE, ATTRIBUTE = "ContactInputVariable", "ContactCustomParameter"


# --- missing-status-exit --------------------------------------------------------------------------------------------


def missing(url: str, *codes: int, method: str = "Get", headers: dict[str, str] | None = None) -> list[tuple[str, str]]:
    hook = webhook(CALL, url, method, headers=headers, statuses=tuple((code, END) for code in codes))
    return [(grade, text) for _, grade, text in told(flow(hook, agent()), "missing-status-exit")]


@pytest.mark.parametrize(
    ("url", "method", "codes", "grade", "text"),
    [
        (SEARCH, "Get", (200, 401), "error",
         "it has exits for 200, 401, no default one, and so none for 204 (no such lead: a new customer), 5xx or no "
         "answer in time"),
        (SEARCH, "Get", (200, 204, 401), "warning",
         "it has exits for 200, 204, 401, no default one, and so none for 5xx or no answer in time"),
        (SEARCH, "Post", (201,), "error",
         "it has an exit for 201, no default one, and so none for 401 (the access token has expired, as it does after "
         "an hour), 5xx or no answer in time"),
        (TOKEN, "Post", (200,), "warning",
         "it has an exit for 200, no default one, and so none for 400 (too many tokens were asked for), 5xx or no "
         "answer in time"),
        ("https://shop.example.com/x", "Get", (200,), "warning",
         "it has an exit for 200, no default one, and so none for 5xx or no answer in time"),
        ("https://shop.example.com/x", "Get", (404,), "error",
         "it has an exit for 404, no default one, and so none for 2xx (success), 5xx or no answer in time"),
        ("https://live-mt-server.wati.io/171717/api/v1/getContacts", "Get", (200,), "warning",
         "it has an exit for 200, no default one, and so none for 401 (the credentials are not accepted any more), 5xx "
         "or no answer in time"),
    ],
)  # fmt: skip
def test_the_answers_without_an_exit_are_named_as_the_service_gives_them(
    url: str, method: str, codes: tuple[int, ...], grade: str, text: str
) -> None:
    assert missing(url, *codes, method=method) == [(grade, text)]


def test_with_a_default_exit_or_without_statuses_nothing_is_missing() -> None:
    assert missing(SEARCH, 200, 0) == []
    assert missing(SEARCH) == []
    bare = flow(webhook(CALL, SEARCH, statuses=((200, END),)), agent())
    bare["flowEdges"].append(edge(CALL, END))
    assert told(bare, "missing-status-exit") == []


# --- webhook-failure-unseen -----------------------------------------------------------------------------------------


def unseen(*nodes: Raw, path: tuple[str, ...], saved: tuple[tuple[str, str, str], ...], url: str = "") -> list[str]:
    hook = webhook(CALL, url or "https://shop.example.com/x", headers=AUTH, saved=saved)
    edges = tuple(zip((CALL, *path), (*path, END), strict=True))
    return [text for _, _, text in told(flow(hook, *nodes, agent(), edges=edges), "webhook-failure-unseen")]


SAVED = ((VARIABLE, "order", "order"), (ATTRIBUTE, "price", "price"))


def test_a_use_before_a_look_is_told_with_the_nearest_user_and_how_many_more() -> None:
    nodes = (message(THEN, "<p>hello</p>"), message("b", "<p>{{price}}</p>"), message("c", "<p>@order {{price}}</p>"))
    assert unseen(*nodes, path=(THEN, "b", "c"), saved=SAVED) == [
        "its only exit is taken after an error or a time-out as well, and no condition has looked at the answer before "
        "b (Message) uses '{{price}}', and 1 more node behind it"
    ]


@pytest.mark.parametrize(
    "user",
    [
        webhook(THEN, "https://shop.example.com/y?o=@order"),
        webhook(THEN, body='{"o": "@order"}', method="Post"),
        webhook(THEN, headers={"X-Order": "@order"}),
        update(THEN, ("order", "@order")),
        question(THEN) | {"flowReplies": [{"flowReplyType": "Text", "data": "@order?", "caption": "", "mimeType": ""}]},
    ],
    ids=["url", "body", "header", "attribute", "question"],
)
def test_a_use_is_whatever_sends_it_on(user: Raw) -> None:
    assert len(unseen(user, path=(THEN,), saved=SAVED)) == 1


@pytest.mark.parametrize("variable", ["@order", "{{price}}", "order", "@other"])
def test_a_condition_on_any_of_the_values_is_a_look(variable: str) -> None:
    """The bare name of hand-made files counts; a condition on something else does not."""
    nodes = (condition(LOOK, variable, "Equal", "x", THEN, THEN), message(THEN, "<p>@order</p>"))
    hook = webhook(CALL, saved=SAVED)
    raw = flow(hook, *nodes, agent(), edges=((CALL, LOOK), (THEN, END)))
    assert bool(told(raw, "webhook-failure-unseen")) is (variable == "@other")


def test_the_other_side_of_a_condition_is_a_look_too() -> None:
    nodes = (condition(LOOK, "{{name}}", "Equal", "@order", THEN, THEN), message(THEN, "<p>@order</p>"))
    raw = flow(webhook(CALL, saved=SAVED), *nodes, agent(), edges=((CALL, LOOK), (THEN, END)))
    assert told(raw, "webhook-failure-unseen") == []


def test_a_value_that_is_set_anew_is_another_one() -> None:
    nodes = (question("q", "order"), message(THEN, "<p>@order</p>"))
    assert unseen(*nodes, path=("q", THEN), saved=SAVED[:1]) == []


def test_the_same_name_in_the_other_space_is_another_one() -> None:
    assert unseen(message(THEN, "<p>{{order}} @price</p>"), path=(THEN,), saved=SAVED) == []


def test_a_use_behind_a_loop_is_found_and_the_loop_ends() -> None:
    menu = buttons("menu", ("again", "Again", CALL), ("on", "On", THEN), default="menu")
    raw = flow(
        webhook(CALL, saved=SAVED), menu, message(THEN, "<p>@order</p>"), agent(), edges=((CALL, "menu"), (THEN, END))
    )
    assert len(told(raw, "webhook-failure-unseen")) == 1


def test_a_webhook_with_exits_by_status_or_without_a_use_is_fine() -> None:
    raw = flow(
        webhook(CALL, saved=SAVED, statuses=((200, THEN), (0, END))),
        message(THEN, "<p>@order</p>"),
        agent(),
        edges=((THEN, END),),
    )
    assert told(raw, "webhook-failure-unseen") == []
    assert unseen(message(THEN), path=(THEN,), saved=SAVED) == []


def test_a_call_to_zoho_of_which_nothing_is_kept_is_told_for_its_token_expires() -> None:
    url = "https://www.zohoapis.com/crm/v8/Leads"
    assert "when the token has expired" in unseen(path=(), saved=(), url=url)[0]
    assert unseen(path=(), saved=()) == []
    look = condition(LOOK, "@order", "KeywordContains", "", END, END)
    raw = flow(webhook(CALL, url, headers=AUTH, saved=SAVED[:1]), look, agent(), edges=((CALL, LOOK),))
    assert told(raw, "webhook-failure-unseen") == []


# --- stale-attribute ------------------------------------------------------------------------------------------------


def stale(kind: str, variable: str, *before: Raw, statuses: tuple[tuple[int, str], ...] = ()) -> list[str]:
    hook = webhook(CALL, saved=((kind, "booked", "booked"),), statuses=statuses)
    nodes = (*before, hook, condition(LOOK, variable, "Equal", "yes", THEN, END), message(THEN), agent())
    edges = [(CALL, LOOK), (THEN, END), *((one["id"], CALL) for one in before)]
    return [one.node for one in found(flow(*nodes, edges=tuple(edges)), "stale-attribute")]


def test_a_decision_by_what_an_earlier_chat_left_is_told_at_the_condition() -> None:
    assert stale(ATTRIBUTE, "{{booked}}") == [LOOK]
    assert stale(ATTRIBUTE, "booked") == [LOOK]


def test_what_begins_unset_or_is_blanked_before_or_has_exits_cannot_be_stale() -> None:
    assert stale(VARIABLE, "@booked") == []
    assert stale(VARIABLE, "booked") == []
    assert stale(ATTRIBUTE, "{{booked}}", update("main_updateAttribute-blank", ("booked", ""))) == []
    assert stale(ATTRIBUTE, "{{booked}}", statuses=((200, LOOK), (0, END))) == []
    assert stale(ATTRIBUTE, "{{other}}") == []


# --- token-error-as-success -----------------------------------------------------------------------------------------


def token(
    look: Raw | None, kind: str = VARIABLE, name: str = "new_token", statuses: bool = True, *more: Raw, url: str = TOKEN
) -> list[str]:
    behind = look["id"] if look else "keep"
    hook = webhook(
        CALL,
        url,
        "Post",
        saved=((kind, name, "access_token"), (VARIABLE, "fault", "error")),
        statuses=((200, behind), (0, END)) if statuses else (),
    )
    value = f"@{name}" if kind == VARIABLE else f"{{{{{name}}}}}"
    nodes = [hook, *([look] if look else []), update("keep", ("zoho_token", value)), agent(), *more]
    edges = [("keep", END), *([] if statuses else [(CALL, behind)])]
    return [one.text for one in found(flow(*nodes, edges=tuple(edges)), "token-error-as-success")]


def is_set(variable: str) -> Raw:
    return condition(LOOK, variable, "KeywordContains", "", "keep", END)


def test_a_token_that_nobody_looked_at_is_told() -> None:
    assert token(None) == [
        'its exit for 200 is taken for {"error": "invalid_code"} as well, and keep (UpdateAttribute) uses '
        "'@new_token' behind it though no condition has looked at it"
    ]
    assert len(token(None, statuses=False)) == 1
    assert len(token(is_set("@other"))) == 1


@pytest.mark.parametrize("variable", ["@new_token", "@fault"])
def test_a_look_at_the_token_or_at_the_error_is_enough(variable: str) -> None:
    assert token(is_set(variable)) == []
    assert token(is_set(variable), statuses=False) == []


def test_a_token_that_may_be_the_old_one_tells_nothing_by_being_there() -> None:
    told = token(is_set("{{zoho_token}}"), ATTRIBUTE, "zoho_token")
    assert len(told) == 1
    assert told[0].endswith("though nothing tells it from the old one")
    reader = webhook("main_webhook-read", saved=((VARIABLE, "new_token", "contact_list[0].customParams[2].value"),))
    assert len(token(is_set("@new_token"), VARIABLE, "new_token", True, reader)) == 1
    assert token(is_set("@fault"), VARIABLE, "new_token", True, reader) == []


def test_an_endpoint_of_another_kind_is_not_zohos() -> None:
    assert token(None, url="https://shop.example.com/login") == []
    assert len(token(None, url="https://proxy.example.com/oauth/v2/token")) == 1
    assert token(None, url="https://accounts.zoho.com/oauth/v2/token/revoke") == []


# --- auth-scheme, zoho-data-centre, zoho-token-request --------------------------------------------------------------


def auth(value: str | None, url: str = SEARCH) -> list[str]:
    hook = webhook(
        CALL, url, headers=None if value is None else {"authorization": value}, statuses=((200, END), (0, END))
    )
    return [text for _, _, text in told(flow(hook, agent()), "auth-scheme")]


WATI_URL = "https://live-mt-server.wati.io/171717/api/v1/getContacts"


@pytest.mark.parametrize("value", ["Zoho-oauthtoken {{t}}", "zoho-oauthtoken @t", "Bearer {{t}}", "{{t}}", "@auth"])
def test_zoho_takes_both_schemes_and_a_placeholder_may_hold_one(value: str) -> None:
    assert auth(value) == []


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "it has no header Authorization"),
        ("Basic {{t}}",
         "the scheme 'Basic' of its Authorization is not one that this service takes (zoho-oauthtoken or bearer)"),
        ("Zoho-oauthtoken{{t}}",
         "its Authorization is one word: the scheme or the token is missing, or the blank between them"),
        ("Zoho-oauthtoken ",
         "its Authorization is one word: the scheme or the token is missing, or the blank between them"),
        ("Bearer Zoho-oauthtoken {{t}}",
         "its Authorization has two schemes before the token, 'Bearer' and 'zoho-oauthtoken'"),
        ("hunter22 {{t}}",
         "the first word of its Authorization is not one that this service takes (zoho-oauthtoken or bearer)"),
    ],
)  # fmt: skip
def test_what_zoho_does_not_take_is_told_and_no_token_with_it(value: str | None, text: str) -> None:
    assert auth(value) == [text]


def test_wati_takes_bearer_only_and_other_hosts_are_their_own_affair() -> None:
    assert auth("Bearer {{t}}", WATI_URL) == []
    assert len(auth("Zoho-oauthtoken {{t}}", WATI_URL)) == 1
    assert len(auth(None, WATI_URL)) == 1
    assert auth(None, "https://shop.example.com/crm/v8/Leads/search") == []
    assert auth(None, TOKEN) == []


@pytest.mark.parametrize(
    ("accounts", "api", "same"),
    [
        ("accounts.zoho.com", "www.zohoapis.com", True),
        ("accounts.zoho.com.au", "www.zohoapis.com.au", True),
        ("accounts.zohocloud.ca", "www.zohoapis.ca", True),
        ("accounts.zoho.eu", "sandbox.zohoapis.eu", True),
        ("accounts.zoho.com", "www.zohoapis.in", False),
        ("accounts.zoho.com", "www.zohoapis.com.au", False),
        ("{{accounts}}", "www.zohoapis.in", True),
        ("accounts.zoho.com", "@region.zohoapis.in", True),
    ],
)
def test_tokens_are_good_in_their_own_data_centre(accounts: str, api: str, same: bool) -> None:
    hooks = (
        webhook(
            CALL,
            f"https://{accounts}/oauth/v2/token?grant_type=refresh_token",
            "Post",
            statuses=((200, THEN), (0, END)),
        ),
        webhook(THEN, f"https://{api}/crm/v8/Leads", headers=AUTH, statuses=((200, END), (0, END))),
    )
    assert [one.node for one in found(flow(*hooks, agent()), "zoho-data-centre")] == ([] if same else [THEN])


def test_a_flow_that_gets_no_token_itself_may_call_any_data_centre() -> None:
    raw = flow(webhook(CALL, SEARCH.replace(".com", ".in"), headers=AUTH, statuses=((0, END),)), agent())
    assert told(raw, "zoho-data-centre") == []


def test_a_json_body_for_a_token_is_worth_knowing_and_a_get_an_error() -> None:
    body = '{"grant_type": "refresh_token"}'
    plain = TOKEN.partition("?")[0]

    def asked(url: str, method: str, body: str = "") -> list[str]:
        raw = flow(webhook(CALL, url, method, body=body, statuses=((200, END), (0, END))), agent())
        return [grade for _, grade, _ in told(raw, "zoho-token-request")]

    assert asked(TOKEN, "Get") == ["error"]
    assert asked(plain, "Post", body) == ["note"]
    assert asked(TOKEN, "Post", body) == asked(TOKEN, "Post") == asked("https://shop.example.com/token", "Get") == []


# --- addresses and delays -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "grades"),
    [
        ("", ["error"]),
        ("shop.example.com/x", ["warning"]),
        ("ftp://shop.example.com/x", ["error"]),
        ("http://127.0.0.1:8000/x", ["error"]),
        ("https://192.168.1.20/x", ["error"]),
        ("https://[::1]/x", ["error"]),
        ("https://backend/x", ["error"]),
        ("https://crm.office.local/x", ["error"]),
        ("https://1a2b-3c.ngrok-free.app/x", ["note"]),
        ("https://8.8.8.8/x", []),
        ("https://shop.example.com:8443/x", []),
        ("@base/x", []),
        ("{{base}}/x", []),
        ("https://{{host}}/x", []),
        ("https://@host/x", []),
        ("https://[broken", []),
    ],
)
def test_an_address_that_the_platform_cannot_reach_is_told(url: str, grades: list[str]) -> None:
    raw = flow(webhook(CALL, url), agent(), edges=((CALL, END),))
    assert [grade for _, grade, _ in told(raw, "webhook-address")] == grades


def test_plain_http_is_graver_where_credentials_go_along() -> None:
    def sent(url: str, **headers: str) -> list[str]:
        raw = flow(webhook(CALL, url, headers=headers), agent(), edges=((CALL, END),))
        return [grade for _, grade, _ in told(raw, "unencrypted-webhook")]

    assert sent("http://shop.example.com/x") == ["note"]
    assert sent("http://shop.example.com/x", Authorization="Bearer {{t}}") == ["warning"]
    assert sent("http://localhost/x") == sent("https://shop.example.com/x") == sent("http://{{host}}/x") == []


@pytest.mark.parametrize(
    ("url", "is_told"),
    [
        ("https://a.example.com/x?phone=+{{phone}}", True),
        ("https://a.example.com/x?a=1&phone=+15550100001", True),
        ("https://a.example.com/x?q=new+york", False),
        ("https://a.example.com/x?q=+york", False),
        ("https://a.example.com/x+{{phone}}", False),
        ("https://a.example.com/x?phone=%2B{{phone}}", False),
    ],
)
def test_a_plus_before_a_number_is_told(url: str, is_told: bool) -> None:
    raw = flow(webhook(CALL, url), agent(), edges=((CALL, END),))
    assert bool(told(raw, "plus-in-url")) is is_told


def test_only_what_is_written_behind_a_whole_day_is_lost() -> None:
    def waiting(seconds: int, then: Raw) -> list[str]:
        raw = flow(delay("pause", seconds), then, agent(), edges=(("pause", then["id"]), (then["id"], END)))
        return [text for _, _, text in told(raw, "delay-past-window")]

    assert waiting(90_000, message(THEN)) == ["it waits 25 hours before main_message-then (Message)"]
    assert waiting(86_399, message(THEN)) == []
    assert waiting(90_000, node("MessageTemplate", THEN)) == waiting(90_000, update(THEN, ("a", "b"))) == []

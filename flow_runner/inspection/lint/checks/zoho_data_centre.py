"""Tokens of one of Zoho's data centres that are sent to another."""

from __future__ import annotations

from collections.abc import Iterator

from flow_runner.inspection.lint.check import check
from flow_runner.inspection.lint.example import WITH_TOKENS, Raw, agent, condition, flow, webhook
from flow_runner.inspection.lint.finding import Found
from flow_runner.inspection.lint.subject import Subject

TOKEN, IS_NEW, SEARCH, END = (
    "main_webhook-token",
    "main_condition-isNew",
    "main_webhook-search",
    "main_assignAgent-end",
)


def _searching(host: str) -> Raw:
    return flow(
        webhook(
            TOKEN,
            "https://accounts.zoho.in/oauth/v2/token?grant_type=refresh_token&refresh_token={{zoho_refresh}}",
            "Post",
            saved=(("ContactInputVariable", "new_token", "access_token"),),
            statuses=((200, IS_NEW), (0, END)),
        ),
        condition(IS_NEW, "@new_token", "KeywordContains", "", SEARCH, END),
        webhook(
            SEARCH,
            f"https://{host}/crm/v8/Leads/search?phone={{{{phone}}}}",
            headers={"Authorization": "Zoho-oauthtoken @new_token"},
            statuses=((200, END), (204, END), (401, END), (0, END)),
        ),
        agent(),
    )


@check(
    "zoho-data-centre",
    "error",
    why="A token is good in the data centre that issued it and nowhere else: every call is answered 401, however "
    "fresh the token is.",
    fix="Use the hosts of the data centre that the organisation is in, for both: accounts.zoho.in with "
    "www.zohoapis.in, accounts.zoho.com with www.zohoapis.com, and so on.",
    evidence="reported",
    source="Zoho's table of data centres; users who sent a token to the wrong host",
    example=_searching("www.zohoapis.com"),
    neighbour=_searching("www.zohoapis.in"),
    world=WITH_TOKENS,
)
def zoho_data_centre(subject: Subject) -> Iterator[Found]:
    """Against all the data centres from which the flow gets tokens."""
    issuing = sorted({address.centre for _, address in subject.webhooks if address.issues_tokens and address.centre})
    for node, address in subject.webhooks:
        if issuing and address.is_zoho_crm and address.centre not in issuing:
            told = f"it calls {address.host}, and the flow gets its tokens in the data centre '{', '.join(issuing)}'"
            yield subject.found(node.id, told, "url")

"""Token endpoints whose `200 {"error": …}` is taken for a new token."""

from __future__ import annotations

from collections.abc import Iterator

from flow_runner.engine.nodes.webhook import DEFAULT, Webhook
from flow_runner.inspection.lint.check import check
from flow_runner.inspection.lint.example import WITH_TOKENS, Raw, agent, condition, flow, update, webhook
from flow_runner.inspection.lint.finding import Found
from flow_runner.inspection.lint.subject import Name, Subject
from flow_runner.inspection.lint.unseen import blanked_names, saved_by, set_by, space_of, uses_behind, written

TOKEN, IS_NEW, KEEP, END = (
    "main_webhook-token",
    "main_condition-isNew",
    "main_updateAttribute-keep",
    "main_assignAgent-end",
)


def _refreshing(behind: str, *more: Raw) -> Raw:
    return flow(
        webhook(
            TOKEN,
            "https://accounts.zoho.com/oauth/v2/token?grant_type=refresh_token&refresh_token={{zoho_refresh}}",
            "Post",
            saved=(("ContactInputVariable", "new_token", "access_token"),),
            statuses=((200, behind), (0, END)),
        ),
        *more,
        update(KEEP, ("zoho_token", "@new_token")),
        agent(),
        edges=((KEEP, END),),
    )


@check(
    "token-error-as-success",
    "warning",
    why="Zoho answers a wrong client, secret or refresh token with 200 and an error in the body, and no access_token. "
    "The exit for 200 is taken all the same, and what is used or kept as the token is '@new_token' itself, or the one "
    "that has expired: every further call is a 401.",
    fix="Put a condition behind the exit for 200: go on only where the new token is filled (Contains with an empty "
    "value), and save it under a name that nothing else sets, so that the old one cannot pass for it.",
    evidence="reported",
    source="six independent clients of Zoho's token endpoint",
    example=_refreshing(KEEP),
    neighbour=_refreshing(IS_NEW, condition(IS_NEW, "@new_token", "KeywordContains", "", KEEP, END)),
    world=WITH_TOKENS,
)
def token_error_as_success(subject: Subject) -> Iterator[Found]:
    """One for each endpoint, with the nearest use of a token that may not be there."""
    blanked = blanked_names(subject)
    for node, address in subject.webhooks:
        tokens = frozenset((space_of(one.kind), one.name) for one in node.saved if one.path.parts[-1:] == _TOKEN)
        if not address.issues_tokens or not tokens:
            continue
        telling = saved_by(node) - _old(subject, node, blanked)
        for use in uses_behind(subject, _success(subject, node), tokens, telling):
            if not use.looks and use.names:
                yield subject.found(node.id, _told(subject, use.node, min(use.names), telling), "responseVariables")
                break


_TOKEN = ("access_token",)


def _success(subject: Subject, node: Webhook) -> str:
    """Where a 200 leads."""
    if not node.statuses:
        return subject.flow.target(node.id, "")
    return subject.flow.target(node.id, "200" if any(one.code == 200 for one in node.statuses) else DEFAULT)


def _old(subject: Subject, node: Webhook, blanked: set[Name]) -> frozenset[Name]:
    """Names that may hold a token from before, so that being filled says nothing of them."""
    kept = {name for name in saved_by(node) if name[0] == "attribute" and name not in blanked}
    elsewhere = {name for node_id in subject.flow.nodes if node_id != node.id for name in set_by(subject, node_id)}
    return frozenset(kept | (saved_by(node) & (elsewhere - blanked)))


def _told(subject: Subject, user: str, name: Name, telling: frozenset[Name]) -> str:
    after = "nothing tells it from the old one" if name not in telling else "no condition has looked at it"
    return (
        'its exit for 200 is taken for {"error": "invalid_code"} as well, and '
        f"{subject.flow.titled(user)} uses '{written(name)}' behind it though {after}"
    )

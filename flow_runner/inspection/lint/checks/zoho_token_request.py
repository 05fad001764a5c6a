"""Requests for a token that Zoho does not read, or may not read."""

from __future__ import annotations

from collections.abc import Iterator

from flow_runner.inspection.lint.check import check
from flow_runner.inspection.lint.example import WITH_TOKENS, Raw, agent, condition, flow, webhook
from flow_runner.inspection.lint.finding import Found
from flow_runner.inspection.lint.subject import Subject

TOKEN, IS_NEW, END = "main_webhook-token", "main_condition-isNew", "main_assignAgent-end"


def _asking(method: str) -> Raw:
    return flow(
        webhook(
            TOKEN,
            "https://accounts.zoho.com/oauth/v2/token?grant_type=refresh_token&refresh_token={{zoho_refresh}}",
            method,
            saved=(("ContactInputVariable", "new_token", "access_token"),),
            statuses=((200, IS_NEW), (0, END)),
        ),
        condition(IS_NEW, "@new_token", "KeywordContains", "", END, END),
        agent(),
    )


@check(
    "zoho-token-request",
    "error",
    why="No new token is issued, so an hour after the last one every call to Zoho is a 401.",
    fix="Use POST, with grant_type, client_id, client_secret and refresh_token as parameters of the address.",
    evidence="documented",
    source="Zoho's pages: no token by GET, parameters in the address or a form; the run's choice zoho.token_json_body",
    example=_asking("Get"),
    neighbour=_asking("Post"),
    world=WITH_TOKENS,
)
def zoho_token_request(subject: Subject) -> Iterator[Found]:
    """By GET: an error. With parameters in a JSON body only, as the article writes it: worth knowing."""
    for node, address in subject.webhooks:
        if not address.issues_tokens or not address.centre:
            continue
        if node.method == "GET":
            yield subject.found(
                node.id, "it asks for a token by GET, which Zoho does not answer with one", "methodType"
            )
        elif "grant_type" not in address.parameters and '"grant_type"' in node.body:
            told = (
                "its parameters are in a JSON body: Wati's article writes it so, Zoho documents the address or a form, "
                "and one client found that JSON is not read"
            )
            fix = "Test it against the real service, or write the parameters into the address; leave the body empty."
            yield subject.found(node.id, told, "body", grade="note", fix=fix)

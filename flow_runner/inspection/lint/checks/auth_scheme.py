"""Calls to Zoho and Wati whose Authorization they do not take."""

from __future__ import annotations

from collections.abc import Iterator

from flow_runner.inspection.address import Address
from flow_runner.inspection.lint.check import check
from flow_runner.inspection.lint.example import WITH_TOKENS, Raw, agent, flow, webhook
from flow_runner.inspection.lint.finding import Found
from flow_runner.inspection.lint.subject import Subject

SEARCH, END = "main_webhook-search", "main_assignAgent-end"
ZOHO_SCHEMES, WATI_SCHEMES = ("zoho-oauthtoken", "bearer"), ("bearer",)
NAMEABLE = frozenset({*ZOHO_SCHEMES, "basic", "token", "oauth", "apikey", "zoho-authtoken", "digest"})
"""Schemes that may be repeated in a text: another first word may be the token itself."""


def _search(value: str) -> Raw:
    return flow(
        webhook(
            SEARCH,
            "https://www.zohoapis.com/crm/v8/Leads/search?phone={{phone}}",
            headers={"Authorization": value},
            statuses=((200, END), (204, END), (401, END), (0, END)),
        ),
        agent(),
    )


@check(
    "auth-scheme",
    "error",
    why="Every call is answered 401, with a fresh token too: a flow that gets a new one on 401 does so for ever.",
    fix="Zoho: 'Zoho-oauthtoken', or 'Bearer', one blank, and the token. Wati: 'Bearer', one blank, and the token.",
    evidence="documented",
    source="Zoho's and Wati's own pages; that Zoho takes Bearer too is seen in production",
    example=_search("Token {{zoho_token}}"),
    neighbour=_search("Bearer {{zoho_token}}"),
    world=WITH_TOKENS,
)
def auth_scheme(subject: Subject) -> Iterator[Found]:
    """Nothing is said of a value that a placeholder begins: it may hold the scheme as well."""
    for node, address in subject.webhooks:
        schemes = _schemes(address)
        if not schemes:
            continue
        headers = subject.fields(node.id).objects("headers")
        given = [one for one in headers if one.text("headerName").strip().lower() == "authorization"]
        if not given:
            yield subject.found(node.id, "it has no header Authorization", "headers")
        elif not _begins_with_placeholder(subject, value := given[0].text("headerValue").strip()):
            fault = _fault(value, schemes)
            if fault:
                yield Found(node.id, given[0].pointer, fault)


def _schemes(address: Address) -> tuple[str, ...]:
    if address.is_zoho_crm:
        return ZOHO_SCHEMES
    return WATI_SCHEMES if address.is_wati and "/api/" in address.path else ()


def _fault(value: str, schemes: tuple[str, ...]) -> str:
    scheme, _, token = value.partition(" ")
    if not token.strip():
        return "its Authorization is one word: the scheme or the token is missing, or the blank between them"
    if scheme.lower() not in schemes:
        named = f"scheme '{scheme}'" if scheme.lower() in NAMEABLE else "first word"
        return f"the {named} of its Authorization is not one that this service takes ({' or '.join(schemes)})"
    again = token.split()[0].lower()
    return f"its Authorization has two schemes before the token, '{scheme}' and '{again}'" if again in schemes else ""


def _begins_with_placeholder(subject: Subject, value: str) -> bool:
    return any(value.startswith(one.text) for one in subject.flow.grammar.references(value)[:1])

"""Webhooks with exits by status that leave answers without an exit."""

from __future__ import annotations

from collections.abc import Iterator

from flow_runner.engine.nodes.webhook import DEFAULT, Webhook
from flow_runner.inspection.address import Address
from flow_runner.inspection.lint.check import check
from flow_runner.inspection.lint.example import WITH_TOKENS, agent, flow, webhook
from flow_runner.inspection.lint.finding import Found, Grade
from flow_runner.inspection.lint.subject import Subject

SEARCH, HERE = "main_webhook-search", "main_assignAgent-end"
NO_RECORD = (204, "no such lead: a new customer")
EXPIRED = (401, "the access token has expired, as it does after an hour")
THROTTLED = (400, "too many tokens were asked for")
REFUSED = (401, "the credentials are not accepted any more")


def _search(*statuses: tuple[int, str]) -> dict[str, object]:
    return webhook(
        SEARCH,
        "https://www.zohoapis.com/crm/v8/Leads/search?phone={{phone}}",
        headers={"Authorization": "Zoho-oauthtoken {{zoho_token}}"},
        statuses=statuses,
    )


@check(
    "missing-status-exit",
    "warning",
    why="What the platform does with an answer that no exit is drawn for is not known: the run fails, or ends in "
    "silence. Either way the customer gets no answer and nobody is told.",
    fix="Draw the default exit too, to a message and an agent, and an exit for each status that is told here.",
    evidence="assumed",
    source="the run's choice flow.status_unmatched; help 11463092 routes a Zoho search by 200, 204 and 401",
    example=flow(_search((200, HERE), (204, HERE), (401, HERE)), agent()),
    neighbour=flow(_search((200, HERE), (204, HERE), (401, HERE), (0, HERE)), agent()),
    world=WITH_TOKENS,
)
def missing_status_exit(subject: Subject) -> Iterator[Found]:
    """Only where there is no default exit: with one, every answer has a way."""
    for node, address in subject.webhooks:
        codes = [one.code for one in node.statuses if one.code is not None]
        if not node.statuses or len(codes) < len(node.statuses) or subject.flow.target(node.id, DEFAULT):
            continue
        missing = {code: told for code, told in _everyday(node, address) if code not in codes}
        grave = address.is_zoho_crm and not missing.keys().isdisjoint({NO_RECORD[0], EXPIRED[0]})
        told = [f"{code} ({what})" for code, what in sorted(missing.items())]
        if not any(200 <= code < 300 for code in codes):
            told, grave = ["2xx (success)", *told], True
        text = (
            f"it has {_exits(codes)}, no default one, and so none for {', '.join([*told, '5xx'])} or no answer in time"
        )
        grade: Grade = "error" if grave else "warning"
        yield subject.found(node.id, text, "expectedStatuses", grade=grade)


def _everyday(node: Webhook, address: Address) -> list[tuple[int, str]]:
    """What this service answers beside a success when nothing is out of order."""
    if address.issues_tokens:
        return [THROTTLED]
    if address.is_zoho_crm:
        return [NO_RECORD, EXPIRED] if node.method == "GET" else [EXPIRED]
    guarded = any(name.lower() == "authorization" for name, _ in node.headers)
    return [REFUSED] if guarded or address.is_wati else []


def _exits(codes: list[int]) -> str:
    return f"{'an exit' if len(codes) == 1 else 'exits'} for {', '.join(map(str, codes))}"

"""Credentials that are written out in the file."""

from __future__ import annotations

from collections.abc import Iterator

from flow_runner.inspection.lint.check import check
from flow_runner.inspection.lint.example import WITH_TOKENS, Raw, agent, flow, webhook
from flow_runner.inspection.lint.finding import Found
from flow_runner.inspection.lint.subject import Subject

ORDERS, END = "main_webhook-orders", "main_assignAgent-end"


def _calling(authorization: str) -> Raw:
    return flow(webhook(ORDERS, headers={"Authorization": authorization}), agent(), edges=((ORDERS, END),))


@check(
    "secret-in-export",
    "warning",
    why="Wati writes credentials into the export as they are: whoever gets the file, or reads the repository that "
    "it is kept in, can act for the account, and they stay good in every old copy.",
    fix="Share a copy made by `wati-sandbox redact`, and replace the credential if the file was shared already. One "
    "that lives in a contact attribute, as {{token}}, is not exported.",
    evidence="reported",
    source="real exports with live credentials in them",
    example=_calling("Bearer 7Qm2xV9ZkT4sLw8bRn3c"),
    neighbour=_calling("Bearer {{shop_token}}"),
    world=WITH_TOKENS,
)
def secret_in_export(subject: Subject) -> Iterator[Found]:
    """Each once; what it is, never how it reads. Test values have a check of their own, which mends them."""
    for secret in subject.secrets:
        if "/testVariables/" not in secret.pointer:
            yield Found(subject.node_at(secret.pointer), secret.pointer, f"{secret.what} is a credential, written out")

"""Test variables that hold a credential, or a person's data."""

from __future__ import annotations

from collections.abc import Iterator

from flow_runner.engine.pointer import below
from flow_runner.inspection.lint.check import check
from flow_runner.inspection.lint.draft import Draft
from flow_runner.inspection.lint.example import Raw, agent, flow, webhook
from flow_runner.inspection.lint.finding import Found
from flow_runner.inspection.lint.subject import Subject
from flow_runner.inspection.person import kind_of

ORDERS, END = "main_webhook-orders", "main_assignAgent-end"
WHY = "Values that were typed to test a request are exported with it, and mean nothing to a run: "


def _tested(name: str, value: str) -> Raw:
    node = {**webhook(ORDERS), "testVariables": [{"name": name, "value": value}]}
    return flow(node, agent(), edges=((ORDERS, END),))


def _blank(subject: Subject, draft: Draft, found: Iterator[Found]) -> Iterator[str]:
    for one in found:
        draft.put(one.pointer, "")
        yield f"a test value of {one.node} was blanked."


def _blank_secrets(subject: Subject, draft: Draft) -> Iterator[str]:
    yield from _blank(subject, draft, secret_test_value(subject))


def _blank_persons(subject: Subject, draft: Draft) -> Iterator[str]:
    yield from _blank(subject, draft, personal_test_value(subject))


@check(
    "secret-test-value",
    "warning",
    why=WHY + "whoever gets the file has the credential.",
    fix="Clear the test variables in the builder before exporting. --fix blanks the value. Replace the credential if "
    "the file was shared already.",
    evidence="observed",
    source="testVariables in real exports",
    example=_tested("@shop_token", "7Qm2xV9ZkT4sLw8bRn3c"),
    neighbour=_tested("@shop_token", "your-token"),
    mend=_blank_secrets,
)
def secret_test_value(subject: Subject) -> Iterator[Found]:
    for secret in subject.secrets:
        if "/testVariables/" in secret.pointer:
            node = subject.node_at(secret.pointer)
            yield Found(node, secret.pointer, f"{secret.what} is a credential")


@check(
    "personal-test-value",
    "warning",
    why=WHY + "whoever gets the file has the data of somebody who was not asked.",
    fix="Test with invented data, such as 15550100001 and a@example.com. --fix blanks the value.",
    evidence="observed",
    source="testVariables in real exports hold phone numbers and names",
    example=_tested("@phone", "+49 30 23125 123"),
    neighbour=_tested("@phone", "15550100001"),
    mend=_blank_persons,
)
def personal_test_value(subject: Subject) -> Iterator[Found]:
    """Names, numbers and addresses by the variable's name and by how the value looks; the value is never told."""
    secret = {one.pointer for one in subject.secrets}
    for node, _ in subject.webhooks:
        for entry in subject.fields(node.id).objects("testVariables"):
            pointer, name = below(entry.pointer, "value"), entry.text("name")
            kind = kind_of(name, entry.text("value"))
            if kind and pointer not in secret:
                yield Found(node.id, pointer, f"the test value of '{name}' looks like {kind}")

"""Bodies of webhooks that are no JSON, or cease to be when a value comes in."""

from __future__ import annotations

from collections.abc import Iterator

from flow_runner.engine.nodes.webhook import Webhook
from flow_runner.engine.template import Reference
from flow_runner.inspection.lint.check import check
from flow_runner.inspection.lint.content import contents
from flow_runner.inspection.lint.example import Raw, agent, flow, question, webhook
from flow_runner.inspection.lint.finding import Found, Grade
from flow_runner.inspection.lint.subject import Subject

ASK, HOOK, END = question("main_question-rooms", "rooms"), "main_webhook-order", agent()


def _sending(body: str) -> Raw:
    return flow(
        ASK, webhook(HOOK, method="Post", body=body, statuses=((0, END["id"]),)), END, edges=((ASK["id"], HOOK),)
    )


@check(
    "body-not-json",
    "error",
    why="The builder takes JSON only, and a back end that reads JSON refuses the request: for whoever comes this way "
    "nothing is ordered, booked or saved.",
    fix="Write the body as JSON; names, texts and placeholders for texts stand in double quotes.",
    evidence="documented",
    source="help 11463025: the body must be JSON",
    example=_sending('{ "rooms": @rooms }'),
    neighbour=_sending('{ "phone": "{{phone}}" }'),
)
def body_not_json(subject: Subject) -> Iterator[Found]:
    """As it is sent with something harmless in the place of each placeholder: a text in quotes, a number elsewhere."""
    bare = {slot.reference for body in subject.bodies.values() for slot in body.slots if slot.bare}
    grades = {reference: _grade(subject, reference) for reference in bare}
    for node, body in subject.bodies.items():
        if body.fault:
            told = f"the body is no JSON, whatever its placeholders hold; {body.fault}"
            yield subject.found(node, told, "body", grade="warning" if _is_declared(subject, node) else None)
            continue
        for reference in dict.fromkeys(slot.reference for slot in body.slots if slot.bare):
            if grade := grades[reference]:
                told = f"{reference.text} goes in bare: a value that is empty or no number makes the body no JSON"
                fix = f'Write "{reference.text}", in double quotes, and let the back end read the number from the text.'
                yield subject.found(node, told, "body", grade=grade, fix=fix)


def _is_declared(subject: Subject, node: str) -> bool:
    """Whether a header says that the body is to be something else than JSON."""
    hook = subject.flow.nodes[node]
    headers = hook.headers if isinstance(hook, Webhook) else ()
    return any(name.lower() == "content-type" and "json" not in value.lower() for name, value in headers)


def _grade(subject: Subject, reference: Reference) -> Grade | None:
    """By what can be there. What nothing sets is told elsewhere; a reply may well hold a number, or JSON itself."""
    kinds = {one.kind for one in contents(subject, reference)} - {"number"}
    if not kinds:
        return None
    return "note" if kinds == {"reply"} or reference.space == "attribute" else "warning"

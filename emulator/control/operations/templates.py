"""Message templates: what WhatsApp thinks of them."""

from __future__ import annotations

from emulator.control.api import CONTROL, Desk, ok
from emulator.kernel.http import Reply, Request
from emulator.kernel.suggest import did_you_mean
from emulator.wati import template, template_payloads


@CONTROL.operation(
    "PUT",
    "/_sandbox/templates/{name}",
    body={
        "type": "object",
        "properties": {"status": {"enum": list(template.STATUSES)}, "language": {"type": "string", "minLength": 1}},
        "required": ["status"],
        "additionalProperties": False,
    },
    replies={200: None},
    evidence="observed",
    source="our own",
)
def set_template_status(request: Request, desk: Desk) -> Reply:
    """Approve, reject or pause a template, in one `language` or in all; only one that is APPROVED can be sent.

    Example: PUT /_sandbox/templates/nothing {"status": "PAUSED"} => 404
    Example: PUT /_sandbox/templates/nothing {"status": "paused"} => 400
    """
    wati, name, asked = desk.tenant.wati, request.params["name"], request.json()
    rows = [row for row in wati.templates.find("name", name) if asked.get("language") in (None, row.language)]
    if not rows:
        shown = name[:100]
        raise LookupError(
            f"no template is called '{shown}'.{did_you_mean(shown, {row.name for row in wati.templates})}"
        )
    changed = [template.set_status(wati, row, asked["status"]) for row in rows]
    return ok({"templates": [template_payloads.item(row, wati) for row in changed]})

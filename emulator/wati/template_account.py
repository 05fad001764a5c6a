"""The account's templates: listed, submitted and deleted through v1 and v2."""

from __future__ import annotations

from typing import Any

from emulator.kernel.http import Json, Reply, Request
from emulator.wati import errors, numbers, payloads, sending, template, template_payloads, template_submission
from emulator.wati.assumptions.sends import SEND_FAILURE_TEXT, TEMPLATE_FAILURE
from emulator.wati.rows import Template
from emulator.wati.state import WatiState

NEIGHBOURS = ("prevPage", "nextPage")


def page(request: Request, state: WatiState, rows: list[Template], version: str) -> Reply:
    """A page of templates, with the links to its neighbours."""
    number, size, shown = payloads.paged(rows, request.args)
    link = payloads.link(state, "getMessageTemplates", request.args, number, size, len(rows))
    if version != "v1":
        link |= {name: link[name] and link[name].replace("/api/v1/", f"/api/{version}/", 1) for name in NEIGHBOURS}
    items = [template_payloads.item(row, state) for row in shown]
    return payloads.ok({"result": "success", "messageTemplates": items, "link": link})


def submit(state: WatiState, body: dict[str, Any] | None) -> Reply:
    """A new template, PENDING until WhatsApp has looked at it."""
    asked = template_submission.submission(body)
    if not isinstance(asked, template_submission.Submission):
        return _failed(state, sending.MALFORMED, *asked)
    language = asked.more["language"]
    if any(row.language == language and row.status != "DELETED" for row in state.templates.find("name", asked.name)):
        return _failed(state, sending.MALFORMED, f"There is a template {asked.name[:40]!r} in {language} already.")
    row = template.submit(state, asked.name, asked.body, **asked.more)
    return payloads.ok({"ok": True, "result": template_payloads.item(row, state)})


def delete(state: WatiState, waba: str, name: str, language: str = "") -> Reply:
    """In one language, or in all. What was sent of it stays."""
    if waba != numbers.waba_id(state):
        return _failed(state, sending.MALFORMED, f"The account's wabaId is {numbers.waba_id(state)}.")
    rows = [row for row in state.templates.find("name", name) if language in ("", row.language)]
    rows = [row for row in rows if row.status != "DELETED"]
    if not rows:
        known = ", ".join(sorted({f"{row.name} ({row.language})" for row in state.templates}))[:200]
        return _failed(state, f"Template {name} not found", f"The account has {known or 'no templates'}.")
    for row in rows:
        template.set_status(state, row, "DELETED")
    return payloads.ok({"ok": True})


def _failed(state: WatiState, info: str, *help: str) -> Reply:
    assumptions = state.universe.assumptions
    assumptions.lean(SEND_FAILURE_TEXT)
    told: dict[str, Json] = {"ok": False} if assumptions.lean(TEMPLATE_FAILURE) == "ok_and_result" else {}
    return errors.business(state, {**told, "result": False, "info": info}, *help)

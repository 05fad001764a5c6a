"""Message templates: their parameters, what stands in the place of them, and the review that they go through."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from emulator.wati.assumptions.account import TEMPLATE_REVIEW
from emulator.wati.quirks import BLANK_PARAMETERS
from emulator.wati.rows import Template
from emulator.wati.state import WatiState

PLACEHOLDER = re.compile(r"\{\{\s*([^{}\s][^{}]{0,99}?)\s*\}\}")
REVIEWED = "wati.template_reviewed"
REVIEW_TAKES = timedelta(minutes=1)
STATUSES = ("APPROVED", "PENDING", "REJECTED", "PAUSED", "DELETED")
CATEGORIES = ("MARKETING", "UTILITY", "AUTHENTICATION")
OUTCOMES = {"approved": "APPROVED", "rejected": "REJECTED", "pending": "PENDING"}

NOT_APPROVED = "Template is not approved."
CHECK = "Check your template, it cannot have typos or blank text"


def attach(state: WatiState) -> None:
    """Review what is submitted to an account."""
    state.universe.clock.on(REVIEWED, lambda told: _reviewed(state, told))


def parameters(template: Template) -> list[str]:
    """The names of its placeholders, in the order in which they first stand in header, body, footer and buttons. One
    name is one parameter, wherever it stands: {{1}} of an address is {{1}} of the body (captured).
    """
    texts = (template.header, template.body, template.footer, *template.buttons, *template.links)
    return list(dict.fromkeys(name for text in texts for name in PLACEHOLDER.findall(text)))


def rendered(text: str, values: Mapping[str, str]) -> str:
    """The text with its placeholders filled; one without a value is left out."""
    return PLACEHOLDER.sub(lambda place: values.get(place[1], ""), text)


def blanks(state: WatiState, template: Template, values: Mapping[str, str]) -> list[str]:
    """The parameters that have no text, where the service refuses that: the whole send is refused then."""
    empty = [name for name in parameters(template) if not values.get(name, "").strip()]
    empty += [name for name, value in values.items() if not value.strip() and name not in empty]
    return empty if empty and state.universe.assumptions.choice(BLANK_PARAMETERS) == "rejected" else []


def submit(state: WatiState, name: str, body: str, **more: Any) -> Template:
    """A new template, PENDING until it was reviewed."""
    now = state.universe.clock.now()
    row = Template(
        state.universe.ids.object_id("wati.template"), name, body, status="PENDING", last_modified=now, **more
    )
    state.universe.clock.call_at(now + REVIEW_TAKES, REVIEWED, {"template": row.id})
    return state.templates.insert(row)


def set_status(state: WatiState, template: Template, status: str) -> Template:
    return state.templates.update(template.id, status=status, last_modified=state.universe.clock.now())


def named(state: WatiState, name: str, language: str = "") -> Template | None:
    """By name; of several languages the one asked for, else an approved one, else the first. One that was deleted is
    not there.
    """
    found = state.templates.find("name", name)
    rows = [row for row in found if language in ("", row.language) and row.status != "DELETED"]
    return next((row for row in rows if row.status == "APPROVED"), rows[0] if rows else None)


def _reviewed(state: WatiState, told: dict[str, str]) -> None:
    row = state.templates.get(told["template"])
    if row is not None and row.status == "PENDING":
        status = OUTCOMES[state.universe.assumptions.lean(TEMPLATE_REVIEW)]
        if status != row.status:
            set_status(state, row, status)

"""Buttons, rows and sections whose titles are missing, or are the same as others'."""

from __future__ import annotations

from collections.abc import Iterator

from flow_runner.engine.fields import Fields
from flow_runner.inspection.lint.check import check
from flow_runner.inspection.lint.example import Raw, agent, buttons, flow, rows
from flow_runner.inspection.lint.finding import Found
from flow_runner.inspection.lint.shown import NEVER_SHOWN, OPENERS
from flow_runner.inspection.lint.subject import Subject

END = "main_assignAgent-end"


def _menu(*titles: str) -> Raw:
    items = [(f"item{number}", title, END) for number, title in enumerate(titles)]
    return flow(buttons("main_buttons-menu", *items, default=END), agent())


def _sections(*titles: str) -> Raw:
    menu = rows("main_list-menu", default=END)
    row = {"description": "", "nodeResultId": END}
    menu["interactiveListSections"] = [
        {"id": f"section{number}", "title": title, "rows": [{"id": f"row{number}", "title": f"Order {number}", **row}]}
        for number, title in enumerate(titles)
    ]
    edges = tuple((f"main_list-menu__row{number}", END) for number in range(len(titles)))
    return flow(menu, agent(), edges=edges)


def _buttons(subject: Subject, node_id: str) -> list[Fields]:
    kind = subject.flow.types[node_id]
    return subject.fields(node_id).objects("interactiveButtonsItems") if kind == "InteractiveButtons" else []


def _list_sections(subject: Subject, node_id: str) -> list[Fields]:
    kind = subject.flow.types[node_id]
    return subject.fields(node_id).objects("interactiveListSections") if kind == "InteractiveList" else []


def _rows(subject: Subject, node_id: str) -> list[Fields]:
    return [row for section in _list_sections(subject, node_id) for row in section.objects("rows")]


@check(
    "empty-title",
    "error",
    why="WhatsApp refuses a message with a choice or a button that has no title: the customer sees nothing, and a menu "
    "waits for an answer to what was never shown.",
    fix="Give it a title, or delete it.",
    evidence="documented",
    source="Meta's pages on interactive messages",
    example=_menu("Sales", " "),
    neighbour=_menu("Sales", "Orders"),
)
def empty_title(subject: Subject) -> Iterator[Found]:
    for node_id, kind in subject.flow.types.items():
        if kind in OPENERS and not subject.fields(node_id).text(OPENERS[kind]).strip():
            yield subject.found(node_id, "the button has no title", OPENERS[kind])
        for what, field, choices in (
            ("button", "buttonText", _buttons(subject, node_id)),
            ("row", "title", _rows(subject, node_id)),
        ):
            for one in choices:
                if not one.text(field).strip():
                    yield Found(node_id, one.pointer, f"the {what} has no title")


@check(
    "title-twice",
    "error",
    why=f"WhatsApp refuses buttons that have the same title, {NEVER_SHOWN} Rows of one title are shown, and what is "
    "stored of a tap does not tell which it was.",
    fix="Give each of them a title of its own.",
    evidence="documented",
    source="Meta's pages: titles of buttons are unique; that blanks around them do not count is assumed",
    example=_menu("Orders", "Orders "),
    neighbour=_menu("Orders", "orders"),
)
def title_twice(subject: Subject) -> Iterator[Found]:
    """Buttons: an error; rows: a note."""
    for node_id in subject.flow.nodes:
        yield from _twice(node_id, _buttons(subject, node_id), "buttonText", "button")
        yield from (one._replace(grade="note") for one in _twice(node_id, _rows(subject, node_id), "title", "row"))


def _twice(node_id: str, choices: list[Fields], field: str, what: str) -> Iterator[Found]:
    seen: set[str] = set()
    for one in choices:
        title = one.text(field).strip()
        if title and title in seen:
            yield Found(node_id, one.pointer, f"another {what} is called '{title}' too")
        seen.add(title)


@check(
    "section-without-title",
    "error",
    why=f"WhatsApp refuses a list of several sections of which one has no title, {NEVER_SHOWN}",
    fix="Give each section a title, or put all rows into one.",
    evidence="documented",
    source="Meta's pages: a section's title is required where there is more than one",
    example=_sections("Orders", ""),
    neighbour=_sections("Orders", "Service"),
)
def section_without_title(subject: Subject) -> Iterator[Found]:
    for node_id in subject.flow.nodes:
        sections = [one for one in _list_sections(subject, node_id) if one.objects("rows")]
        for one in sections if len(sections) > 1 else ():
            if not one.text("title").strip():
                yield Found(node_id, one.pointer, f"the section has no title, and there are {len(sections)} of them")

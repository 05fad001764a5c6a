"""Menus with more choices than WhatsApp takes, or without any."""

from __future__ import annotations

from collections.abc import Iterator

from flow_runner.inspection.lint.check import check
from flow_runner.inspection.lint.example import Raw, agent, buttons, flow, rows
from flow_runner.inspection.lint.finding import Found
from flow_runner.inspection.lint.shown import NEVER_SHOWN
from flow_runner.inspection.lint.subject import Subject

BUTTONS, ROWS, SECTIONS = 3, 10, 10
END = "main_assignAgent-end"


def _menu(count: int) -> Raw:
    items = [(f"item{number}", f"Order {number}", END) for number in range(count)]
    return flow(buttons("main_buttons-menu", *items, default=END), agent())


def _list(count: int) -> Raw:
    items = [(f"item{number}", f"Order {number}", END) for number in range(count)]
    return flow(rows("main_list-menu", *items, default=END), agent())


@check(
    "too-many-choices",
    "error",
    why=f"WhatsApp refuses the whole message, {NEVER_SHOWN}",
    fix="Buttons: make it a list, which holds ten rows. Lists: let one row lead on to a second list.",
    evidence="documented",
    source="Meta's pages: three buttons; ten rows in all, in at most ten sections",
    example=_menu(4),
    neighbour=_menu(3),
)
def too_many_choices(subject: Subject) -> Iterator[Found]:
    for node_id, kind in subject.flow.types.items():
        if kind == "InteractiveButtons":
            count = len(subject.fields(node_id).objects("interactiveButtonsItems"))
            if count > BUTTONS:
                told = f"it has {count} buttons; WhatsApp takes {BUTTONS}"
                yield subject.found(node_id, told, "interactiveButtonsItems")
        elif kind == "InteractiveList":
            sections = subject.fields(node_id).objects("interactiveListSections")
            count = sum(len(section.objects("rows")) for section in sections)
            if count > ROWS:
                told = f"it has {count} rows in all; WhatsApp takes {ROWS}"
                yield subject.found(node_id, told, "interactiveListSections")
            elif len(sections) > SECTIONS:
                told = f"it has {len(sections)} sections; WhatsApp takes {SECTIONS}"
                yield subject.found(node_id, told, "interactiveListSections")


@check(
    "no-choices",
    "error",
    why=f"WhatsApp refuses a menu without a choice, {NEVER_SHOWN}",
    fix="Add the choices; or make it a message, or a question.",
    evidence="documented",
    source="Meta's pages: at least one button or row",
    example=_list(0),
    neighbour=_list(1),
)
def no_choices(subject: Subject) -> Iterator[Found]:
    for node_id, kind in subject.flow.types.items():
        if kind == "InteractiveButtons":
            if not subject.fields(node_id).objects("interactiveButtonsItems"):
                yield subject.found(node_id, "it has no buttons", "interactiveButtonsItems")
        elif kind == "InteractiveList":
            sections = subject.fields(node_id).objects("interactiveListSections")
            if not any(section.objects("rows") for section in sections):
                yield subject.found(node_id, "it has no rows", "interactiveListSections")

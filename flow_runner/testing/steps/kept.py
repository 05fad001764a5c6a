"""What is kept: variables of the run, and rows of spreadsheets."""

from __future__ import annotations

from emulator.kernel.suggest import did_you_mean
from flow_runner.sandbox.expectation import unmet
from flow_runner.testing.story import Story
from flow_runner.testing.table import records
from flow_runner.testing.verdict import require
from flow_runner.testing.vocabulary import step


@step("then", '{who}\'s variable "{name}" is "{value}"', "{who}的变量“{name}”为“{value}”")
def variable_is(story: Story, who: str, name: str, value: str) -> None:
    """Of the last run, with or without its `@`."""
    found = story.run(who).variables.get(name.removeprefix("@"))
    require(found == value, story.differs(f"the variable '{name}' of {who}", value, found))


@step("then", '{who} has no variable "{name}"', "{who}没有变量“{name}”")
def has_no_variable(story: Story, who: str, name: str) -> None:
    """It was never set in the last run."""
    found = story.run(who).variables.get(name.removeprefix("@"))
    require(found is None, story.differs(f"the variable '{name}' of {who}", None, found))


@step("given", 'the sheet "{sheet}" holds the row', "表格“{sheet}”已有一行")
def holds_the_row(story: Story, sheet: str, datatable: list[list[str]]) -> None:
    """A head of columns, and rows, which are added; `Orders / 2026` is the sheet 2026 of the spreadsheet Orders."""
    spreadsheet, _, name = sheet.partition(" / ")
    found = story.sandbox.tenant.sheets.open(spreadsheet, name)
    if found is None:
        known = [f"{one.spreadsheet} / {one.sheet}" for one in story.sandbox.tenant.sheets.sheets]
        raise ValueError(f"the world has no sheet '{sheet}'.{did_you_mean(sheet, known)}")
    for cells in records(datatable):
        found.insert(cells)


@step("then", 'the sheet "{sheet}" has the row', "表格“{sheet}”中有一行")
def the_sheet_has_the_row(story: Story, sheet: str, datatable: list[list[str]]) -> None:
    """A head of columns, and rows that are all there; `Orders / 2026` is the sheet 2026 of the spreadsheet Orders."""
    for cells in records(datatable):
        told = [text for _, text in unmet(story.sandbox, {"row": {"sheet": sheet, "cells": cells}})]
        require(not told, "; ".join(told))

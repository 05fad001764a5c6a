"""Google Spreadsheet."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flow_runner.engine.assumptions import SHEET_ROW_FOUND
from flow_runner.engine.context import Context
from flow_runner.engine.events import SheetChanged, SheetSearched
from flow_runner.engine.fields import Fields
from flow_runner.engine.node import Exit, NoWait, Uses, node_type
from flow_runner.engine.ports import Sheet
from flow_runner.engine.step import Go, Step

INSERT, UPDATE, SEARCH = "insert", "update", "search"
ACTIONS = (
    (INSERT, re.compile(r"insert|add|append|create")),
    (UPDATE, re.compile(r"update|edit|set|write")),
    (SEARCH, re.compile(r"get|find|fetch|read|search|look|select")),
)
SEEN = "InsertNewRow"
NAMES_OF_A_COLUMN = ("name", "columnName", "column", "header", "key")


@node_type(
    "GoogleSpreadsheet",
    evidence="reported",
    source="one reader of freshly made nodes: InsertNewRow; other actions, cells and exits are guesses",
    marks=("googleAccount", "spreadsheet", "sheet", "action", "newCells", "rowReference", "conditionResult"),
    paid=True,
)
@dataclass(frozen=True, slots=True)
class GoogleSpreadsheet(NoWait):
    """Adds a row to a table of the account, changes one, or looks for one and leaves by `true` or `false`."""

    id: str
    action: str
    spreadsheet: str
    sheet: str
    cells: tuple[tuple[str, str], ...]
    column: str
    value: str
    yes: str
    no: str

    @classmethod
    def parse(cls, node_id: str, fields: Fields) -> GoogleSpreadsheet:
        spreadsheet, sheet = fields.object("spreadsheet"), fields.object("sheet")
        row, result = fields.object("rowReference"), fields.object("conditionResult")
        return cls(
            id=node_id,
            action=_action(fields),
            spreadsheet=spreadsheet.text("spreadsheetId") or spreadsheet.text("spreadsheetName"),
            sheet=sheet.text("sheetName") or sheet.text("sheetId"),
            cells=tuple(_cell(one) for one in fields.objects("newCells")),
            column=row.text("name"),
            value=row.text("value"),
            yes=result.text("yResultNodeId"),
            no=result.text("nResultNodeId"),
        )

    def enter(self, ctx: Context) -> Step:
        found = ctx.platform.sheet(self.spreadsheet, self.sheet)
        if found is None:
            named = " / ".join(part for part in (self.spreadsheet, self.sheet) if part)
            told = f"no spreadsheet '{named}' is known here" if named else "no spreadsheet is chosen"
            ctx.warn("unknown-sheet", f"{told}: nothing is written or found")
            return Go("false")
        return Go("true" if self._done(ctx, found) else "false")

    def exits(self) -> tuple[Exit, ...]:
        """A plain edge counts for both: which edges are drawn for which action was never seen."""
        done, failed = ("done", "not done") if self.action == INSERT else ("found", "not found")
        return Exit("true", done, self.yes, ("true", "")), Exit("false", failed, self.no, ("false", ""))

    def uses(self) -> Uses:
        where = " / ".join(part for part in (self.spreadsheet, self.sheet) if part) or "no spreadsheet is chosen"
        told = [f"{name} = {value}" for name, value in self.cells if self.action != SEARCH]
        if self.action != INSERT:
            told.insert(0, f"where {self.column} is {self.value}")
        return Uses(
            texts=(*(value for _, value in self.cells), self.value),
            summary=f"{self.action} in {where}: {', '.join(told)}",
        )

    def _done(self, ctx: Context, sheet: Sheet) -> bool:
        cells = {column: ctx.render(value, f"cell {column}") for column, value in self.cells}
        for column in [column for column in (*cells, self._looked_at()) if column and column not in sheet.columns]:
            ctx.warn("unknown-column", f"the sheet '{sheet.name}' has no column '{column}'")
        known = {column: value for column, value in cells.items() if column in sheet.columns}
        if self.action == INSERT:
            sheet.insert(known)
            ctx.emit(SheetChanged(self.id, sheet.name, "row added", tuple(known.items())))
            return True
        value = ctx.render(self.value, f"value of {self.column}")
        if self.action == UPDATE:
            return self._updated(ctx, sheet, value, known)
        row = sheet.find(self.column, value)
        ctx.emit(SheetSearched(self.id, sheet.name, self.column, value, row is not None))
        if row is not None and ctx.lean(SHEET_ROW_FOUND) == "sets_variables":
            for column, cell in row.items():
                ctx.set_variable(column, cell)
        return row is not None

    def _updated(self, ctx: Context, sheet: Sheet, value: str, cells: dict[str, str]) -> bool:
        done = sheet.update(self.column, value, cells)
        ctx.emit(SheetSearched(self.id, sheet.name, self.column, value, done))
        if done:
            ctx.emit(SheetChanged(self.id, sheet.name, "row changed", tuple(cells.items())))
        return done

    def _looked_at(self) -> str:
        return "" if self.action == INSERT else self.column


def _action(fields: Fields) -> str:
    wire = fields.text("action", SEEN)
    action = next((name for name, words in ACTIONS if words.search(wire.lower())), SEARCH)
    if wire != SEEN:
        fields.warn("guessed-action", f"the action '{wire}' was never seen in an export; taken for: {action}", "action")
    return action


def _cell(one: Fields) -> tuple[str, str]:
    return next((one.text(key) for key in NAMES_OF_A_COLUMN if one.text(key)), ""), one.text("value")

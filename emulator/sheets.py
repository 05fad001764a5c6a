"""Google spreadsheets that a chatbot writes to and looks into: tables of texts, kept like the accounts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from emulator.kernel.index import Exact
from emulator.kernel.table import Table
from emulator.kernel.universe import Universe


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A sheet of a spreadsheet. `spreadsheet_id` and `sheet_id` may be empty: then it is known by its names only."""

    id: str
    spreadsheet: str
    spreadsheet_id: str
    sheet: str
    sheet_id: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CellsRow:
    """A row of a sheet: texts by column."""

    id: str
    sheet: str
    cells: dict[str, str]


class SheetsState:
    """The spreadsheets of a tenant."""

    def __init__(self, universe: Universe) -> None:
        self.universe = universe
        self.sheets: Table[SheetRow] = Table(SheetRow, {})
        self.rows: Table[CellsRow] = Table(CellsRow, {"sheet": Exact(lambda row: row.sheet)})

    def add(
        self,
        spreadsheet: str,
        sheet: str,
        columns: Iterable[str],
        spreadsheet_id: str = "",
        sheet_id: str = "",
    ) -> OpenSheet:
        """A new, empty sheet."""
        key = self.universe.ids.object_id("sheets.sheet")
        row = self.sheets.insert(SheetRow(key, spreadsheet, spreadsheet_id, sheet, sheet_id, tuple(columns)))
        return OpenSheet(self, row)

    def open(self, spreadsheet: str, sheet: str) -> OpenSheet | None:
        """By the id or name of the spreadsheet, and of the sheet; a spreadsheet with one sheet needs no second name."""
        own = [row for row in self.sheets if spreadsheet and spreadsheet in (row.spreadsheet_id, row.spreadsheet)]
        named = [row for row in own if sheet and sheet in (row.sheet, row.sheet_id)]
        found = named or (own if not sheet and len(own) == 1 else [])
        return OpenSheet(self, found[0]) if found else None

    def snapshot(self) -> dict[str, Any]:
        return {"sheets": self.sheets.snapshot(), "rows": self.rows.snapshot()}

    def restore(self, data: dict[str, Any]) -> None:
        self.sheets.restore(data["sheets"])
        self.rows.restore(data["rows"])


@dataclass(frozen=True, slots=True)
class OpenSheet:
    """One sheet, to read and to write. Cells of columns that it does not have are not kept."""

    state: SheetsState
    row: SheetRow

    @property
    def name(self) -> str:
        return f"{self.row.spreadsheet} / {self.row.sheet}"

    @property
    def columns(self) -> tuple[str, ...]:
        return self.row.columns

    @property
    def rows(self) -> list[dict[str, str]]:
        """All rows, from the top."""
        return [dict(one.cells) for one in self.state.rows.find("sheet", self.row.id)]

    def find(self, column: str, value: str) -> dict[str, str] | None:
        """The first row with this value in the column."""
        found = self._first(column, value)
        return dict(found.cells) if found else None

    def insert(self, cells: dict[str, str]) -> None:
        """A row at the end; columns without a value are empty."""
        full = {column: cells.get(column, "") for column in self.columns}
        self.state.rows.insert(CellsRow(self.state.universe.ids.object_id("sheets.row"), self.row.id, full))

    def update(self, column: str, value: str, cells: dict[str, str]) -> bool:
        """Change the first row with this value in the column; False where there is none."""
        found = self._first(column, value)
        if found is None:
            return False
        known = {name: cell for name, cell in cells.items() if name in self.columns}
        self.state.rows.update(found.id, cells={**found.cells, **known})
        return True

    def _first(self, column: str, value: str) -> CellsRow | None:
        own = self.state.rows.find("sheet", self.row.id)
        return next((one for one in own if one.cells.get(column) == value), None)

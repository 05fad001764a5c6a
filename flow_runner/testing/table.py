"""What stands below a step as a table, read with its mistakes told."""

from __future__ import annotations

from emulator.kernel.suggest import did_you_mean


def column(table: list[list[str]]) -> list[str]:
    """The cells of a table that has one column and no head. ValueError where a row has more."""
    for number, row in enumerate(table, 1):
        if len(row) != 1:
            raise ValueError(
                f"the table has one column and no head; row {number} has {len(row)} cells: {', '.join(row)}"
            )
    return [row[0] for row in table]


def records(table: list[list[str]], *needed: str) -> list[dict[str, str]]:
    """The rows below the head, by its names. ValueError where a needed column is not there, where one is there twice,
    or where nothing stands below the head.
    """
    head, *rows = table
    for name in needed:
        if name not in head:
            raise ValueError(f"the table needs a column {name}.{did_you_mean(name, head)}")
    twice = sorted({name for name in head if head.count(name) > 1})
    if twice:
        raise ValueError(f"the table has the column {', '.join(twice)} twice")
    if not rows:
        raise ValueError(f"below the head of the table ({', '.join(head)}) should stand a row")
    return [dict(zip(head, row, strict=True)) for row in rows]

"""What the sandbox emulates, operation by operation: as text, as Markdown and as JSON (schema: `OPERATIONS_SCHEMA`)."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

from emulator.kernel.api import Api
from emulator.kernel.evidence import Evidence
from emulator.kernel.json_schema import list_of, record

if TYPE_CHECKING:
    from rich.console import Console

PARTS = {
    "Wati v1": "/{tenantId}/api/",
    "Wati v2": "/{tenantId}/api/v2/",
    "Wati v3": "/{tenantId}/api/ext/v3/",
    "Zoho OAuth": "/oauth/",
    "Zoho CRM": "/crm/",
}
"""What the parts of the APIs are called, and how the paths of each begin; the longest beginning counts."""
TENANT = "/{tenantId}"
TEXT = {"type": "string"}
OPERATIONS_SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "What `wati-sandbox operations --format json` prints",
    **list_of(
        record(
            {
                "name": {**TEXT, "description": "as faults and the journal have it"},
                "part": {"enum": list(PARTS)},
                "method": TEXT,
                "path": TEXT,
                "evidence": {"enum": list(get_args(Evidence)), "description": "from sure to guessed"},
                "source": TEXT,
                "scopes": list_of(list_of(TEXT), "of each group the token must have one"),
            }
        )
    ),
}


class Row(NamedTuple):
    """One operation; `part` is one of `PARTS`."""

    part: str
    name: str
    method: str
    path: str
    evidence: str
    source: str
    scopes: tuple[tuple[str, ...], ...]


def rows(apis: Iterable[Api[Any]]) -> list[Row]:
    """By part, then by path."""
    found = [
        Row(_part(one.path), one.name, one.method, one.path, one.evidence, one.source, one.scopes)
        for api in apis
        for one in api.operations.values()
    ]
    order = list(PARTS)
    return sorted(found, key=lambda row: (order.index(row.part), row.path.casefold(), row.method))


def as_json(found: Iterable[Row]) -> list[dict[str, Any]]:
    return [{**row._asdict(), "scopes": [list(group) for group in row.scopes]} for row in found]


def as_markdown(found: Iterable[Row]) -> str:
    """A table; the account's number, with which paths of Wati may begin, is left out."""
    lines = ["| | operation | evidence | source |", "|---|---|---|---|"]
    for part, group in groupby(found, key=lambda row: row.part):
        lines += [
            f"| {part if number == 0 else ''} | `{row.method} {row.path.removeprefix(TENANT)}` | {row.evidence} "
            f"| {row.source.replace('|', chr(92) + '|')} |"
            for number, row in enumerate(group)
        ]
    return "\n".join(lines) + "\n"


def print_text(console: Console, found: Iterable[Row]) -> None:
    """By part: how it is called, how sure that is, and where from."""
    from rich.text import Text

    for part, group in groupby(found, key=lambda row: row.part):
        console.print(Text(part, "bold"))
        for row in group:
            head = Text.assemble(f"  {row.method} {row.path.removeprefix(TENANT)}  ", (row.evidence, "dim"))
            console.print(head, soft_wrap=True)
            console.print(Text(f"      {row.name}: {row.source}", "dim"), soft_wrap=True)
        console.print()


def _part(path: str) -> str:
    return max((name for name, begin in PARTS.items() if path.startswith(begin)), key=lambda name: len(PARTS[name]))

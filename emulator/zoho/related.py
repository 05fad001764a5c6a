"""Lists of what belongs to a record: its notes, and records that lead to it. Source: zoho.com CRM v7 related-list-meta.

Their names are those of modules; which fields make one is our own reading of the standard modules.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from emulator.zoho.field import Module
from emulator.zoho.rows import Record
from emulator.zoho.state import ZohoState


@dataclass(frozen=True, slots=True)
class RelatedList:
    """Records of `module` of which the lookup `field` leads here."""

    api_name: str
    label: str
    module: Module
    field: str


def lists_of(module: Module, state: ZohoState) -> list[RelatedList]:
    """Empty for notes, to which nothing belongs. Of several lookups of a module the first has the module's name."""
    if module.api_name == "Notes":
        return []
    notes = state.modules["Notes"]
    found = [RelatedList("Notes", "Notes", notes, "Parent_Id")]
    for other in state.modules.values():
        named: set[str] = set()
        for field in other.of_type("lookup"):
            if field.lookup != module.api_name or field.read_only or other is module:
                continue
            name = f"{other.api_name}_{field.api_name}" if other.api_name in named else other.api_name
            named.add(other.api_name)
            found.append(RelatedList(name, other.plural, other, field.api_name))
    return found


def named(module: Module, name: str, state: ZohoState) -> RelatedList | None:
    return next((one for one in lists_of(module, state) if one.api_name == name), None)


def records(related: RelatedList, record_id: str, state: ZohoState) -> Iterator[Record]:
    """The last made first, without leads that were converted."""
    found = state.records[related.module.api_name].latest("lookup", (related.field, record_id))
    return (row for row in found if not row.converted)

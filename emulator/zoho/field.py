"""Fields and modules of a CRM, as values: what a record may hold, and what an empty field is sent as."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

DATA_TYPES = (
    "text",
    "textarea",
    "email",
    "phone",
    "website",
    "picklist",
    "multiselectpicklist",
    "integer",
    "bigint",
    "double",
    "currency",
    "percent",
    "boolean",
    "date",
    "datetime",
    "lookup",
    "ownerlookup",
    "autonumber",
    "profileimage",
    "layout",
)
"""Zoho's words for the types of fields. Source: zoho.com CRM v8 field-meta."""
UNDECLARED = "undeclared"
"""Ours, not Zoho's: of a field that nobody declared and a record has."""
LENGTHS = {"text": 255, "textarea": 32000, "email": 100, "phone": 30, "website": 450, "picklist": 120}


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a module. `lookup` is the module that a lookup leads to, `empty` what is sent where nothing is held,
    `values` are the options of a picklist.
    """

    api_name: str
    data_type: str = "text"
    mandatory: bool = False
    read_only: bool = False
    unique: bool = False
    values: tuple[str, ...] = ()
    lookup: str = ""
    empty: Any = None
    custom: bool = False

    @property
    def label(self) -> str:
        return self.api_name.removesuffix("__s").replace("_", " ")

    @property
    def length(self) -> int:
        """Characters, at most; 0 where that means nothing."""
        return LENGTHS.get(self.data_type, 0)


@dataclass(frozen=True, slots=True)
class Module:
    """A module: `name_field` is what a record is called by, `number` makes its ids, `duplicate_check` is the system's
    own field by which an upsert finds a record. Source of the last: zoho.com CRM v7 upsert-records.
    """

    api_name: str
    singular: str
    plural: str
    name_field: str
    fields: tuple[Field, ...]
    number: int
    custom: bool = False
    searchable: bool = True
    duplicate_check: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        return f"4150868{self.number:012d}"

    def field(self, api_name: str) -> Field | None:
        return next((one for one in self.fields if one.api_name == api_name), None)

    @property
    def checked(self) -> tuple[str, ...]:
        """Fields by which an upsert may find a record: the system's own, then those that are unique."""
        return tuple(dict.fromkeys((*self.duplicate_check, *(one.api_name for one in self.fields if one.unique))))

    def of_type(self, data_type: str) -> tuple[Field, ...]:
        return tuple(one for one in self.fields if one.data_type == data_type)


OWNER = Field("Owner", "ownerlookup", empty=None)
SYSTEM = (
    OWNER,
    Field("Created_By", "ownerlookup", read_only=True),
    Field("Created_Time", "datetime", read_only=True),
    Field("Modified_By", "ownerlookup", read_only=True),
    Field("Modified_Time", "datetime", read_only=True),
)
"""What every record has. Source: the vendor's OpenAPI of v8, Record."""
COMMON = (
    Field("Tag", "text", empty=[]),
    Field("Layout", "layout", empty={"name": "Standard", "id": "4150868000000000055"}),
    Field("Record_Status__s", "text", read_only=True, empty="Available"),
    Field("Locked__s", "boolean", read_only=True, empty=False),
)


def custom_module(entry: dict[str, Any], number: int) -> Module:
    """A module as a world declares it: `name`, and `fields` with `name`, `type` and so on."""
    fields = tuple(
        Field(
            api_name=one["name"],
            data_type=one.get("type", "text"),
            mandatory=one.get("mandatory", False),
            unique=one.get("unique", False),
            values=tuple(one.get("values", ())),
            lookup=one.get("lookup", ""),
            empty={"boolean": False, "multiselectpicklist": []}.get(one.get("type", "text")),
            custom=True,
        )
        for one in entry.get("fields", ())
    )
    named = () if any(one.api_name == "Name" for one in fields) else (Field("Name", mandatory=True),)
    singular = entry.get("singular", entry["name"])
    name = entry["name"]
    every = (*named, *fields, *SYSTEM, *COMMON)
    return Module(name, singular, name, "Name", every, number, custom=True, duplicate_check=("Name",))

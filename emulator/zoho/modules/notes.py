"""Notes: what somebody wrote to a record."""

from __future__ import annotations

from emulator.zoho.field import SYSTEM, Field, Module

FIELDS = (
    Field("Note_Title"),
    Field("Note_Content", "textarea", mandatory=True),
    Field("Parent_Id", "lookup", mandatory=True),
)
NOTES = Module("Notes", "Note", "Notes", "Note_Title", (*FIELDS, *SYSTEM), 2197)

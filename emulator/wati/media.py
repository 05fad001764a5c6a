"""Files that clients fetch: the bytes as they came, under the path that Wati gave them and under no other."""

from __future__ import annotations

import re

from emulator.kernel.http import Reply
from emulator.wati import errors, file
from emulator.wati.assumptions.contacts import FAILURE_TEXT, MISSING_FILE
from emulator.wati.state import WatiState

CONTENT_TYPE = re.compile(r"[A-Za-z0-9.+-]+/[A-Za-z0-9.+-]+(; ?[A-Za-z0-9-]+=[A-Za-z0-9.+-]+)?")
"""Of what may stand in a header: nothing that could start another one."""


def reply(state: WatiState, path: str) -> Reply:
    """The file, or the failure of one that the account does not have."""
    found = file.found(state, path)
    if found is None:
        told = "The account has no file of this name: fileName is the whole path, as getMessages has it in `data`."
        state.universe.assumptions.lean(FAILURE_TEXT)
        refused = errors.failed(state, "target input invalid", told)
        if state.universe.assumptions.lean(MISSING_FILE) == "404":
            refused.status = 404
        return refused
    kind = found.content_type if CONTENT_TYPE.fullmatch(found.content_type) else file.UNKNOWN_TYPE
    headers = {"Content-Type": kind, "X-Content-Type-Options": "nosniff"}
    return Reply(200, raw=file.bytes_of(found), headers=headers)

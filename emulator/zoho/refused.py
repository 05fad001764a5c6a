"""What Zoho turns down: a whole call, or one row of it."""

from __future__ import annotations

from typing import Any, NoReturn

from emulator.kernel.http import Reply
from emulator.zoho import payloads

INVALID_ID = "the id given seems to be invalid"


class Refused(Exception):
    """A call that is answered with an error."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(reply.payload["code"])
        self.reply = reply


class RowRefused(Exception):
    """A row of a call that has a result of its own. `api_name` and `path` say where in the row it is wrong."""

    def __init__(self, code: str, message: str, path: str = "", **details: Any) -> None:
        super().__init__(code)
        self.code = code
        self.message = message
        self.path = path
        self.details = details


def refuse(status: int, code: str, message: str, told: str = "", **details: Any) -> NoReturn:
    """Give up the call; `told` is what we have to say about it."""
    reply = payloads.error(status, code, message, **details)
    reply.help = (told,) if told else ()
    raise Refused(reply)


def invalid(path: str, message: str = "invalid data", **details: Any) -> RowRefused:
    """A value that a field does not take; `path` begins with the field."""
    return RowRefused("INVALID_DATA", message, path, api_name=path.partition(".")[0].partition("[")[0], **details)

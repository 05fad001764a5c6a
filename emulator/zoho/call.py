"""A call that works on the records of a module: who makes it, in which version, and what it is answered with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any

from emulator.kernel.http import Json, Reply, Request
from emulator.zoho import parameter, payloads
from emulator.zoho.assumptions import FAILED_WRITES
from emulator.zoho.directory import current_user
from emulator.zoho.field import Module
from emulator.zoho.refused import Refused, RowRefused, refuse
from emulator.zoho.rows import Record, User
from emulator.zoho.state import ZohoState


@dataclass(frozen=True, slots=True)
class Call:
    """`unmodified_since` is when a record must have changed last to be changed by this call; None for whenever."""

    request: Request
    state: ZohoState
    module: Module
    version: str
    unmodified_since: datetime | None = None

    @property
    def is_early(self) -> bool:
        """Of a version whose results have no JSON paths, and whose tags are texts."""
        return self.version in parameter.EARLY

    def actor(self) -> User:
        """The user whose token it is: the one who let it be issued, else the account's first. An account in which
        something is written has a user.
        """
        found = current_user(self.request, self.state)
        return found or self.state.add_user("Sandbox User", "sandbox.user@example.com")


def of(request: Request, state: ZohoState) -> Call:
    """The call of a request whose path names a module. Refused where that is none."""
    writes = request.method in ("POST", "PUT")
    since = parameter.header_moment(request, "If-Unmodified-Since") if writes else None
    return Call(request, state, parameter.module_of(request, state), request.params["version"], since)


def answered(handle: Callable[[Call], Reply]) -> Callable[[Request, ZohoState], Reply]:
    """A handler of operations that answers what is Refused."""

    @wraps(handle)
    def handler(request: Request, state: ZohoState) -> Reply:
        try:
            return handle(of(request, state))
        except Refused as refusal:
            return refusal.reply

    return handler


def not_for_notes(call: Call) -> None:
    """Source: notes are missing in the documentation's list of modules that can do it."""
    if call.module.api_name == "Notes":
        refuse(400, "NOT_SUPPORTED", "module not supported", resource_path_index=0)


def success(message: str, details: Json, **more: Any) -> dict[str, Any]:
    return {"code": "SUCCESS", **more, "details": details, "message": message, "status": "success"}


def written(call: Call, row: Record) -> dict[str, Any]:
    """Who made and changed a record, and when. Source: documented samples of inserting, updating and upserting."""
    people = {
        "Modified_By": payloads.user_of(row.modified_by or row.owner_id, call.state),
        "Created_By": payloads.user_of(row.created_by or row.owner_id, call.state),
    }
    return {
        "Modified_Time": payloads.moment(row.modified),
        "Created_Time": payloads.moment(row.created),
        "id": row.id,
        **{name: {key: user[key] for key in ("name", "id")} for name, user in people.items()},
    }


def failure(call: Call, error: RowRefused, number: int | None = None) -> dict[str, Any]:
    """The result of a row that failed; `number` is its place in `data`."""
    details = dict(error.details)
    if number is not None and error.path and not call.is_early:
        details["json_path"] = f"$.data[{number}].{error.path}"
    return {"code": error.code, "details": details, "message": error.message, "status": "error"}


def results(call: Call, rows: list[dict[str, Any]], done: int, failed: int | None = None, **more: Any) -> Reply:
    """201 or 200 where all is `done`, 207 where some is; where nothing is, the status is assumed, or `failed`."""
    errors = [row["code"] for row in rows if row["status"] == "error"]
    status = done
    if errors and len(errors) < len(rows):
        status = 207
    elif "ALREADY_MODIFIED" in errors:
        status = 412
    elif errors:
        status = failed or _failed(call)
    return Reply(status, {"data": rows, **more}, payloads.CONTENT_TYPE)


def each(call: Call, rows: list[Any], work: Callable[[int, Any], dict[str, Any]]) -> list[dict[str, Any]]:
    """The result of every row, in order: what is written stays written, whatever comes of the others."""
    found = []
    for number, row in enumerate(rows):
        try:
            found.append(work(number, row))
        except RowRefused as error:
            found.append(failure(call, error, number))
    return found


def _failed(call: Call) -> int:
    choice = call.state.universe.assumptions.lean(FAILED_WRITES)
    return (202 if call.is_early else 400) if choice == "by_version" else int(choice)

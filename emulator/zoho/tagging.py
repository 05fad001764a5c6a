"""Puts tags on records and takes them away: what four operations share. Source: zoho.com CRM v2 and v7 add-tags."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from emulator.kernel.http import Reply
from emulator.zoho import body, call, schemas_records, tags, write
from emulator.zoho.refused import RowRefused, refuse
from emulator.zoho.rows import Record
from emulator.zoho.schemas import TEXT, Schema, error

MAX_RECORDS = 500
ERRORS = ("INVALID_DATA", "CONVERTED_RECORD")
COUNTS: dict[str, Schema] = {"success_count": TEXT, "locked_count": TEXT}
ASKED: Schema = {
    "type": "object",
    "properties": {"tag_names": TEXT, "ids": TEXT, "over_write": schemas_records.ASKED_FLAG},
}


def _rows(done: Schema, *errors: str) -> Schema:
    """Of several records there are counts, too."""
    plain = schemas_records.rows(done, *errors)
    return {**plain, "properties": {**plain["properties"], **COUNTS}}


REPLIES: dict[int, Schema | None] = {
    200: _rows(schemas_records.TAGGED),
    202: _rows(error(*ERRORS)),
    207: _rows(schemas_records.TAGGED, *ERRORS),
    400: schemas_records.either(
        error("INVALID_DATA", "MANDATORY_NOT_FOUND", "INVALID_MODULE", "NOT_SUPPORTED", "REQUIRED_PARAM_MISSING"),
        _rows(error(*ERRORS)),
    ),
    **schemas_records.COMMON,
}
Tagged = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Tags as they are asked for: names and colors; `instead` of those that are there, or besides them."""

    tags: Tagged
    ids: Any
    instead: bool


def asked_of(asked: call.Call) -> Wanted:
    """From the body; in v2 and v2.1 from the query, where there is one. Refused where there are no tags."""
    call.not_for_notes(asked)
    args, module = asked.request.args, asked.module.api_name
    if asked.is_early and not asked.request.body:
        names = [one.strip() for one in args.get("tag_names", "").split(",") if one.strip()]
        if not names:
            message = "One of the expected parameter is missing"
            refuse(400, "REQUIRED_PARAM_MISSING", message, param_name="tag_names")
        sent: dict[str, Any] = {"tags": [{"name": one} for one in names], "ids": args.get("ids", "").split(",")}
    else:
        sent = body.read(asked.request)
    if not sent.get("tags"):
        refuse(400, "MANDATORY_NOT_FOUND", "required field not found", api_name="tags", json_path="$.tags")
    over_write = sent.get("over_write", args.get("over_write") == "true")
    if not isinstance(over_write, bool):
        where = {"api_name": "over_write", "json_path": "$.over_write"}
        refuse(400, "INVALID_DATA", "invalid data", expected_data_type="boolean", **where)
    try:
        return Wanted(tags.read(sent["tags"], module, asked.state, "tags"), sent.get("ids"), over_write)
    except RowRefused as error:
        refuse(400, error.code, error.message, **error.details, json_path=f"$.{error.path}")


def ids_of(asked: call.Call) -> list[Any]:
    """The records that a call names, each once."""
    found = asked_of(asked).ids
    where = {"api_name": "ids", "json_path": "$.ids"}
    if not found:
        refuse(400, "MANDATORY_NOT_FOUND", "required field not found", **where)
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        refuse(400, "INVALID_DATA", "invalid data", expected_data_type="jsonarray", **where)
    if len(found) > MAX_RECORDS:
        refuse(400, "INVALID_DATA", "invalid data", maximum_length=MAX_RECORDS, **where)
    return list(dict.fromkeys(found))


def tagged(
    asked: call.Call,
    wanted: Wanted,
    ids: list[Any],
    changed: Callable[[call.Call, Wanted, Record], Tagged],
    counted: bool = False,
) -> Reply:
    def work(number: int, record_id: Any) -> dict[str, Any]:
        old = write.found(asked, record_id)
        if old.converted:
            raise RowRefused("CONVERTED_RECORD", "can't update the converted record", id=old.id)
        held = changed(asked, wanted, old)
        row = write.save(asked, old, {**old.fields, "Tag": held})
        shown = [one["name"] for one in held] if asked.is_early else held
        return call.success("tags updated successfully", {"id": row.id, "tags": shown})

    results = call.each(asked, ids, work)
    done = sum(row["status"] == "success" for row in results)
    counts = {"success_count": str(done), "locked_count": "0"} if counted else {}
    return call.results(asked, results, 200, None, **counts)


def with_more(asked: call.Call, wanted: Wanted, row: Record) -> Tagged:
    found = tags.kept(wanted.tags, asked.module.api_name, asked.state, asked.actor().id)
    before = [] if wanted.instead else tags.of(row)
    return list({one["id"]: one for one in (*before, *found)}.values())


def with_fewer(asked: call.Call, wanted: Wanted, row: Record) -> Tagged:
    names = {one["name"].casefold() for one in wanted.tags}
    return [one for one in tags.of(row) if str(one.get("name")).casefold() not in names]

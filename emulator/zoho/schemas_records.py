"""JSON Schemas of what is sent to and said of records. Source: the vendor's OpenAPI of v8, where it describes them."""

from __future__ import annotations

from emulator.zoho.schemas import (
    COUNT,
    ID,
    MOMENT,
    NOT_FOUND,
    TEXT,
    TEXT_OR_NULL,
    UNAUTHORIZED,
    USER_REFERENCE,
    error,
    record,
)
from emulator.zoho.schemas import Schema as Schema
from emulator.zoho.schemas_settings import TOO_MANY

MOMENT_OR_NULL: Schema = {"type": ["string", "null"], "pattern": MOMENT["pattern"]}
FLAG: Schema = {"type": "boolean"}
ASKED_FLAG: Schema = {"enum": ["true", "false"]}
COMMON: dict[int, Schema | None] = {401: UNAUTHORIZED, 404: NOT_FOUND, 429: TOO_MANY}

RECORD = record(
    {
        "id": ID,
        "Owner": USER_REFERENCE,
        "Created_By": USER_REFERENCE,
        "Created_Time": MOMENT,
        "Modified_By": USER_REFERENCE,
        "Modified_Time": MOMENT,
        "Tag": {"type": "array"},
    },
    # with `fields=` a row has only those fields, and id
    "Owner", "Created_By", "Created_Time", "Modified_By", "Modified_Time", "Tag",
)  # fmt: skip
INFO = record(
    {
        "per_page": COUNT,
        "count": COUNT,
        "page": COUNT,
        "more_records": FLAG,
        "call": FLAG,
        "email": FLAG,
        "sort_by": TEXT,
        "sort_order": {"enum": ["asc", "desc"]},
        "next_page_token": TEXT_OR_NULL,
        "previous_page_token": TEXT_OR_NULL,
        "page_token_expiry": MOMENT_OR_NULL,
    },
    # v2 has none of these
    "call", "email", "sort_by", "sort_order", "next_page_token", "previous_page_token", "page_token_expiry",
)  # fmt: skip
RECORDS = record({"data": {"type": "array", "items": RECORD, "minItems": 1}, "info": INFO})
ONE_RECORD = record({"data": {"type": "array", "items": RECORD, "minItems": 1, "maxItems": 1}})

PERSON = record({"name": TEXT_OR_NULL, "id": ID})
WRITTEN = record(
    {"Modified_Time": MOMENT, "Modified_By": PERSON, "Created_Time": MOMENT, "id": ID, "Created_By": PERSON}
)
DONE = ("record added", "record updated", "record deleted", "tags updated successfully")
ROW_ERRORS = ("MANDATORY_NOT_FOUND", "INVALID_DATA", "DUPLICATE_DATA", "ALREADY_MODIFIED", "CONVERTED_RECORD")


def result(details: Schema, *messages: str, **more: Schema) -> Schema:
    return record(
        {
            "code": {"const": "SUCCESS"},
            "details": details,
            "message": {"enum": list(messages)},
            "status": {"const": "success"},
            **more,
        }
    )


def rows(done: Schema, *errors: str, **more: Schema) -> Schema:
    """Results of rows: `done`, or an error of its own."""
    row = {"anyOf": [done, error(*errors)]} if errors else done
    return record({"data": {"type": "array", "items": row, "minItems": 1}, **more}, *more)


def either(whole: Schema, results: Schema) -> Schema:
    """An error of the whole call, or results of its rows."""
    return {"anyOf": [whole, results]}


ADDED, UPDATED = result(WRITTEN, "record added"), result(WRITTEN, "record updated")
UPSERTED = result(
    WRITTEN,
    "record added",
    "record updated",
    action={"enum": ["insert", "update"]},
    duplicate_field=TEXT_OR_NULL,
)
DELETED = result(record({"id": ID}), "record deleted")

WRITE_ERRORS = error("INVALID_DATA", "MANDATORY_NOT_FOUND", "INVALID_MODULE", "NOT_SUPPORTED")
ID_ERRORS = error("INVALID_DATA", "INVALID_MODULE", "REQUIRED_PARAM_MISSING", "LIMIT_EXCEEDED")
READ_ERRORS = error(
    "INVALID_DATA", "INVALID_MODULE", "REQUIRED_PARAM_MISSING", "LIMIT_EXCEEDED", "EXPIRED_VALUE", "NOT_SUPPORTED",
    "DISCRETE_PAGINATION_LIMIT_EXCEEDED", "PAGINATION_LIMIT_EXCEEDED", "TOKEN_BOUND_DATA_MISMATCH",
    "AMBIGUITY_DURING_PROCESSING", "PATTERN_NOT_MATCHED",
)  # fmt: skip


def of_write(done: Schema, *statuses: int) -> dict[int, Schema | None]:
    """Replies of a call that writes rows: `statuses` where all is done, and the others where some are not."""
    part = rows(done, *ROW_ERRORS)
    replies: dict[int, Schema | None] = dict.fromkeys(statuses, rows(done))
    failed = rows(error(*ROW_ERRORS))
    return {**replies, 202: failed, 207: part, 400: either(WRITE_ERRORS, failed), 412: failed, **COMMON}


ROWS_SENT = record(
    {
        "data": {"type": "array", "items": {"type": "object"}, "minItems": 1, "maxItems": 100},
        "trigger": {"type": "array", "items": TEXT},
        "duplicate_check_fields": {"type": "array", "items": TEXT},
    },
    "trigger", "duplicate_check_fields",
)  # fmt: skip
ONE_ROW_SENT = {
    **ROWS_SENT,
    "properties": {**ROWS_SENT["properties"], "data": {**ROWS_SENT["properties"]["data"], "maxItems": 1}},
}
PAGE_ASKED: dict[str, Schema] = {
    "fields": TEXT,
    "page": {"type": "string", "pattern": "^[1-9][0-9]{0,3}$"},
    "per_page": {"type": "string", "pattern": "^([1-9][0-9]?|1[0-9][0-9]|200)$"},
    "page_token": TEXT,
}
LIST_ASKED: Schema = {
    "type": "object",
    "properties": {
        **PAGE_ASKED,
        "ids": {"type": "string", "pattern": "^[0-9]{1,19}(,[0-9]{1,19}){0,99}$"},
        "sort_by": {"enum": ["id", "Created_Time", "Modified_Time"]},
        "sort_order": {"enum": ["asc", "desc"]},
        "converted": {"enum": ["true", "false", "both"]},
        "approved": {"enum": ["true", "false", "both"]},
    },
}

TAG = record({"name": TEXT, "id": ID, "color_code": TEXT_OR_NULL}, "color_code")
TAGGED = result(
    record({"id": ID, "tags": {"type": "array", "items": {"anyOf": [TAG, TEXT]}}}), "tags updated successfully"
)
TAGS_SENT: Schema = {
    "type": "object",
    "properties": {
        "tags": {"type": "array", "items": {"type": "object"}, "minItems": 1},
        "over_write": FLAG,
        "ids": {"type": "array", "items": TEXT, "minItems": 1, "maxItems": 500},
    },
}
TAGS = record(
    {
        "tags": {
            "type": "array",
            "items": record(
                {
                    "name": TEXT,
                    "id": ID,
                    "color_code": TEXT_OR_NULL,
                    "created_time": MOMENT,
                    "modified_time": MOMENT,
                    "created_by": PERSON,
                    "modified_by": PERSON,
                }
            ),
        },
        "info": record({"count": COUNT, "allowed_count": COUNT}),
    }
)

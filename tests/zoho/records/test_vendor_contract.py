"""Replies of v8 hold to the vendor's own OpenAPI of records and notes, but for what is listed with its reason.

Its alternatives (`oneOf`) have no required keys, so that nearly every object meets several: each body, and each row of
one, is held against the one schema that is meant. Its references to files on the web are looked up beside it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from tests.zoho.records.record_calls import NOBODY, account, ask, made

WEB = "https://raw.githubusercontent.com/Zohocorp-Pvt-Ltd/crm-oas/refs/heads/main/v8.0/"
NOT_THERE = ("tags.json", "attachments.json")
"""Files that are referred to, and of which there is no copy: anything holds to them."""
EXCEPTIONS = {
    (
        "record.json",
        "API_Exception",
        "/details/maximum_length",
    ): "notes.json has a number, as common.json has for limits",
    ("record.json", "API_Exception", "/code"): "ALREADY_MODIFIED stands on the page of updating alone",
    ("record.json", "API_Exception", "/message"): "so does its message",
    ("record.json", "Success_Response", "/duplicate_field"): "the sample of upserting has null where one was inserted",
    (
        "record.json",
        "Response_Wrapper",
        "/info/previous_page_token",
    ): "the sample of listing has null on its first page",
    ("notes.json", "Response_Wrapper", "/data/0/$size"): "a note without attachments has none: null is assumed",
    ("notes.json", "Response_Wrapper", "/data/0/Note_Title"): "the sample of notes has null for a note without a title",
    (
        "notes.json",
        "Success_Response",
        "/details",
    ): "of a note that was deleted there is the id alone, as of any record",
}


@pytest.fixture(scope="module")
def vendor(shared: Path) -> Registry[Any]:
    folder = shared / "contracts" / "zoho-crm-v8"
    if not folder.is_dir():
        pytest.skip("the vendor's OpenAPI is not beside this repository")
    found: Registry[Any] = Registry()
    for name in NOT_THERE:
        anything = {"components": {"schemas": {"Tag": {}, "Attachment": {}}}}
        found = found.with_resource(name, Resource.from_contents(anything, DRAFT202012))
    for path in folder.glob("*.json"):
        contents = _nullable(json.loads(path.read_text().replace(WEB, "")))
        found = found.with_resource(path.name, Resource.from_contents(contents, DRAFT202012))
    return found


def _nullable(schema: Any) -> Any:
    """OpenAPI 3.0 in the words of JSON Schema."""
    if isinstance(schema, list):
        return [_nullable(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {name: _nullable(held) for name, held in schema.items()}
    if inner.pop("nullable", False) is True and "type" in inner:
        inner["type"] = [inner["type"], "null"]
        if "enum" in inner:
            inner["enum"] = [*inner["enum"], None]
    return inner


def breaches(vendor: Registry[Any], file: str, name: str, value: Any) -> Iterator[str]:
    """Places, as JSON pointers, at which a value does not hold to a schema of the vendor's."""
    schema = {"$ref": f"{file}#/components/schemas/{name}"}
    for error in jsonschema.Draft202012Validator(schema, registry=vendor).iter_errors(value):
        yield "/" + "/".join(str(part) for part in error.absolute_path)


def replies() -> Iterator[tuple[str, str, Any]]:
    """(file, schema, value) of what the operations answer: whole lists, and the results of rows."""
    tenant = account()

    def v8(method: str, path: str, body: Any = None, **headers: str) -> Any:
        return ask(tenant, method, f"v8/{path}", body, **headers).json()

    def rows(file: str, found: Any, failed: str = "API_Exception") -> Iterator[tuple[str, str, Any]]:
        for row in found.get("data", [found]):
            yield file, "Success_Response" if row["status"] == "success" else failed, row

    shop = made(tenant, "Accounts", Account_Name="Shop")
    bad = [{}, {"Last_Name": "x" * 256}, {"Last_Name": "B", "Email": "no"}, {"Last_Name": "B", "Owner": {"id": NOBODY}}]
    yield from rows("record.json", v8("POST", "Leads", {"data": [{"Last_Name": "A", "Email": "a@example.com"}, *bad]}))
    yield from rows(
        "record.json", v8("POST", "Visits", {"data": [{"Name": "A", "Code": "1"}, {"Name": "B", "Code": "1"}]})
    )
    lead = made(tenant, "Leads", Last_Name="C", Email="c@example.com", Tag=[{"name": "VIP"}], Company="Shop")
    yield from rows("record.json", v8("PUT", "Leads", {"data": [{"id": lead, "City": "Pune"}, {"id": NOBODY}, {}]}))
    yield from rows("record.json", v8("PUT", f"Leads/{lead}", {"data": [{"Website": "www.example.com"}]}))
    old = {"If_Unmodified_Since": "2026-01-01T00:00:00+00:00"}
    yield from rows("record.json", v8("PUT", f"Leads/{lead}", {"data": [{"City": "Goa"}]}, **old))
    upserted = [{"Last_Name": "D", "Email": "c@example.com"}, {"Last_Name": "E", "Email": "e@example.com"}]
    yield from rows("record.json", v8("POST", "Leads/upsert", {"data": upserted}))
    yield (
        "record.json",
        "Response_Wrapper",
        v8("GET", "Leads?fields=Last_Name,Owner,Created_By,Created_Time&per_page=1"),
    )
    yield "record.json", "Response_Wrapper", v8("GET", f"Leads/{lead}")
    yield "record.json", "Response_Wrapper", v8("GET", f"Accounts/{shop}")
    for path in ("Leads", "Nothing?fields=id", "Leads/x", "Leads?fields=id&page=x"):
        yield "record.json", "API_Exception", v8("GET", path)
    yield "record.json", "API_Exception", v8("POST", "Leads", "{")
    yield "record.json", "API_Exception", v8("DELETE", "Leads")
    note = {"Note_Content": "Called.", "Parent_Id": {"module": {"api_name": "Leads"}, "id": lead}}
    found = v8("POST", "Notes", {"data": [note, {**note, "Note_Title": "Call"}]})
    yield from rows("notes.json", found)
    yield "notes.json", "Mandatory_API_Exception", v8("POST", "Notes", {"data": [{}]})["data"][0]
    wrong = v8("POST", "Notes", {"data": [{**note, "Note_Content": 7}, {**note, "Note_Content": "x" * 32001}]})["data"]
    yield "notes.json", "Expected_Data_API_Exception", wrong[0]
    yield "notes.json", "Max_Length_API_Exception", wrong[1]
    note_id = found["data"][0]["details"]["id"]
    yield from rows("notes.json", v8("PUT", f"Notes/{note_id}", {"data": [{"Note_Content": "Again."}]}))
    yield from rows("notes.json", v8("PUT", f"Notes/{NOBODY}", {"data": [{"Note_Content": "A"}]}), "Note_API_Exception")
    yield "notes.json", "Response_Wrapper", v8("GET", f"Notes/{note_id}")
    gone = v8("DELETE", f"Notes?ids={note_id},{NOBODY}")
    yield from rows("notes.json", gone, "Invalid_Data_API_Exception")
    yield from rows("record.json", v8("POST", f"Leads/{lead}/actions/convert", {"data": [{}]}))
    yield from rows("record.json", v8("POST", f"Leads/{lead}/actions/convert", {"data": [{}]}))
    yield from rows("record.json", v8("PUT", f"Leads/{lead}", {"data": [{"City": "Goa"}]}))
    yield from rows("record.json", v8("DELETE", f"Leads?ids={lead},{NOBODY}"))
    yield "record.json", "Deleted_Records_Wrapper", v8("GET", "Leads/deleted")


def test_replies_hold_to_the_vendors_openapi(vendor: Registry[Any]) -> None:
    found = {
        (file, name, place): value for file, name, value in replies() for place in breaches(vendor, file, name, value)
    }
    assert {where: value for where, value in found.items() if where not in EXCEPTIONS} == {}
    assert found.keys() == EXCEPTIONS.keys()


@pytest.mark.parametrize(
    ("file", "name", "value", "place"),
    [
        ("record.json", "Success_Response", {"code": "DONE"}, "/code"),
        ("record.json", "Response_Wrapper", {"data": [{"Created_By": {"name": "A"}}]}, "/data/0/Created_By"),
        ("notes.json", "Mandatory_API_Exception", {"code": "MANDATORY_NOT_FOUND"}, "/"),
    ],
)
def test_the_judge_finds_what_is_wrong(vendor: Registry[Any], file: str, name: str, value: Any, place: str) -> None:
    assert place in list(breaches(vendor, file, name, value))

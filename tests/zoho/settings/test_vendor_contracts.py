"""Zoho: replies of v8 hold to the vendor's own OpenAPI, where it describes them.

It is read leniently where the vendor's own samples break it: what is one of several may be several of them, anything of
a success may be null and not all that is said to be required is there, and an object of which nothing is said may be
anything.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jsonschema_rs
import pytest

from emulator import Tenant, seed
from emulator.kernel.http import Request
from tests.zoho.search.searches import TOKEN
from tests.zoho.settings.test_settings import WORLD

FILES = ("common", "coql", "fields", "module_search", "modules", "org", "record", "users")
DROPPED = ("nullable", "example", "pattern")
"""Patterns are those of the vendor's test data."""
ELEVEN = f"({'or'.join(['(Last_Name:equals:x)'] * 11)})"
REPLIES: list[tuple[str, str, str]] = [
    ("users.json#/components/schemas/Response_Wrapper", "users", ""),
    ("users.json#/components/schemas/wrapper", "users?type=CurrentUser", ""),
    ("fields.json#/components/schemas/Response_Wrapper", "settings/fields?module=Visits", ""),
    ("fields.json#/components/schemas/MandatoryParamError", "settings/fields", ""),
    ("fields.json#/components/schemas/InvalidParamError", "settings/fields?module=Nothing", ""),
    ("modules.json#/components/schemas/Response_Wrapper", "settings/modules", ""),
    ("modules.json#/components/schemas/Response_Wrapper", "settings/modules/Leads", ""),
    ("modules.json#/components/schemas/Invalid_Module", "settings/modules/Nothing", ""),
    ("org.json#/components/schemas/Response_Wrapper", "org", ""),
    ("module_search.json#/components/schemas/Response_Wrapper", "Leads/search?word=Lead", ""),
    ("module_search.json#/components/schemas/Mandatory_Param_Missing", "Leads/search", ""),
    ("module_search.json#/components/schemas/Invlaid_Value_URL", "Nothing/search?word=xy", ""),
    ("module_search.json#/components/schemas/Max_records", "Leads/search?word=xy&page=11", ""),
    ("module_search.json#/components/schemas/Max_criteria", f"Leads/search?criteria={ELEVEN}", ""),
    *(
        ("module_search.json#/components/schemas/InvalidQuery", f"Leads/search?criteria={criteria}", "")
        for criteria in ("(x", "(Nothing:equals:x)", "(Points:starts_with:1)", "(Points:equals:x)")
    ),
    ("module_search.json#/components/schemas/InvalidQuery_NoReason",
     f"Leads/search?criteria=(Last_Name:in:{','.join('x' * 101)})", ""),
    ("coql.json#/components/schemas/Response_Wrapper", "coql", "select Last_Name from Leads where id is not null"),
    ("coql.json#/components/schemas/Syntax_Exception", "coql", "select Last_Name from Leads"),
    ("coql.json#/components/schemas/Syntax_Exception", "coql", "select Last_Name from Leads where )"),
    ("coql.json#/components/schemas/Query_Exception", "coql", "select Nothing from Leads where id = 1"),
    ("coql.json#/components/schemas/Query_Exception", "coql", "select id from Leads where Points = 'x'"),
    ("coql.json#/components/schemas/Query_Exception", "coql", "select id from Leads where Description = 'x'"),
    ("coql.json#/components/schemas/Query_Exception", "coql", "select id from Leads where Points like 'x'"),
    ("coql.json#/components/schemas/Query_Exception", "coql", "select id from Nothing where id = 1"),
    ("coql.json#/components/schemas/Limit_Exceeded_Exception", "coql", "select id from Leads where id = 1 limit 9999"),
    ("coql.json#/components/schemas/Invalid_Alias_Exception", "coql", "select id as '' from Leads where id = 1"),
    ("coql.json#/components/schemas/Duplicate_Data_Exception", "coql", "select id, id from Leads where id = 1"),
]  # fmt: skip


@pytest.fixture(scope="module")
def contracts(shared: Path) -> dict[str, Any]:
    folder = shared / "contracts" / "zoho-crm-v8"
    return {f"{name}.json": json.loads((folder / f"{name}.json").read_text(encoding="utf-8")) for name in FILES}


def lenient(schema: Any, file: str, is_error: bool) -> Any:
    """JSON Schema of OpenAPI 3.0, its references within one document; what leads to a file that is not here may be
    anything.
    """
    if isinstance(schema, list):
        return [lenient(one, file, is_error) for one in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        target, _, pointer = schema["$ref"].partition("#")
        name = target.rpartition("/")[2] or file
        known = name.removesuffix(".json") in FILES
        return {"anyOf": [{"type": "null"}, {"$ref": f"#/{name}{pointer}"}]} if known else {}
    if schema.get("type") == "object" and "properties" not in schema:
        return {}  # so written where it is a text, such as a time zone
    found = {key: lenient(value, file, is_error) for key, value in schema.items() if key not in DROPPED}
    if "oneOf" in found:
        found["anyOf"] = found.pop("oneOf")
    if isinstance(found.get("type"), str) and not is_error:
        found["type"] = [found["type"], "null"]
    if isinstance(found.get("enum"), list) and not is_error:
        found["enum"] = [*found["enum"], None]
    if not is_error and isinstance(found.get("required"), list):
        del found["required"]
    return found


@pytest.mark.parametrize(("schema", "path", "query"), REPLIES, ids=lambda value: str(value)[-60:])
def test_a_reply_holds_to_the_vendors_openapi(contracts: dict[str, Any], schema: str, path: str, query: str) -> None:
    tenant = seed.tenant_from(WORLD)
    status, body = _ask(tenant, path, query)
    documents = {name: {"components": {"schemas": {
        each: lenient(one, name, is_error=status >= 400) for each, one in document["components"]["schemas"].items()
    }}} for name, document in contracts.items()}  # fmt: skip
    validator = jsonschema_rs.validator_for({"$ref": f"#/{schema.replace('#', '')}", **documents})
    told = [f"{'/'.join(map(str, error.instance_path))}: {error.message}" for error in validator.iter_errors(body)]
    assert told == []


def _ask(tenant: Tenant, path: str, query: str) -> tuple[int, Any]:
    headers = {"authorization": f"Zoho-oauthtoken {TOKEN}"}
    method, body = ("POST", json.dumps({"select_query": query})) if query else ("GET", "")
    reply = tenant.call(Request.to(method, f"/crm/v8/{quote(path, safe='/?&=():,')}", headers, body))
    return reply.status, reply.json()

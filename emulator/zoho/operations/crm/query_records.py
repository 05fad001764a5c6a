"""COQL: find records by a query; what was just written is found, too.

Example: POST /crm/v8/coql {"select_query": "select Last_Name from Leads where Phone like '%98765%'"} => 200
Example: POST /crm/v2/coql {"select_query": "select Last_Name, Owner.last_name from Leads where id = 1"} => 204
Example: POST /crm/v8/coql {"select_query": "select Last_Name from Leads"} => 400
"""

from __future__ import annotations

from dataclasses import replace

from emulator.kernel.http import BadBody, Reply, Request
from emulator.zoho import (
    coql,
    coql_limits,
    coql_query,
    credits,
    directory,
    payloads,
    permission,
    schemas,
    schemas_settings,
    scope,
    versions,
)
from emulator.zoho.api import ZOHO, lacking_scope
from emulator.zoho.coql_tokens import CoqlError
from emulator.zoho.field import Module
from emulator.zoho.state import ZohoState

NOT_ASKED = ("Notes",)
"""Modules that the documentation's list for COQL is without."""


@ZOHO.operation(
    "POST",
    "/crm/{version}/coql",
    scopes=(("ZohoCRM.coql.READ", "ZohoCRM.coql.ALL"),),
    body=schemas_settings.COQL_QUERY,
    replies={
        200: schemas_settings.COQL_FOUND,
        204: None,
        400: schemas.error(
            "SYNTAX_ERROR", "INVALID_QUERY", "LIMIT_EXCEEDED", "INVALID_ALIAS", "DUPLICATE_ALIAS", "DUPLICATE_DATA"
        ),
        401: schemas.UNAUTHORIZED,
        403: schemas.error("NO_PERMISSION"),
        404: schemas.NOT_FOUND,
        429: schemas_settings.TOO_MANY,
    },
    evidence="documented",
    source="zoho.com CRM v7/v8 Get-Records-through-COQL-Query, COQL-Limitations; zoho/crm-oas coql.json",
)
def query_records(request: Request, state: ZohoState) -> Reply:
    """No record is 204. A query needs the scope of COQL and that of its module."""
    version = versions.OF[request.params["version"]]
    try:
        query = coql.parse(_query_of(request))
        module = _module_of(query, state)
        refused = _lacking_scope(module, request, state) or permission.denied(request, state, module.api_name)
        if refused is not None:
            return refused
        found = coql_query.answer(query, module, version, state)
    except CoqlError as error:
        reply = payloads.error(400, error.code, error.message, **error.details)
        reply.help = (error.told,) if error.told else ()
        return reply
    credits.charge(coql_limits.credits(query.limit) - 1, state)
    if not found.rows:
        return payloads.no_content()
    return payloads.ok({"data": found.rows, "info": {"count": len(found.rows), "more_records": found.more}})


def _lacking_scope(module: Module, request: Request, state: ZohoState) -> Reply | None:
    token = directory.token_of(request, state)
    named = replace(request, params={**request.params, "module": module.api_name})
    return lacking_scope(token.scope if token else "", (scope.of_module("READ"),), named, state)


def _query_of(request: Request) -> str:
    """That it is INVALID_QUERY where there is none is assumed."""
    try:
        sent = request.json()
    except BadBody as error:
        raise CoqlError("INVALID_QUERY", "invalid query formed", str(error), reason="body") from None
    query = sent.get("select_query") if isinstance(sent, dict) else None
    if not isinstance(query, str):
        raise CoqlError("INVALID_QUERY", "invalid query formed", "select_query is a text", reason="select_query")
    return query


def _module_of(query: coql.Query, state: ZohoState) -> Module:
    found = state.modules.get(query.module)
    if found is None or query.module in NOT_ASKED:
        told = f"COQL knows {', '.join(name for name in state.modules if name not in NOT_ASKED)} here"
        raise CoqlError("INVALID_QUERY", "invalid query formed", told, module=query.module)
    return found

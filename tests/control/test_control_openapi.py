"""The control API: OpenAPI documents of what is emulated."""

from __future__ import annotations

from typing import Any

import pytest

from emulator import World, seed
from emulator.document import Document
from emulator.zoho.api import VERSIONS, ZOHO
from flow_runner.sandbox.files import DEMO_WORLD
from tests.control.control_calls import ORIGIN, call, ok, refused
from tests.control.control_calls import ZOHO as HEADERS

CRM, OAUTH = "openapi/zoho-crm.json", "openapi/zoho-oauth.json"


@pytest.fixture
def world() -> World:
    own = {"zoho": {"modules": [{"name": "Visits", "fields": [{"name": "Day", "type": "date"}]}]}}
    return World(seed.checked(Document.of(own, "world")).data)


def operations(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """By the name that the journal has."""
    return {one["operationId"]: one for path in document["paths"].values() for one in path.values()}


def test_every_operation_of_zoho_stands_in_one_of_two_documents(world: World) -> None:
    oauth, crm = (operations(ok(world, "GET", path)) for path in (OAUTH, CRM))
    assert {*oauth, *crm} == set(ZOHO.operations)
    assert set(oauth).isdisjoint(crm)
    assert "zoho.generate_token" in oauth


def test_the_paths_of_the_crm_say_which_versions_and_modules_there_are(world: World) -> None:
    search = operations(ok(world, "GET", CRM))["zoho.search_records"]
    allowed = {one["name"]: one["schema"].get("enum") for one in search["parameters"] if one["in"] == "path"}
    assert allowed["version"] == list(VERSIONS)
    assert {"Leads", "Contacts", "Visits"} <= set(allowed["module"])


def test_the_example_of_a_path_is_a_lead_that_is_there() -> None:
    world = World(seed.load(DEMO_WORLD).data)
    get = operations(ok(world, "GET", CRM))["zoho.get_record"]
    path = "/crm/{version}/{module}/{id}".format(
        **{one["name"]: one["schema"]["examples"][0] for one in get["parameters"] if one["in"] == "path"}
    )
    assert call(world, "GET", path, headers=HEADERS).status == 200


def test_a_client_is_told_how_zoho_wants_its_token_and_where_none_is_needed(world: World) -> None:
    crm, oauth = ok(world, "GET", CRM), ok(world, "GET", OAUTH)
    [(name, scheme)] = crm["components"]["securitySchemes"].items()
    assert (name, scheme["in"], scheme["name"]) == ("Zoho-oauthtoken", "header", "Authorization")
    assert crm["security"] == [{name: []}]
    assert operations(oauth)["zoho.generate_token"]["security"] == []


def test_whatever_needs_a_token_says_that_it_may_be_refused_or_come_too_often(world: World) -> None:
    crm = operations(ok(world, "GET", CRM))
    assert {name for name, one in crm.items() if not {"401", "404", "429"} <= one["responses"].keys()} == set()


def test_the_server_is_the_account_that_was_asked(world: World) -> None:
    ok(world, "POST", "tenants", {"name": "other"})
    [server] = ok(world, "GET", CRM)["servers"]
    assert server == {"url": ORIGIN}
    [server] = ok(world, "GET", "openapi/wati-v1.json")["servers"]
    assert server["url"].startswith(f"{ORIGIN}/")


def test_what_is_no_document_is_told_with_the_nearest(world: World) -> None:
    assert refused(world, "GET", "/_sandbox/openapi/zoho-crn.json") == (
        404,
        "no document is called 'zoho-crn.json'. Did you mean 'zoho-crm.json'?",
    )

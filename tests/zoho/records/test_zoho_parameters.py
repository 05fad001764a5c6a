"""Parameters of the query that are not what they should be: refused, and nothing is changed."""

from __future__ import annotations

import pytest

from emulator import Tenant
from emulator.kernel.http import Reply, Request
from tests.zoho.zoho_calls import TOKEN, get


def delete(tenant: Tenant, path: str) -> Reply:
    return tenant.call(Request.to("DELETE", path, {"authorization": f"Zoho-oauthtoken {TOKEN}"}))


@pytest.mark.parametrize("asked", ["{id}?wf_trigger=null", "?ids={id}&wf_trigger=1"])
def test_a_flag_that_is_neither_true_nor_false_deletes_nothing(tenant: Tenant, asked: str) -> None:
    lead = next(iter(tenant.zoho.leads)).id
    path = f"/crm/v8/Leads/{asked}".replace("/?", "?").format(id=lead)
    refused = delete(tenant, path)
    assert (refused.status, refused.json()["code"]) == (400, "INVALID_DATA")
    assert refused.json()["details"]["param_name"] == "wf_trigger"
    assert tenant.zoho.leads.get(lead) is not None
    assert delete(tenant, path.replace("null", "false").replace("trigger=1", "trigger=false")).status == 200
    assert tenant.zoho.leads.get(lead) is None


def test_what_is_no_id_is_not_looked_for(tenant: Tenant) -> None:
    lead = next(iter(tenant.zoho.leads)).id
    assert get(tenant, f"/crm/v8/Leads?fields=Last_Name&ids={lead}").status == 200
    refused = get(tenant, f"/crm/v8/Leads?fields=Last_Name&ids={lead},null")
    assert (refused.status, refused.json()["details"]["param_name"]) == (400, "ids")

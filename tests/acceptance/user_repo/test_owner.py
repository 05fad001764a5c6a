"""What is easier said in Python: the same chatbot, account and stubs, from pyproject.toml."""

import pytest

LEAD = "15550100041"


@pytest.mark.wati_phone(LEAD)
def test_a_slow_zoho_leaves_nobody_alone(sandbox, faults, clock):
    before = clock.now()
    faults.add("latency", "zoho.search_records", seconds=45)
    sandbox.says("hi")
    sandbox.taps("Talk to us")
    assert sandbox.teams() == ("Front desk",)
    assert clock.now() > before


@pytest.mark.wati_phone(LEAD)
def test_an_owner_keeps_the_chat(sandbox, wati, zoho):
    assert [lead.fields["Last_Name"] for lead in zoho.leads] == ["Patient"]
    sandbox.says("hi")
    sandbox.taps("Talk to us")
    assert sandbox.assignee()["name"] == "Lena Owner"
    assert wati.agent("Lena Owner").online


@pytest.mark.wati_flow("zoho_lead_owner")
@pytest.mark.wati_world("world.yaml")
def test_a_bundled_chatbot_runs_in_the_same_account(sandbox, stubs):
    stubs.add(node="main_webhook-readToken", status=500)
    assert sandbox.says("hi")
